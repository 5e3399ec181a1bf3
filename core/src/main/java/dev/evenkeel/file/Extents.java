package dev.evenkeel.file;

import java.util.Arrays;

/** Arithmetic on shapes and strides. A stride of an empty tensor is that of one with 1 in place of 0. */
final class Extents {
    private Extents() {}

    /**
     * Number of elements; no stride and no number of bits overflows if this does not.
     *
     * @throws ArithmeticException if the bits of all elements, those of extent 0 left out, are 2⁶³ or more
     */
    static long elements(Dtype dtype, long[] shape) {
        long product = dtype.bits();
        boolean isEmpty = false;
        for (long extent : shape) {
            product = Math.multiplyExact(product, Math.max(1, extent));
            isEmpty |= extent == 0;
        }
        return isEmpty ? 0 : product / dtype.bits();
    }

    static long[] rowMajor(long[] shape) {
        long[] strides = new long[shape.length];
        split(shape, 0, shape.length, 1, strides);
        return strides;
    }

    static long[] columnMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int d = 0; d < shape.length; d++) {
            strides[d] = stride;
            stride *= Math.max(1, shape[d]);
        }
        return strides;
    }

    /** Strides of the dimensions that a single one of the given stride is divided into. */
    static void split(long[] shape, int from, int to, long stride, long[] strides) {
        long next = stride;
        for (int d = to - 1; d >= from; d--) {
            strides[d] = next;
            next *= Math.max(1, shape[d]);
        }
    }

    /** The stride of dimensions taken together in row-major order; null if they have no single one. */
    static Long joined(long[] shape, long[] strides, int from, int to) {
        Long stride = null;
        long next = 0;
        for (int d = to - 1; d >= from; d--) {
            if (shape[d] == 1) {
                continue;
            }
            if (stride == null) {
                stride = strides[d];
            } else if (strides[d] != next) {
                return null;
            }
            next = strides[d] * shape[d];
        }
        return stride == null ? Long.valueOf(1) : stride;
    }

    /** Saturated: a product that is too large for a long is too large for all. */
    static long product(long[] shape, int from, int to) {
        long product = 1;
        for (int d = from; d < to; d++) {
            product = product != 0 && shape[d] > Long.MAX_VALUE / product ? Long.MAX_VALUE : product * shape[d];
        }
        return product;
    }

    /** How many of the first extents make the rows, so that the others make the columns; −1 if no number does. */
    static int ofRows(long[] shape, int rows, int cols) {
        for (int lead = 0; lead <= shape.length; lead++) {
            if (product(shape, 0, lead) == rows && product(shape, lead, shape.length) == cols) {
                return lead;
            }
        }
        return -1;
    }

    static void requireNotNegative(long[] shape) {
        if (Arrays.stream(shape).anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException("shape must have no negative extent, was " + Arrays.toString(shape));
        }
    }
}
