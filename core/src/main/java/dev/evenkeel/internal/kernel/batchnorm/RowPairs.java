package dev.evenkeel.internal.kernel.batchnorm;

import dev.evenkeel.internal.kernel.simd.Lanes;

/**
 * How mappings walk: two rows far apart at a time, which share loads of coefficients. A row's last vector ends with the
 * row, and is computed before the values that it repeats are stored, so that an output may be an input (decision 16).
 */
final class RowPairs {
    private static final int LANES = Lanes.FLOATS.length();

    private RowPairs() {}

    /** How many pairs of rows there are; of an odd number the middle row is one with itself. */
    static int count(Extent extent) {
        return (extent.rows() + 1) / 2;
    }

    /** Half of all rows away. */
    static int other(int row, Extent extent) {
        int other = row + count(extent);
        return other < extent.rows() ? other : row;
    }

    /** Where the vector before a row's last begins; of a row that is one vector, both are this one. */
    static int tail(int columns) {
        return (columns - LANES - 1) / LANES * LANES;
    }
}
