package dev.evenkeel.fuzz.operands;

/** Shape and steps of a batch of matrices, a single one being a batch of 1. */
public record Strides(int count, int rows, int cols, long stride, long rowStride, long colStride) {
    private static final int[][] ORDERS = {{2, 1, 0}, {1, 2, 0}, {2, 0, 1}, {1, 0, 2}, {0, 1, 2}, {0, 2, 1}};

    /** @param output whether no two elements may share a place */
    public static Strides draw(Draws draws, int count, int rows, int cols, boolean output) {
        int[] extents = {count, rows, cols};
        int[] order = draws.oneIn(2) ? ORDERS[0] : draws.oneIn(2) ? ORDERS[1] : draws.of(ORDERS);
        long[] steps = new long[3];
        long step = draws.oneIn(5) ? draws.between(2, 3) : 1;
        boolean padded = draws.oneIn(2);
        for (int dimension : order) {
            steps[dimension] = step;
            step = step * Math.max(1, extents[dimension]) + (padded && draws.oneIn(2) ? draws.between(1, 17) : 0);
        }
        if (step > draws.limits().terms()) {
            steps = new long[] {(long) rows * cols, cols, 1};
        }
        for (int dimension = 0; dimension < 3; dimension++) {
            if (draws.oneIn(8)) {
                steps[dimension] = -steps[dimension];
            }
            if (!output && draws.oneIn(16)) {
                steps[dimension] = 0;
            }
        }
        return new Strides(count, rows, cols, steps[0], steps[1], steps[2]);
    }

    public static Strides of(int rows, int cols, long rowStride, long colStride) {
        return new Strides(1, rows, cols, 0, rowStride, colStride);
    }

    public boolean isEmpty() {
        return count == 0 || rows == 0 || cols == 0;
    }

    /** Elements from the first place to the last one. */
    public int reach() {
        return rows == 0 || cols == 0 ? 0 : Math.toIntExact(greatest() - least() + 1);
    }

    /** Least place, element (0, 0, 0) being at 0. */
    public long least() {
        return rows == 0 || cols == 0 ? 0
                : Math.max(0, count - 1) * Math.min(0, stride) + (rows - 1) * Math.min(0, rowStride)
                        + (cols - 1) * Math.min(0, colStride);
    }

    public long greatest() {
        return rows == 0 || cols == 0 ? 0
                : Math.max(0, count - 1) * Math.max(0, stride) + (rows - 1) * Math.max(0, rowStride)
                        + (cols - 1) * Math.max(0, colStride);
    }

    public long place(int index, int row, int col) {
        return index * stride + row * rowStride + col * colStride;
    }

    public Strides transposed() {
        return new Strides(count, cols, rows, stride, colStride, rowStride);
    }
}
