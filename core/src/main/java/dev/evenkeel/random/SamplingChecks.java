package dev.evenkeel.random;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;

/** The checks of a fill, made before anything is written. */
final class SamplingChecks {
    private SamplingChecks() {}

    static void range(int offset, int length, int targetLength) {
        if (offset < 0 || length < 0 || length > targetLength - offset) {
            throw new IndexOutOfBoundsException("offset and length must give a range of the target's " + targetLength
                    + " elements, were " + offset + " and " + length);
        }
    }

    static void indices(long firstIndex, long length) {
        if (firstIndex < 0 || length - 1 > Long.MAX_VALUE - firstIndex) {
            throw new IllegalArgumentException("firstIndex and those after it must be from 0 to 2^63 - 1, were "
                    + length + " from " + firstIndex);
        }
    }

    static void shard(Matrix shard, long row, long col, long wholeCols) {
        if (row < 0 || col < 0 || wholeCols < 0 || shard.cols() > wholeCols - col) {
            throw new IndexOutOfBoundsException("shard of " + Views.shape(shard) + " at (" + row + ", " + col
                    + ") reaches outside " + wholeCols + " columns");
        }
        if (!Views.isEmpty(shard)) {
            long lastCol = col + shard.cols() - 1;
            long lastRow = (Long.MAX_VALUE - lastCol) / wholeCols;
            if (row > lastRow - (shard.rows() - 1)) {
                throw new IllegalArgumentException("element indices must be from 0 to 2^63 - 1, which column " + lastCol
                        + " of " + wholeCols + " keeps to as far as row " + lastRow + "; shard of " + Views.shape(shard)
                        + " begins in row " + row);
            }
        }
    }
}
