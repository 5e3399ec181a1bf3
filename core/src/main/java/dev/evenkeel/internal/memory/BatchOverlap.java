package dev.evenkeel.internal.memory;

import dev.evenkeel.MatrixView;

/**
 * Whether a matrix of one batch shares an element with a matrix of another, as {@link Overlap} judges each pair. Both
 * batches are evenly spaced, so a division finds the matrices of the second that can meet one of the first.
 */
final class BatchOverlap {
    /** Elements from the start of x to the start of y number j: {@code first + j·step} for j &lt; count. */
    private final long first;

    private final long count;
    private final long step;

    /** Least and greatest distance at which a matrix of x and one of y meet. */
    private final long least;

    private final long greatest;

    /** Row stride of the grid if both are rectangles of one grid, with their shapes; else 0. */
    private final long pitch;

    private final int rows;
    private final int cols;
    private final int otherRows;
    private final int otherCols;

    private BatchOverlap(MatrixView<?> x, MatrixView<?> y, long bytes, long distance, long count, long stride) {
        this.first = stride < 0 ? distance + (count - 1) * stride : distance;
        this.count = count;
        this.step = Math.max(1, Math.abs(stride));
        boolean isAligned = bytes % x.elementBytes() == 0;
        this.least = Views.firstIndex(x) - x.offset() - (Views.lastIndex(y) - y.offset()) - (isAligned ? 0 : 1);
        this.greatest = Views.lastIndex(x) - x.offset() - (Views.firstIndex(y) - y.offset());
        boolean isOfColumns = Overlap.areColumnsOfOneGrid(x, y);
        boolean isGrid = isAligned && (isOfColumns || Overlap.areRowsOfOneGrid(x, y));
        this.rows = isOfColumns ? x.cols() : x.rows();
        this.cols = isOfColumns ? x.rows() : x.cols();
        this.otherRows = isOfColumns ? y.cols() : y.rows();
        this.otherCols = isOfColumns ? y.rows() : y.cols();
        this.pitch = isGrid ? isOfColumns ? x.colStride() : x.rowStride() : 0;
    }

    /**
     * Batches x, x + xStride, … and y, y + yStride, … of matrices in one storage, {@code bytes} between their first
     * elements; none is empty.
     */
    static boolean between(MatrixView<?> x, int xCount, long xStride, MatrixView<?> y, int yCount, long yStride,
            long bytes) {
        long distance = Math.floorDiv(bytes, x.elementBytes());
        if (xStride == yStride) {
            // Only the difference of the two indices counts: one x, and a y for each difference.
            long before = (xCount - 1) * xStride;
            return new BatchOverlap(x, y, bytes, distance - before, xCount + yCount - 1L, yStride).isMetBy(0);
        }
        BatchOverlap ofFirst = new BatchOverlap(x, y, bytes, distance, yCount, yStride);
        for (int i = 0; i < xCount; i++) {
            if (ofFirst.isMetBy(i * xStride)) {
                return true;
            }
        }
        return false;
    }

    /** Whether x, moved by {@code shift} elements, shares an element with some y. */
    private boolean isMetBy(long shift) {
        long low = first(least + shift);
        long high = last(greatest + shift);
        if (low > high || pitch == 0) {
            return low <= high;
        }
        return high - low < (long) rows + otherRows ? isMetByIndex(shift, low, high) : isMetByRow(shift);
    }

    private boolean isMetByIndex(long shift, long low, long high) {
        for (long j = low; j <= high; j++) {
            if (Overlap.shareCell(rows, cols, otherRows, otherCols, pitch, first + j * step - shift)) {
                return true;
            }
        }
        return false;
    }

    /** Tries each difference of two rows of the grid: at which distances do those rows meet? */
    private boolean isMetByRow(long shift) {
        for (long row = 1L - otherRows; row < rows; row++) {
            long start = row * pitch + shift;
            if (first(start - otherCols + 1) <= last(start + cols - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Index of the first y that is at least so far away. */
    private long first(long distance) {
        return Math.max(0, Math.ceilDiv(distance - first, step));
    }

    /** Index of the last y that is at most so far away. */
    private long last(long distance) {
        return Math.min(count - 1, Math.floorDiv(distance - first, step));
    }
}
