package dev.evenkeel.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.internal.exec.Engine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused leaves the target as it was, and draws nothing. */
class TorchReplayBadInputTest {
    private static final float UNTOUCHED = 7f;

    private final TorchReplay torch = TorchReplay.manualSeed(1);
    private final float[] target = filled(40);
    private final Matrix matrix = Matrix.of(target, 5, 8);
    private final Fans fans = new Fans(8, 5);

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }

    @AfterEach
    void nothingIsWrittenOrDrawn() {
        assertThat(target).containsOnly(UNTOUCHED);
        float[] next = new float[3];
        float[] first = new float[3];
        torch.normal(next, 0, 1);
        TorchReplay.manualSeed(1).normal(first, 0, 1);
        assertThat(next).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1, mean", "Infinity, 1, mean", "1e39, 1, mean", "0, NaN, std", "0, Infinity, std", "0, 1e39, std",
        "0, -1e-300, std"})
    void normalsRefuseWhatIsNoDistribution(double mean, double std, String name) {
        assertThatThrownBy(() -> torch.normal(target, mean, std)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
        assertThatThrownBy(() -> torch.normal(matrix.slice(0, 0, 1, 3), mean, std))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(name);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1, from", "0, NaN, to", "-Infinity, 1, from", "0, 1e39, to", "1, 0, from ≤ to",
        "-3e38, 3e38, range"})
    void uniformSamplesRefuseWhatIsNoInterval(double from, double to, String name) {
        assertThatThrownBy(() -> torch.uniform(target, from, to)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void schemesRefuseSuchGains(double gain) {
        assertThatThrownBy(() -> torch.xavierUniform(matrix, fans, gain)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gain");
        assertThatThrownBy(() -> torch.xavierNormal(matrix, fans, gain)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> torch.kaimingUniform(matrix, fans, FanMode.IN, gain))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> torch.kaimingNormal(matrix, fans, FanMode.OUT, gain))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schemesRefuseModesThatPyTorchDoesNotKnow() {
        assertThatThrownBy(() -> torch.kaimingNormal(matrix, fans, FanMode.AVERAGE, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("AVERAGE");
        assertThatThrownBy(() -> torch.kaimingUniform(matrix, fans, FanMode.GEOMETRIC_AVERAGE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullsAreRefused() {
        assertThatThrownBy(() -> torch.normal((float[]) null, 0, 1)).isInstanceOf(NullPointerException.class)
                .hasMessage("target");
        assertThatThrownBy(() -> torch.uniform((Matrix) null, 0, 1)).isInstanceOf(NullPointerException.class)
                .hasMessage("target");
        assertThatThrownBy(() -> torch.normal((MemorySegment) null, 0, 1)).isInstanceOf(NullPointerException.class)
                .hasMessage("target");
        assertThatThrownBy(() -> torch.xavierNormal(matrix, null, 1)).isInstanceOf(NullPointerException.class)
                .hasMessage("fans");
        assertThatThrownBy(() -> torch.kaimingNormal(matrix, fans, null, 1)).isInstanceOf(NullPointerException.class)
                .hasMessage("mode");
        assertThatThrownBy(() -> TorchReplay.manualSeed(1, null)).isInstanceOf(NullPointerException.class)
                .hasMessage("execution");
    }

    @Test
    void whatPyTorchCallsNotContiguousIsRefused() {
        Matrix[] bad = {matrix.transposed(), matrix.slice(0, 0, 5, 7), Matrix.of(target, 0, 2, 4, 0, 1),
            Matrix.of(target, 7, 1, 8, 8, -1), Matrix.of(target, 0, 4, 1, 2, 1), Matrix.of(target, 0, 3, 5, 5, 2)};
        for (Matrix view : bad) {
            assertThatThrownBy(() -> torch.normal(view, 0, 1)).as("%s", view)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row-major");
            assertThatThrownBy(() -> torch.uniform(view, 0, 1)).as("%s", view)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void segmentsThatCannotBeFilledAreRefused() {
        assertThatThrownBy(() -> torch.normal(MemorySegment.ofArray(new byte[66]), 0, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("whole number");
        assertThatThrownBy(() -> torch.normal(MemorySegment.ofArray(target).asReadOnly(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("read-only");
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(80);
        }
        assertThatThrownBy(() -> torch.uniform(closed, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fansNeedTwoSizesThatArePositiveAndDoNotOverflow() {
        assertThat(TorchReplay.fansOfShape(64, 3, 7, 5)).isEqualTo(new Fans(3 * 35, 64 * 35));
        for (long[] sizes : new long[][] {{}, {3}, {0, 4}, {4, -1}, {1, 1, 0}, {-1, 1, -1}, {1, 4, 1L << 62},
            {2, 1, 1L << 62},
            {1, -2, -3}, {1, 1, -5}, {-3, -1, -1}, {-3, -1, 1, -1}, {3, 1, -1, -1}, {4, 4, 1L << 32, 1L << 32},
            {4, 4, 1L << 32, 1L << 32, 0}, {Long.MIN_VALUE, Long.MIN_VALUE, 2}}) {
            assertThatThrownBy(() -> TorchReplay.fansOfShape(sizes)).as("%s", Arrays.toString(sizes))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("sizes")
                    .hasMessageContaining(Arrays.toString(sizes));
        }
        assertThat(TorchReplay.fansOfShape(Long.MAX_VALUE, 1, 1)).isEqualTo(new Fans(1, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void gainsOfLeakyReluAreThoseOfFiniteSlopes(double slope) {
        assertThatThrownBy(() -> TorchReplay.leakyReluGain(slope)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("negativeSlope");
    }

    @Test
    void emptyTargetsDrawNothing() {
        torch.normal(new float[0], 0, 1);
        torch.uniform(new float[0], 0, 1);
        torch.normal(matrix.transposed().slice(0, 0, 0, 3), 0, 1);
        torch.uniform(MemorySegment.ofArray(new float[0]), 0, 1);
    }

    /**
     * A mean that puts the first sample in the middle between two floats: no C library is bound to fall on the same
     * side.
     */
    @Test
    void samplesThatTheCLibraryDecidesAreRefused() {
        double first = firstNormal();
        double mean = 1 + 0x1p-24 - first;
        assertThatThrownBy(() -> torch.normal(matrix.slice(0, 0, 1, 4), mean, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("sample 0 of 4 is 1.0 or 1.0000001");
    }

    /** Of seed 1: the angle from two words, the radius from the next two. */
    private static double firstNormal() {
        TorchGenerator words = new TorchGenerator(1, ((Engine) Execution.sequential()).kernelSet().torch());
        double angle = 2 * Math.PI * uniform(words);
        return Math.sqrt(-2 * Math.log1p(-uniform(words))) * Math.cos(angle);
    }

    private static double uniform(TorchGenerator words) {
        long high = words.nextWord() & 0x1f_ffffL;
        return ((high << 32) + (words.nextWord() & 0xffff_ffffL)) * 0x1p-53;
    }
}
