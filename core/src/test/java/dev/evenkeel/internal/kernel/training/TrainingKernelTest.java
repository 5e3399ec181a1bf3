package dev.evenkeel.internal.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.testing.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every vector loop has the bits of the scalar one and touches nothing else; the scalar loops are the definition. */
class TrainingKernelTest {
    private static final int[] LENGTHS =
            {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 257, 1000, 4096};

    /** A loop of one family. */
    private interface Loop<K> {
        double run(K kernel, Operands v, int length);
    }

    private interface UpdateLoop {
        void run(UpdateKernel kernel, Parameters p, int from, int to, Rates by);
    }

    private interface Elementwise {
        void run(ElementKernel kernel, float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length);
    }

    @Test
    @Tag("vector")
    void vectorLoopsHaveTheBitsOfTheScalarOnes() {
        for (int length : LENGTHS) {
            compareAll(length);
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void someVectorLoopsHaveTheBitsOfTheScalarOnes() {
        compareAll(37);
        compareAll(130);
    }

    private static void compareAll(int length) {
        updates().forEach((name, loop) -> compare(name, length, new VectorUpdate(), new ScalarUpdate(), loop));
        sums().forEach((name, loop) -> compare(name, length, new VectorSum(), new ScalarSum(), loop));
        elements().forEach((name, loop) -> compare(name, length, new VectorElement(), new ScalarElement(), loop));
    }

    private static Map<String, Loop<UpdateKernel>> updates() {
        Map<String, UpdateLoop> loops = new LinkedHashMap<>();
        loops.put("descent", UpdateKernel::descent);
        loops.put("momentum", UpdateKernel::momentum);
        loops.put("nesterov", UpdateKernel::nesterov);
        loops.put("rmsProp", UpdateKernel::rmsProp);
        loops.put("rmsPropMomentum", UpdateKernel::rmsPropMomentum);
        loops.put("adam", UpdateKernel::adam);
        Map<String, Loop<UpdateKernel>> all = new LinkedHashMap<>();
        loops.forEach((name, loop) -> {
            all.put(name, (kernel, v, length) -> {
                loop.run(kernel, v.parameters(), 0, length, v.rates(true));
                return 0;
            });
            all.put(name + " without decay, from 3 on", (kernel, v, length) -> {
                loop.run(kernel, v.parameters(), Math.min(3, length), length, v.rates(false));
                return 0;
            });
        });
        return all;
    }

    private static Map<String, Loop<SumKernel>> sums() {
        Map<String, Loop<SumKernel>> all = new LinkedHashMap<>();
        all.put("sum", (kernel, v, length) -> kernel.sum(v.x, 1, length, v.doubles));
        all.put("squares", (kernel, v, length) -> kernel.squares(v.x, 1, length, v.doubles));
        for (int rows : new int[] {0, 1, 2, 5, 30}) {
            all.put("addRows, " + rows + " rows", (kernel, v, length) -> {
                int columns = rows == 0 ? length : length / rows;
                float[] sums = Values.ordinary(7).array(Math.max(columns, 16));
                kernel.addRows(v.x, 1, columns, rows, columns, sums);
                System.arraycopy(sums, 0, v.z, 0, columns);
                return 0;
            });
        }
        all.put("fold", (kernel, v, length) -> {
            kernel.fold(v.z, length, v.totals);
            return 0;
        });
        return all;
    }

    private static Map<String, Loop<ElementKernel>> elements() {
        Map<String, Elementwise> loops = new LinkedHashMap<>();
        loops.put("scale", (k, x, xFrom, y, yFrom, z, to, length) -> k.scale(0.7f, x, xFrom, z, to, length));
        loops.put("axpy", (k, x, xFrom, y, yFrom, z, to, length) -> k.axpy(0.7f, x, xFrom, z, to, length));
        loops.put("add", ElementKernel::add);
        loops.put("subtract", ElementKernel::subtract);
        loops.put("multiply", ElementKernel::multiply);
        Map<String, Loop<ElementKernel>> all = new LinkedHashMap<>();
        loops.forEach((name, loop) -> {
            all.put(name, (kernel, v, length) -> {
                loop.run(kernel, v.x, 1, v.y, 2, v.z, 3, length);
                return 0;
            });
            all.put(name + " in place", (kernel, v, length) -> {
                loop.run(kernel, v.x, 1, v.y, 2, v.x, 1, length);
                return 0;
            });
        });
        return all;
    }

    private static <K> void compare(String name, int length, K vector, K scalar, Loop<K> loop) {
        Operands found = new Operands(length);
        Operands expected = new Operands(length);
        double sum = loop.run(vector, found, length);
        assertThat(Double.valueOf(sum)).as("%s of %d", name, length)
                .isEqualTo(Double.valueOf(loop.run(scalar, expected, length)));
        assertThat(found.bits()).as("%s of %d", name, length).isEqualTo(expected.bits());
    }

    /** The same random arrays each time; they end with the last element, so that a vector that reads further fails. */
    private static final class Operands {
        private static final float[] SPECIAL = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f,
            Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, 1e-30f, 1e30f};

        final float[] x;
        final float[] y;
        final float[] z;
        final float[] u;
        final double[] totals;
        final double[] doubles = new double[SumKernel.SUMS];
        private final SplittableRandom random = new SplittableRandom(5);

        Operands(int length) {
            x = values(length + 1);
            y = values(length + 2);
            z = values(length + 3);
            u = values(length + 4);
            totals = new double[length];
            for (int i = 0; i < length; i++) {
                u[i + 4] = Math.abs(u[i + 4]);
                totals[i] = random.nextDouble();
            }
        }

        /** Special numbers only among the last, so that sums of the others are numbers. */
        private float[] values(int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = length > 100 && i > 90 && random.nextInt(20) == 0 && length < 1000
                        ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextDouble(-1, 1);
            }
            return values;
        }

        Parameters parameters() {
            Parameters p = new Parameters();
            p.weights = x;
            p.weightsAt = 1;
            p.gradient = y;
            p.gradientAt = 2;
            p.first = z;
            p.firstAt = 3;
            p.second = u;
            p.secondAt = 4;
            return p;
        }

        Rates rates(boolean decay) {
            Rates by = new Rates();
            by.scale = decay ? 0.3f : 1f;
            by.decay = decay ? 0.01f : 0f;
            by.keep = decay ? 0.999f : 1f;
            by.rate = 0.013f;
            by.momentum = 0.9f;
            by.freshMean = 0.1f;
            by.oldSquares = 0.99f;
            by.freshSquares = 0.01f;
            by.correction = 1.7f;
            by.epsilon = 1e-8f;
            return by;
        }

        /** All NaNs made equal. */
        long[] bits() {
            LongStream floats = Stream.of(x, y, z, u)
                    .flatMapToInt(array -> IntStream.range(0, array.length).map(i -> Float.floatToIntBits(array[i])))
                    .asLongStream();
            return LongStream.concat(floats, IntStream.range(0, totals.length)
                    .mapToLong(i -> Double.doubleToLongBits(totals[i]))).toArray();
        }
    }
}
