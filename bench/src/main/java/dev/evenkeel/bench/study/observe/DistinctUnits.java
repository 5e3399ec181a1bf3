package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Matrix;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.Set;

/** How many units of a layer differ from all others. */
public final class DistinctUnits {
    private DistinctUnits() {}

    /**
     * Columns that are different to the bit: 1 if all units are equal.
     *
     * @param weights inputs × outputs, a unit being a column; or examples × outputs, what units give
     */
    public static int columns(Matrix weights) {
        Matrix units = weights.transposed();
        Set<IntBuffer> seen = new HashSet<>();
        for (int unit = 0; unit < units.rows(); unit++) {
            float[] values = units.slice(unit, 0, 1, units.cols()).toArray();
            int[] bits = new int[values.length];
            for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
            seen.add(IntBuffer.wrap(bits));
        }
        return seen.size();
    }
}
