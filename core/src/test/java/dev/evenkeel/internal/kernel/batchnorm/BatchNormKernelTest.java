package dev.evenkeel.internal.kernel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        compare(rows, columns, "median", (kernel, v) -> kernel.median(v.first, v.second, v.dy, rows > 0 ? columns : 0));
        compare(rows, columns, "addMoments",
                (kernel, v) -> kernel.addMoments(v.x, rows, columns, v.by.center, v.first, v.second));
        for (boolean relu : new boolean[] {false, true}) {
            compare(rows, columns, "addGradients",
                    (kernel, v) -> kernel.addGradients(v.x, v.dy, rows, columns, v.by, relu, v.first, v.second));
            compare(rows, columns, "addPlaneGradients", (kernel, v) -> kernel.addPlaneGradients(v.x, v.dy,
                    new Extent(Operands.BLOCKS, rows, columns, true, 1), v.by, relu, v.first, v.second));
        }
        for (int from : new int[] {0, Math.min(3, columns)}) {
            compare(rows, columns, "fold", (kernel, v) -> kernel.fold(v.by.center, v.by.scale, rows, v.first, v.second,
                    v.totals, v.squareTotals, 3, from, columns));
        }
        compare(rows, columns, "addPlaneMoments", (kernel, v) -> kernel.addPlaneMoments(v.x, Operands.BLOCKS, rows,
                columns, v.by.center, v.first, v.second));
        for (Extent extent : new Extent[] {Extent.columns(rows, columns), new Extent(2, rows, columns, true, 1)}) {
            for (boolean inPlace : new boolean[] {false, true}) {
                compare(rows, columns, "gate",
                        (kernel, v) -> kernel.gate(v.x, v.dy, inPlace ? v.dy : v.out, extent, v.by));
                for (boolean relu : new boolean[] {false, true}) {
                    compare(rows, columns, "inputGradient", (kernel, v) -> kernel.inputGradient(v.x, v.dy,
                            inPlace ? v.x : v.out, extent, v.by, relu));
                    compare(rows, columns, "normalize",
                            (kernel, v) -> kernel.normalize(v.x, inPlace ? v.x : v.out, extent, v.by, relu));
                    compare(rows, columns, "normalizeAndAdd", (kernel, v) -> kernel.normalizeAndAdd(v.x, v.dy,
                            inPlace ? v.dy : v.out, extent, v.by, relu));
                }
            }
        }
    }

    private static void compare(int rows, int columns, String loop, BiConsumer<BatchNormKernel, Operands> call) {
        Operands vector = new Operands(rows, columns);
        Operands scalar = new Operands(rows, columns);
        call.accept(new VectorBatchNorm(), vector);
        call.accept(new ScalarBatchNorm(), scalar);
        assertThat(vector.bits()).as("%s of %d × %d", loop, rows, columns).isEqualTo(scalar.bits());
    }

    /** The same random arrays each time; they end with the last element, so that a vector that reads further fails. */
    private static final class Operands {
        private static final int BLOCKS = 2;

        final Blocks x;
        final Blocks dy;
        final Blocks out;
        final Coefficients by = new Coefficients();
        final float[] first;
        final float[] second;
        final double[] totals;
        final double[] squareTotals;
        private final SplittableRandom random = new SplittableRandom(31);

        Operands(int rows, int columns) {
            x = blocks(rows, columns, 5, 3);
            dy = blocks(rows, columns, 2, 0);
            out = blocks(rows, columns, 1, 7);
            int coefficients = Math.max(columns, 1 + BLOCKS);
            by.center = values(coefficients);
            by.scale = values(coefficients);
            by.slope = values(coefficients);
            by.shift = values(coefficients);
            first = values(Math.max(columns + 2, BLOCKS * BatchNormKernel.PLANE_SUMS));
            second = values(first.length);
            totals = new double[columns + 5];
            squareTotals = new double[columns + 5];
            Arrays.setAll(totals, i -> random.nextDouble());
            Arrays.setAll(squareTotals, i -> random.nextDouble());
            by.threshold = values(coefficients);
        }

        private Blocks blocks(int rows, int columns, int offset, int gap) {
            Blocks blocks = new Blocks();
            blocks.offset = offset;
            blocks.stride = columns + gap;
            blocks.jump = rows * blocks.stride + gap;
            blocks.array =
                    values(offset + (BLOCKS - 1) * blocks.jump + Math.max(0, rows - 1) * blocks.stride + columns);
            return blocks;
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
            LongStream floats = Stream.of(x.array, dy.array, out.array, first, second).flatMapToLong(
                    array -> IntStream.range(0, array.length).mapToLong(i -> Float.floatToIntBits(array[i])));
            LongStream doubles = DoubleStream.concat(Arrays.stream(totals), Arrays.stream(squareTotals))
                    .mapToLong(Double::doubleToLongBits);
            return LongStream.concat(floats, doubles).toArray();
        }
    }
}
