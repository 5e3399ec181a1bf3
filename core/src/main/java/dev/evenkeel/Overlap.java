package dev.evenkeel;

import java.lang.foreign.MemorySegment;

/**
 * Whether two views share an element. Exact where both have unit stride along the same dimension and equal strides along the other, so
 * that interleaved column slices of one array may be used together; otherwise conservative: ranges that meet count as shared.
 */
final class Overlap {
    private Overlap() {}

    static boolean between(Matrix x, Matrix y) {
        if (x.isEmpty() || y.isEmpty()) {
            return false;
        }
        if (x.array != null && y.array != null) {
            return x.array == y.array && shareElement(x, y, y.offset - x.offset);
        }
        if (isNative(x) && isNative(y)) {
            long bytes = address(y) - address(x);
            return bytes % Float.BYTES == 0
                    ? shareElement(x, y, bytes / Float.BYTES)
                    : range(x).asOverlappingSlice(range(y)).isPresent();
        }
        return !isNative(x) && !isNative(y) && range(x).asOverlappingSlice(range(y)).isPresent();
    }

    private static boolean isNative(Matrix x) {
        return x.segment != null && x.segment.isNative();
    }

    /** Whether two elements of one view are the same: then it is no output. */
    static boolean within(Matrix x) {
        if (x.isEmpty() || x.rows == 1 && x.cols == 1) {
            return false;
        }
        if (x.rows == 1) {
            return x.colStride == 0;
        }
        if (x.cols == 1) {
            return x.rowStride == 0;
        }
        long rowStep = Math.abs(x.rowStride);
        long colStep = Math.abs(x.colStride);
        if (colStep == 1) {
            // The same as below without its four divisions, which small products would notice.
            return rowStep < x.cols;
        }
        // Elements meet at the least common multiple of the steps: colStep / divisor rows away, rowStep / divisor columns back.
        long divisor = greatestCommonDivisor(rowStep, colStep);
        return divisor == 0 || colStep / divisor < x.rows && rowStep / divisor < x.cols;
    }

    private static long greatestCommonDivisor(long x, long y) {
        return y == 0 ? x : greatestCommonDivisor(y, x % y);
    }

    private static boolean shareElement(Matrix x, Matrix y, long distance) {
        if (x.lastIndex() < y.firstIndex() - y.offset + x.offset + distance
                || y.lastIndex() - y.offset + x.offset + distance < x.firstIndex()) {
            return false;
        }
        if (x.colStride == 1 && y.colStride == 1 && x.rowStride == y.rowStride) {
            return shareCell(x.rows, x.cols, y.rows, y.cols, x.rowStride, distance);
        }
        if (x.rowStride == 1 && y.rowStride == 1 && x.colStride == y.colStride) {
            return shareCell(x.cols, x.rows, y.cols, y.rows, x.colStride, distance);
        }
        return true;
    }

    /** Two rectangles of a grid with {@code pitch} columns; the second may wrap round the grid's edge once. */
    private static boolean shareCell(int rows, int cols, int otherRows, int otherCols, long pitch, long distance) {
        if (pitch < Math.max(cols, otherCols)) {
            return true;
        }
        long row = Math.floorDiv(distance, pitch);
        long col = Math.floorMod(distance, pitch);
        return meet(rows, row, otherRows) && meet(cols, col, otherCols)
                || meet(rows, row + 1, otherRows) && meet(cols, col - pitch, otherCols);
    }

    /** Whether [0, length) and [start, start + otherLength) meet. */
    private static boolean meet(long length, long start, long otherLength) {
        return start < length && start + otherLength > 0;
    }

    private static long address(Matrix x) {
        return x.segment.address() + x.offset * Float.BYTES;
    }

    private static MemorySegment range(Matrix x) {
        MemorySegment storage = x.array != null ? MemorySegment.ofArray(x.array) : x.segment;
        long first = x.firstIndex() * Float.BYTES;
        return storage.asSlice(first, (x.lastIndex() + 1) * Float.BYTES - first);
    }
}
