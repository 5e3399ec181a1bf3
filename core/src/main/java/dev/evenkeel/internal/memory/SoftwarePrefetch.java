package dev.evenkeel.internal.memory;

/**
 * Reads one value of every cache line, four rows at a time, so that the sums that follow find them in L2. Only for
 * features larger than the caches (decision 8).
 */
public final class SoftwarePrefetch {
    private static final int VALUES_OF_LINE = 16;

    private SoftwarePrefetch() {}

    /** Returns a value that depends on every load, so that the compiler cannot remove them. */
    public static float rows(float[] array, int offset, int rows, int stride, int columns) {
        int quarter = rows / 4;
        float read = 0;
        for (int i = 0; i < quarter; i++) {
            read += fourRows(array, offset + i * stride, quarter * stride, columns);
        }
        for (int i = 4 * quarter; i < rows; i++) {
            read += fourRows(array, offset + i * stride, 0, columns);
        }
        return read;
    }

    private static float fourRows(float[] array, int from, int distance, int columns) {
        int from1 = from + distance;
        int from2 = from1 + distance;
        int from3 = from2 + distance;
        float read0 = 0;
        float read1 = 0;
        float read2 = 0;
        float read3 = 0;
        for (int j = 0; j < columns; j += VALUES_OF_LINE) {
            read0 += array[from + j];
            read1 += array[from1 + j];
            read2 += array[from2 + j];
            read3 += array[from3 + j];
        }
        return read0 + read1 + (read2 + read3);
    }
}
