package dev.evenkeel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every vector loop has the bits of the scalar one and touches nothing else; the scalar loops are the definition. */
class BatchNormKernelTest {
    private static final int[] ROWS = {0, 1, 2, 3, 7, 8, 9, 17, 64};
    private static final int[] COLUMNS =
            {1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 64, 65, 97, 130, 192, 511, 512, 515, 530};

    @Test
    @Tag("vector")
    void vectorLoopsHaveTheBitsOfTheScalarOnes() {
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                compareAll(rows, columns);
            }
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void someVectorLoopsHaveTheBitsOfTheScalarOnes() {
        compareAll(3, 130);
        compareAll(8, 515);
    }

    private static void compareAll(int rows, int columns) {
        for (int from : new int[] {0, Math.min(3, columns)}) {
            compare(rows, columns, "addMoments", (kernel, b) -> kernel.addMoments(b.x, b.offset, b.stride, rows, from,
                    columns, b.center, b.first, b.second));
            compare(rows, columns, "addGradients", (kernel, b) -> kernel.addGradients(b.x, b.offset, b.stride, b.dy, 2,
                    b.stride, rows, from, columns, b.center, b.first, b.second));
            compare(rows, columns, "fold", (kernel, b) -> kernel.fold(b.center, b.scale, rows, b.first, b.second,
                    b.totals, b.squareTotals, 3, from, columns));
            compare(rows, columns, "gate", (kernel, b) -> kernel.gate(b.x, b.offset, b.stride, b.dy, 2, b.stride, b.out,
                    1, b.stride, rows, from, columns, b.center, b.scale, b.shift));
            compare(rows, columns, "inputGradient", (kernel, b) -> kernel.inputGradient(b.x, b.offset, b.stride, b.dy,
                    2, b.stride, b.out, 1, b.stride, rows, from, columns, b.center, b.scale, b.slope, b.shift));
            for (boolean relu : new boolean[] {false, true}) {
                compare(rows, columns, "normalize", (kernel, b) -> kernel.normalize(b.x, b.offset, b.stride, b.out, 1,
                        b.stride, rows, from, columns, b.center, b.scale, b.shift, relu));
                compare(rows, columns, "normalizeAndAdd", (kernel, b) -> kernel.normalizeAndAdd(b.x, b.offset, b.stride,
                        b.dy, 2, b.stride, b.out, 1, b.stride, rows, from, columns, b.center, b.scale, b.shift, relu));
            }
        }
        int parameters = columns - 1;
        int step = rows <= columns ? 1 : 0;
        int first = rows <= columns ? 0 : parameters;
        compare(rows, columns, "gatePlane", (kernel, b) -> kernel.gatePlane(b.x, b.offset, b.dy, 2, b.out, 1, columns,
                b.center, b.scale, b.shift, parameters));
        compare(rows, columns, "inputGradientPlanes", (kernel, b) -> kernel.inputGradientPlanes(b.x, b.offset, b.stride,
                b.dy, 2, b.stride, b.out, 1, b.stride, rows, columns, b.center, b.scale, b.slope, b.shift, first,
                step));
        for (boolean relu : new boolean[] {false, true}) {
            compare(rows, columns, "normalizePlanes", (kernel, b) -> kernel.normalizePlanes(b.x, b.offset, b.stride,
                    b.out, 1, b.stride, rows, columns, b.center, b.scale, b.shift, first, step, relu));
            compare(rows, columns, "normalizeAndAddPlanes", (kernel, b) -> kernel.normalizeAndAddPlanes(b.x, b.offset,
                    b.stride, b.dy, 2, b.stride, b.out, 1, b.stride, rows, columns, b.center, b.scale, b.shift, first,
                    step, relu));
        }
    }

    private static void compare(int rows, int columns, String loop, BiConsumer<BatchNormKernel, Blocks> call) {
        Blocks vector = new Blocks(rows, columns);
        Blocks scalar = new Blocks(rows, columns);
        call.accept(new VectorBatchNorm(), vector);
        call.accept(new ScalarBatchNorm(), scalar);
        assertThat(vector.bits()).as("%s of %d × %d", loop, rows, columns).isEqualTo(scalar.bits());
    }

    /** The same random arrays each time; those that are read end with the last element, so that a vector that reads further fails. */
    private static final class Blocks {
        final int offset = 5;
        final int stride;
        final float[] x;
        final float[] dy;
        final float[] out;
        final float[] center;
        final float[] scale;
        final float[] slope;
        final float[] shift;
        final float[] first;
        final float[] second;
        final double[] totals;
        final double[] squareTotals;
        private final SplittableRandom random = new SplittableRandom(31);

        Blocks(int rows, int columns) {
            stride = columns + 3;
            int length = Math.max(0, rows - 1) * stride + columns;
            x = values(offset + length);
            dy = values(2 + length);
            out = values(1 + length + 4);
            center = values(columns);
            scale = values(columns);
            slope = values(columns);
            shift = values(columns);
            first = values(columns + 2);
            second = values(columns + 2);
            totals = new double[columns + 5];
            squareTotals = new double[columns + 5];
            Arrays.setAll(totals, i -> random.nextDouble());
            Arrays.setAll(squareTotals, i -> random.nextDouble());
        }

        /** Ordinary numbers, with some zeros, infinities and NaNs among them. */
        private float[] values(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                float special = switch (random.nextInt(200)) {
                    case 0 -> Float.NaN;
                    case 1 -> Float.POSITIVE_INFINITY;
                    case 2 -> -0f;
                    case 3 -> 0f;
                    case 4 -> Float.MIN_VALUE;
                    default -> 1f;
                };
                values[i] = special == 1f ? random.nextFloat() * 2f - 1f : special;
            }
            return values;
        }

        /** Everything, all NaNs made equal. */
        long[] bits() {
            long[] bits = new long[out.length + first.length + second.length + totals.length + squareTotals.length];
            int n = 0;
            for (float[] array : new float[][] {out, first, second}) {
                for (float value : array) {
                    bits[n++] = Float.floatToIntBits(value);
                }
            }
            for (double[] array : new double[][] {totals, squareTotals}) {
                for (double value : array) {
                    bits[n++] = Double.doubleToLongBits(value);
                }
            }
            return bits;
        }
    }
}
