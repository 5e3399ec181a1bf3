package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.Fans;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Weights;
import dev.evenkeel.internal.kernel.random.Generators;
import dev.evenkeel.torch.TorchReplay;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of intervals, tails, and everything that is refused. */
class SamplingEdgeCasesTest {
    private static final RandomStream STREAM = RandomStream.philox(1).stream(0);
    private static final Execution SEQUENTIAL = Execution.sequential();

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 1.0000001", "1, 1.0000002", "1, 1.000001", "16777216, 16777218", "-3e38, 3e37",
        "0, 1e-45", "0, 1e-44", "-1e-45, 1e-45", "1e30, 1.0000001e30", "-1.0000001, -1", "0.1, 0.3"})
    void uniformFloatsReachTheLowEndAndNeverTheHighOne(double low, double high) {
        Distribution.FloatParameters parameters = Distribution.uniform(low, high).floats();
        float least = Math.fma(0f, parameters.second(), parameters.first());
        float greatest = Math.fma(1f - 0x1p-24f, parameters.second(), parameters.first());
        assertThat(least).isEqualTo((float) low);
        assertThat(greatest).isLessThan((float) high).isGreaterThanOrEqualTo((float) low);
        boolean wide = (float) high - (float) low > 100 * Math.ulp((float) high);
        if (wide) {
            assertThat(greatest).as("next to the end").isGreaterThanOrEqualTo(
                    (float) high - 3 * Math.max(Math.ulp((float) high), ((float) high - (float) low) * 0x1p-24f));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 1.0000000000000002", "1, 1.0000000000000004", "-1e308, 7e307", "0, 4.9e-324"})
    void uniformDoublesReachTheLowEndAndNeverTheHighOne(double low, double high) {
        Distribution.DoubleParameters parameters = Distribution.uniform(low, high).doubles();
        assertThat(Math.fma(0, parameters.second(), parameters.first())).isEqualTo(low);
        assertThat(Math.fma(1 - 0x1p-53, parameters.second(), parameters.first())).isLessThan(high)
                .isGreaterThanOrEqualTo(low);
    }

    /** A word with eight leading zeros starts a tail; SplitMix can be run backwards, so we can ask for one. */
    @Test
    void normalsReachFarIntoTheTail() {
        float[] floats = new float[1];
        double greatest = 0;
        long found = 0;
        RandomStream stream = RandomStream.splitMix(3).stream(0);
        long state = Generators.splitMixState(3, 0);
        long gamma = Generators.splitMixGamma(3, 0);
        long inverse = inverse(gamma);
        for (long word = 0; word < 4000; word++) {
            long index = (unmix(word << 40 & ~0xffff_ffffL) - state) * inverse - 1;
            long element = 2 * index;
            boolean isRadius = element >= 0 && element % 32 < 16 && index < Long.MAX_VALUE / 2 && index >= 0;
            if (isRadius) {
                Sampling.fill(floats, 0, 1, element, Distribution.normal(0, 1), stream, SEQUENTIAL);
                float other = fillOne(element + 16, stream);
                double radius = Math.hypot(floats[0], other);
                assertThat(radius).isBetween(Math.sqrt(2 * Math.log(0x1p32)), 9.6);
                greatest = Math.max(greatest, radius);
                found++;
            }
        }
        assertThat(found).isGreaterThan(100);
        assertThat(greatest).as("of %d radii of at least 6.7, that of the smallest u", found).isGreaterThan(7);
    }

    private static float fillOne(long element, RandomStream stream) {
        float[] one = new float[1];
        Sampling.fill(one, 0, 1, element, Distribution.normal(0, 1), stream, SEQUENTIAL);
        return one[0];
    }

    /** Of an odd number, modulo 2⁶⁴. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    private static long unmix(long z) {
        z ^= z >>> 31 ^ z >>> 62;
        z *= inverse(0x94d049bb133111ebL);
        z ^= z >>> 27 ^ z >>> 54;
        z *= inverse(0xbf58476d1ce4e5b9L);
        return z ^ z >>> 30 ^ z >>> 60;
    }

    @Test
    void distributionsRefuseWhatIsNone() {
        assertThatThrownBy(() -> Distribution.uniform(1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1.0, 1.0)");
        assertThatThrownBy(() -> Distribution.uniform(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.uniform(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.uniform(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.uniform(-1e308, 1e308)).isInstanceOf(IllegalArgumentException.class);
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e308}) {
            assertThatThrownBy(() -> Distribution.normal(0, bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(bad));
            assertThatThrownBy(() -> Distribution.truncatedNormal(0, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Distribution.normal(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DistributionFamily.NORMAL.withVariance(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Samples that are zero have the mean's sign, so a distribution with −0.0 is another. */
    @Test
    void distributionsAreEqualIfTheirParametersAreToTheBit() {
        double[] values = {-0.0, 0.0, 1, Math.nextUp(1), -1, Double.MIN_VALUE};
        List<Distribution> distributions = new ArrayList<>();
        List<Distribution> again = new ArrayList<>();
        for (double value : values) {
            distributions.addAll(List.of(Distribution.uniform(value, 3), Distribution.uniform(-3, value),
                    Distribution.normal(value, 1),
                    Distribution.truncatedNormal(value, 1)));
            again.addAll(List.of(Distribution.uniform(value, 3), Distribution.uniform(-3, value),
                    Distribution.normal(value, 1),
                    Distribution.truncatedNormal(value, 1)));
        }
        for (int i = 0; i < distributions.size(); i++) {
            assertThat(distributions.get(i)).hasSameHashCodeAs(again.get(i)).isNotEqualTo(null)
                    .isNotEqualTo("a distribution");
            for (int j = 0; j < distributions.size(); j++) {
                assertThat(distributions.get(i).equals(again.get(j)))
                        .as("%s and %s", distributions.get(i), distributions.get(j))
                        .isEqualTo(i == j);
            }
        }
    }

    /** A lone half of a pair has no UTF-8: it would share the stream of a question mark. */
    @Test
    void namesThatUtf8CannotEncodeAreRefused() {
        RandomStream.Seed seed = RandomStream.philox(1);
        for (String bad : new String[] {"\ud800", "\udc00", "a\udbffb", "\udc00\ud800", "x\ud83d",
            "\ud83d\ud83d\ude00"}) {
            assertThatThrownBy(() -> seed.stream(bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name").hasMessageContaining("surrogate");
        }
        Set<String> streams = new HashSet<>();
        for (String good : new String[] {"", "?", "\ufffd", "\ud83d\ude00", "é", "e\u0301", "\0", "weights"}) {
            byte[] hash = sha256(good.getBytes(StandardCharsets.UTF_8));
            long id = new BigInteger(1, Arrays.copyOf(hash, 8)).shiftRight(1).longValueExact();
            assertThat(seed.stream(good)).hasToString(seed.stream(id).toString());
            assertThat(streams.add(seed.stream(good).toString())).as(good).isTrue();
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void poolsThatAreShutDownAreRefusedBeforeAnythingIsWritten() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.shutdown();
        Execution ended = Execution.on(pool, 2);
        Distribution distribution = Distribution.normal(0, 1);
        float[] floats = new float[8];
        double[] doubles = new double[8];
        long[] words = new long[8];
        Matrix matrix = Matrix.of(floats, 2, 4);
        for (ThrowingCallable fill : List.<ThrowingCallable>of(() -> Sampling.fill(floats, distribution, STREAM, ended),
                () -> Sampling.fill(doubles, distribution, STREAM, ended),
                () -> Sampling.fill(matrix, distribution, STREAM, ended),
                () -> Sampling.fill(matrix, 0, 0, 7, distribution, STREAM, ended),
                () -> Sampling.fillFloats(MemorySegment.ofArray(floats), 0, distribution, STREAM, ended),
                () -> Sampling.fillDoubles(MemorySegment.ofArray(doubles), 0, distribution, STREAM, ended),
                () -> Sampling.words(words, 0, STREAM, ended), () -> TorchReplay.manualSeed(1, ended))) {
            assertThatThrownBy(fill).isInstanceOf(RejectedExecutionException.class).hasMessageContaining("shut down");
        }
        Weights weights = new Weights(matrix, new Fans(1, 1), Weights.Units.ROWS);
        for (Initializer scheme : Initializers.all()) {
            assertThatThrownBy(() -> scheme.fill(weights, STREAM, ended)).as(scheme.name())
                    .isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(floats).containsOnly(0f);
        assertThat(doubles).containsOnly(0);
        assertThat(words).containsOnly(0);
    }

    @Test
    void parametersThatFloatsCannotHoldAreRefusedBeforeAnythingIsWritten() {
        for (Distribution distribution : new Distribution[] {Distribution.uniform(1, 1 + 1e-12),
            Distribution.uniform(-1e300, 1e300), Distribution.normal(0, 1e-60),
            Distribution.normal(0, 1e38), Distribution.normal(1e39, 1)}) {
            float[] target = {5f, 5f};
            assertThatThrownBy(() -> Sampling.fill(target, distribution, STREAM, SEQUENTIAL)).as("%s", distribution)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(distribution.toString());
            assertThat(target).containsOnly(5f);
            Sampling.fill(new double[3], distribution, STREAM, SEQUENTIAL);
        }
    }

    @Test
    void rangesShardsAndStreamsOutsideAreRefused() {
        float[] target = new float[10];
        Distribution distribution = Distribution.normal(0, 1);
        assertThatThrownBy(() -> Sampling.fill(target, 5, 6, 0, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("offset")
                .hasMessageContaining("10 elements, were 5 and 6");
        for (int[] range : new int[][] {{-1, 1}, {0, -1}, {11, 0}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE},
            {Integer.MIN_VALUE, Integer.MIN_VALUE}, {Integer.MAX_VALUE, Integer.MAX_VALUE}}) {
            assertThatThrownBy(() -> Sampling.fill(target, range[0], range[1], 0, distribution, STREAM, SEQUENTIAL))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(
                    () -> Sampling.fill(new double[10], range[0], range[1], 0, distribution, STREAM, SEQUENTIAL))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> Sampling.fill(target, 0, 10, -1, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sampling.fill(target, 0, 10, Long.MAX_VALUE - 5, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class);
        Matrix matrix = Matrix.of(target, 2, 5);
        assertThatThrownBy(() -> Sampling.fill(matrix, 0, 3, 7, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("2 × 5");
        assertThatThrownBy(() -> Sampling.fill(matrix, Long.MAX_VALUE / 4, 0, 7, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sampling.fill(matrix, -1, 0, 7, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Sampling.fill(Matrix.of(target, 0, 3, 3, 0, 1), distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("more than once");
        assertThatThrownBy(() -> RandomStream.philox(1).stream(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(target).containsOnly(0f);
    }

    @Test
    void segmentsThatCannotBeFilledAreRefused() {
        Distribution distribution = Distribution.normal(0, 1);
        MemorySegment odd = MemorySegment.ofArray(new byte[10]);
        assertThatThrownBy(() -> Sampling.fillFloats(odd, 0, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("whole number");
        MemorySegment readOnly = MemorySegment.ofArray(new float[10]).asReadOnly();
        assertThatThrownBy(() -> Sampling.fillFloats(readOnly, 0, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("read-only");
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(80);
            MemorySegment confined = closed;
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                Execution shared = Execution.on(pool, 2);
                assertThatThrownBy(() -> Sampling.fillDoubles(confined, 0, distribution, STREAM, shared))
                        .isInstanceOf(WrongThreadException.class);
            }
        }
        assertThatThrownBy(() -> Sampling.fillDoubles(closed, 0, distribution, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void distributionsKnowTheirMoments() {
        for (DistributionFamily family : DistributionFamily.values()) {
            Distribution distribution = family.withVariance(0.02);
            assertThat(distribution.mean()).isZero();
            assertThat(distribution.variance()).isCloseTo(0.02, offset(1e-15));
        }
        assertThat(Distribution.uniform(2, 5).mean()).isEqualTo(3.5);
        assertThat(Distribution.uniform(2, 5).variance()).isEqualTo(0.75);
        assertThat(Distribution.truncatedNormal(1, 2).variance())
                .isEqualTo(4 * DistributionFamily.TRUNCATED_NORMAL.variance());
        assertThat(Distribution.normal(1, 2)).isEqualTo(Distribution.normal(1, 2))
                .isNotEqualTo(Distribution.truncatedNormal(1, 2))
                .hasSameHashCodeAs(Distribution.normal(1, 2));
        float[] one = new float[1000];
        Sampling.fill(one, Distribution.truncatedNormal(10, 0.5), STREAM, SEQUENTIAL);
        assertThat(Arrays.equals(one, new float[1000])).isFalse();
        for (float sample : one) {
            assertThat(sample).isBetween(9f, 11f);
        }
    }
}
