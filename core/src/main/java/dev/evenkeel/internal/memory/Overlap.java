package dev.evenkeel.internal.memory;

import dev.evenkeel.MatrixView;
import java.lang.foreign.MemorySegment;

/**
 * Whether two views of one element type share an element. Exact where both have unit stride along the same dimension
 * and equal strides along the other, so that interleaved column slices of one array may be used together; otherwise
 * ranges that meet count as shared.
 */
public final class Overlap {
    private Overlap() {}

    /** Whether two views share an element. */
    public static boolean between(MatrixView<?> x, MatrixView<?> y) {
        if (Views.isEmpty(x) || Views.isEmpty(y)) {
            return false;
        }
        if (x.array() != null && y.array() != null) {
            return x.array() == y.array() && shareElement(x, y, y.offset() - x.offset());
        }
        if (isNative(x) != isNative(y) || !isNative(x) && !rangesMeet(x, y)) {
            return false;
        }
        long bytes = position(y) - position(x);
        int size = x.elementBytes();
        return bytes % size == 0 ? shareElement(x, y, bytes / size) : rangesMeet(x, y);
    }

    /** Whether a view has an element in the memory of an array of another type, which a heap segment may lie over. */
    static boolean with(MatrixView<?> x, MemorySegment array) {
        return !Views.isEmpty(x) && range(x).asOverlappingSlice(array).isPresent();
    }

    private static boolean rangesMeet(MatrixView<?> x, MatrixView<?> y) {
        return range(x).asOverlappingSlice(range(y)).isPresent();
    }

    /**
     * Whether any two matrices of two batches, x, x + xStride, … and y, y + yStride, … share an element; the count is 1
     * where a stride is 0.
     */
    public static boolean between(MatrixView<?> x, int xCount, long xStride, MatrixView<?> y, int yCount,
            long yStride) {
        return xCount > 0 && yCount > 0 && !Views.isEmpty(x) && !Views.isEmpty(y)
                && between(Views.ends(x, (xCount - 1) * xStride), Views.ends(y, (yCount - 1) * yStride))
                && BatchOverlap.between(x, xCount, xStride, y, yCount, yStride, position(y) - position(x));
    }

    private static boolean isNative(MatrixView<?> x) {
        return x.segment() != null && x.segment().isNative();
    }

    /** Whether two elements of one view are the same, so that it cannot be an output. */
    public static boolean within(MatrixView<?> x) {
        if (Views.isEmpty(x) || x.rows() == 1 && x.cols() == 1) {
            return false;
        }
        if (x.rows() == 1) {
            return x.colStride() == 0;
        }
        if (x.cols() == 1) {
            return x.rowStride() == 0;
        }
        long rowStep = Math.abs(x.rowStride());
        long colStep = Math.abs(x.colStride());
        if (colStep == 1) {
            // The result of the general case, without its four divisions, which small products would notice.
            return rowStep < x.cols();
        }
        // Elements meet at the least common multiple of the steps: colStep / divisor rows away, rowStep / divisor
        // columns back.
        long divisor = greatestCommonDivisor(rowStep, colStep);
        return divisor == 0 || colStep / divisor < x.rows() && rowStep / divisor < x.cols();
    }

    private static long greatestCommonDivisor(long x, long y) {
        return y == 0 ? x : greatestCommonDivisor(y, x % y);
    }

    private static boolean shareElement(MatrixView<?> x, MatrixView<?> y, long distance) {
        if (Views.lastIndex(x) < Views.firstIndex(y) - y.offset() + x.offset() + distance
                || Views.lastIndex(y) - y.offset() + x.offset() + distance < Views.firstIndex(x)) {
            return false;
        }
        if (areRowsOfOneGrid(x, y)) {
            return shareCell(x.rows(), x.cols(), y.rows(), y.cols(), x.rowStride(), distance);
        }
        if (areColumnsOfOneGrid(x, y)) {
            return shareCell(x.cols(), x.rows(), y.cols(), y.rows(), x.colStride(), distance);
        }
        return true;
    }

    /** Whether both have unit stride along their rows, and equal row strides that keep rows apart. */
    static boolean areRowsOfOneGrid(MatrixView<?> x, MatrixView<?> y) {
        return x.colStride() == 1 && y.colStride() == 1 && x.rowStride() == y.rowStride()
                && x.rowStride() >= Math.max(x.cols(), y.cols());
    }

    /** The same along columns. */
    static boolean areColumnsOfOneGrid(MatrixView<?> x, MatrixView<?> y) {
        return x.rowStride() == 1 && y.rowStride() == 1 && x.colStride() == y.colStride()
                && x.colStride() >= Math.max(x.rows(), y.rows());
    }

    /**
     * Whether two rectangles of a grid with {@code pitch} columns share a cell; the second may wrap round the grid's
     * edge once.
     */
    static boolean shareCell(int rows, int cols, int otherRows, int otherCols, long pitch, long distance) {
        long row = Math.floorDiv(distance, pitch);
        long col = Math.floorMod(distance, pitch);
        return meet(rows, row, otherRows) && meet(cols, col, otherCols)
                || meet(rows, row + 1, otherRows) && meet(cols, col - pitch, otherCols);
    }

    /** Whether [0, length) and [start, start + otherLength) meet. */
    private static boolean meet(long length, long start, long otherLength) {
        return start < length && start + otherLength > 0;
    }

    /** Address of the first element, in bytes from the start of the array or of all memory. */
    private static long position(MatrixView<?> x) {
        return (x.array() != null ? 0 : x.segment().address()) + x.offset() * x.elementBytes();
    }

    private static MemorySegment range(MatrixView<?> x) {
        MemorySegment storage = Views.storage(x);
        long first = Views.firstIndex(x) * x.elementBytes();
        return storage.asSlice(first, (Views.lastIndex(x) + 1) * x.elementBytes() - first);
    }
}
