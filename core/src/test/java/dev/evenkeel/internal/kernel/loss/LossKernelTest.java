package dev.evenkeel.internal.kernel.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every vector loop has the bits of the scalar one and touches nothing else; the scalar loops are the definition. */
class LossKernelTest {
    private static final int[] COLUMNS =
            {1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 47, 64, 65, 100, 130, 1000, 1023, 1024, 1025, 1040,
                2100};

    @Test
    @Tag("vector")
    void vectorLoopsHaveTheBitsOfTheScalarOnes() {
        for (int columns : COLUMNS) {
            for (boolean special : new boolean[] {false, true}) {
                compareAll(columns, special);
            }
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void someVectorLoopsHaveTheBitsOfTheScalarOnes() {
        compareAll(7, true);
        compareAll(37, true);
    }

    private static void compareAll(int columns, boolean special) {
        for (boolean inPlace : new boolean[] {false, true}) {
            compare(columns, special, "exponentials", (kernel, v) -> kernel.exponentials(v.below, 3, columns, v.shift,
                    inPlace ? v.below : v.y, 3, v.work));
            compare(columns, special, "affine", (kernel, v) -> {
                kernel.affine(v.x, 3, columns, 1.7f, v.shift, inPlace ? v.x : v.y, 3);
                return 0;
            });
            compare(columns, special, "subtract", (kernel, v) -> {
                kernel.subtract(v.x, 3, columns, 1.7f, v.shift, inPlace ? v.x : v.y, 3);
                return 0;
            });
            compare(columns, special, "combine", (kernel, v) -> {
                kernel.combine(v.x, 3, v.q, 2, columns, 1.7f, v.shift, inPlace ? v.x : v.y, 3);
                return 0;
            });
            compare(columns, special, "quadraticGradient", (kernel, v) -> {
                kernel.quadraticGradient(v.x, 3, v.q, 2, columns, 1.7f, v.shift, inPlace ? v.x : v.y, 3);
                return 0;
            });
            compare(columns, special, "differences", (kernel, v) -> kernel.differences(v.x, 3, v.q, 2, columns, v.shift,
                    inPlace ? v.x : v.y, 3, v.work));
            compare(columns, special, "logistic", (kernel, v) -> kernel.logistic(v.x, 3, v.q, 2, v.w, columns,
                    inPlace ? v.x : v.y, 3, v.work));
        }
        compare(columns, special, "greatest", (kernel, v) -> kernel.greatest(v.x, 3, columns));
        for (int at : new int[] {0, columns / 3, columns - 1, columns}) {
            compare(columns, special, "place",
                    (kernel, v) -> kernel.place(v.x, 3, columns, at < columns ? v.x[3 + at] : 1234f));
        }
        compare(columns, special, "targets", (kernel, v) -> {
            kernel.targets(v.x, 3, columns, 0.9f, 0.01f, v.w, v.y);
            return 0;
        });
        compare(columns, special, "weigh", (kernel, v) -> {
            kernel.weigh(v.x, 3, v.q, 2, columns, v.shift, v.sums, v.work);
            return 0;
        });
        compare(columns, special, "deviations", (kernel, v) -> {
            kernel.deviations(v.x, 3, v.q, 2, columns, v.sums, v.work);
            return 0;
        });
    }

    private static void compare(
            int columns, boolean special, String loop, ToDoubleBiFunction<LossKernel, Operands> call) {
        Operands vector = new Operands(columns, special);
        Operands scalar = new Operands(columns, special);
        double found = call.applyAsDouble(new VectorLoss(), vector);
        double expected = call.applyAsDouble(new ScalarLoss(), scalar);
        assertThat(Double.doubleToLongBits(found)).as("result of %s of %d columns: %s, not %s", loop, columns, found,
                expected).isEqualTo(Double.doubleToLongBits(expected));
        assertThat(vector.bits()).as("%s of %d columns", loop, columns).isEqualTo(scalar.bits());
    }

    /**
     * The same random arrays each time. Ordinary ones end with the last element, so that a vector that reads further
     * fails; behind the special ones lie numbers that no result may see.
     */
    private static final class Operands {
        private static final float[] SPECIAL = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f,
            Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 88f, -88f, 1e4f, -1e4f};

        final float[] x;
        final float[] q;
        final float[] w;
        final float[] y;

        /** At most {@link #shift}, where they are not −∞. */
        final float[] below;

        final float shift = 2.5f;
        final double[] sums = new double[2];
        final float[] work = new float[LossKernel.WORK];
        private final SplittableRandom random = new SplittableRandom(8);

        Operands(int columns, boolean special) {
            int behind = special ? 20 : 0;
            x = values(columns + 3 + behind, special);
            q = values(columns + 2 + behind, special);
            w = values(columns + behind, special);
            y = values(columns + 3 + behind, false);
            below = values(columns + 3 + behind, false);
            for (int i = 0; i < below.length; i++) {
                below[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : shift - 100f * Math.max(below[i], 0f);
            }
        }

        private float[] values(int length, boolean special) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                boolean isSpecial = special && random.nextInt(20) == 0;
                values[i] = isSpecial ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : (float) random.nextDouble(-1, 1) * (random.nextInt(4) == 0 ? 60f : 1f);
            }
            return values;
        }

        /** Everything but the kernel's own work, all NaNs made equal. */
        long[] bits() {
            LongStream floats = Stream.of(x, q, w, y, below)
                    .flatMapToInt(array -> IntStream.range(0, array.length).map(i -> Float.floatToIntBits(array[i])))
                    .asLongStream();
            return LongStream.concat(floats, DoubleStream.of(sums).mapToLong(Double::doubleToLongBits)).toArray();
        }
    }
}
