package dev.evenkeel;

/** A block of A as the kernels read it: unit stride along its rows or along its columns, in place or copied. */
final class LeftBlock {
    /** Distance of copied rows beyond their length: an odd number of cache lines, or rows of a power of two would share a cache set. */
    private static final int LINE = 16;

    float[] array;
    int offset;
    int rowStride;
    int depthStride;

    /** Rows {@code row … row + rows} of A, depth {@code from … from + depth}. */
    void set(Matrix a, int row, int rows, int from, int depth, Workspace workspace) {
        boolean upright = a.rowStride == 1 && a.colStride != 1;
        if (a.hasHeapRows() || a.hasHeapColumns()) {
            array = a.array;
            offset = (int) (a.offset + row * a.rowStride + from * a.colStride);
            rowStride = (int) a.rowStride;
            depthStride = (int) a.colStride;
            return;
        }
        int length = upright ? rows : depth;
        int stride = oddLines(length);
        array = workspace.left((upright ? depth : rows) * stride);
        offset = 0;
        rowStride = upright ? 1 : stride;
        depthStride = upright ? stride : 1;
        if (upright) {
            a.transposed().read(from, row, depth, rows, array, 0, stride);
        } else {
            a.read(row, from, rows, depth, array, 0, stride);
        }
    }

    private static int oddLines(int length) {
        return ((length + LINE - 1) / LINE | 1) * LINE;
    }
}
