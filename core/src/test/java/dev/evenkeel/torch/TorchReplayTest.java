package dev.evenkeel.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.internal.exec.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples are PyTorch's: those of a file that it wrote, those that its users print. */
class TorchReplayTest {
    private static final Execution SCALAR = Execution.sequential().withScalarKernels();

    /** The C++ standard's words of mt19937 with its default seed: the first two, and the 10000th ([rand.predef]). */
    @Test
    void wordsAreThoseOfTheMersenneTwister() {
        TorchGenerator generator = generator(5489);
        assertThat(generator.nextWord()).isEqualTo((int) 3499211612L);
        assertThat(generator.nextWord()).isEqualTo((int) 581869302L);
        for (int i = 3; i < 10_000; i++) {
            generator.nextWord();
        }
        assertThat(generator.nextWord()).isEqualTo((int) 4123659995L);
    }

    private static TorchGenerator generator(long seed) {
        return new TorchGenerator(seed, ((Engine) Execution.sequential()).kernelSet().torch());
    }

    /** To the four decimals that Python prints: torch.manual_seed(0), torch.rand(5) or torch.randn(2, 3). */
    @Test
    void samplesAreThoseOfPythonSessions() {
        float[] uniform = new float[5];
        TorchReplay.manualSeed(0).uniform(uniform, 0, 1);
        assertPrinted(uniform, 0.4963f, 0.7682f, 0.0885f, 0.1320f, 0.3074f);
        float[] normal = new float[6];
        TorchReplay.manualSeed(0).normal(normal, 0, 1);
        assertPrinted(normal, 1.5410f, -0.2934f, -2.1788f, 0.5684f, -1.0845f, -1.3986f);
    }

    private static void assertPrinted(float[] samples, float... printed) {
        for (int i = 0; i < samples.length; i++) {
            assertThat(samples[i]).isCloseTo(printed[i], offset(5.1e-5f));
        }
    }

    static List<String> golden() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TorchReplayTest.class.getResourceAsStream("golden-torch.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @Test
    void theGoldenFileIsWhole() throws IOException {
        assertThat(golden()).hasSize(19);
    }

    @ParameterizedTest
    @MethodSource("golden")
    @Tag("emulated")
    void samplesAreThatPyTorchWrote(String line) {
        String asked = line.substring(0, line.indexOf(" ="));
        assertThat(replayed(asked, Execution.sequential())).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void scalarSamplesAreThatPyTorchWrote(String line) {
        String asked = line.substring(0, line.indexOf(" ="));
        assertThat(replayed(asked, SCALAR)).isEqualTo(line);
    }

    /** A line of the golden file, from its seed and calls. */
    private static String replayed(String asked, Execution execution) {
        String[] seedAndCalls = asked.split(": ");
        TorchReplay torch = TorchReplay.manualSeed(Long.parseLong(seedAndCalls[0]), execution);
        List<float[]> tensors = new ArrayList<>();
        for (String call : seedAndCalls[1].split(", ")) {
            tensors.addAll(call(torch, call.split(" ")));
        }
        int count = tensors.stream().mapToInt(tensor -> tensor.length).sum();
        ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * count);
        tensors.forEach(tensor -> {
            for (float sample : tensor) {
                bits.putFloat(sample);
            }
        });
        CRC32 sum = new CRC32();
        sum.update(bits.array());
        StringBuilder line = new StringBuilder(asked + " = " + count + " values, "
                + HexFormat.of().toHexDigits((int) sum.getValue()) + ":");
        for (int i = Math.max(0, count - 4); i < count; i++) {
            line.append(' ').append(HexFormat.of().toHexDigits(bits.getInt(Float.BYTES * i)));
        }
        return line.toString();
    }

    private static List<float[]> call(TorchReplay torch, String[] word) {
        long[] sizes = Arrays.stream(word[1].split("x")).mapToLong(Long::parseLong).toArray();
        int rows = (int) sizes[0];
        int cols = (int) Arrays.stream(sizes).skip(1).reduce(1, (a, b) -> a * b);
        float[] data = new float[rows * cols];
        Matrix target = Matrix.of(data, rows, cols);
        switch (word[0]) {
            case "uniform" -> torch.uniform(target, Double.parseDouble(word[2]), Double.parseDouble(word[3]));
            case "normal" -> torch.normal(target, Double.parseDouble(word[2]), Double.parseDouble(word[3]));
            case "xavier_uniform" ->
                torch.xavierUniform(target, TorchReplay.fansOfShape(sizes), Double.parseDouble(word[2]));
            case "xavier_normal" ->
                torch.xavierNormal(target, TorchReplay.fansOfShape(sizes), Double.parseDouble(word[2]));
            case "kaiming_uniform" ->
                torch.kaimingUniform(target, TorchReplay.fansOfShape(sizes), mode(word[3]), gain(word));
            case "kaiming_normal" ->
                torch.kaimingNormal(target, TorchReplay.fansOfShape(sizes), mode(word[3]), gain(word));
            case "linear" -> {
                torch.kaimingUniform(target, TorchReplay.fansOfShape(sizes), FanMode.IN,
                        TorchReplay.leakyReluGain(Math.sqrt(5)));
                float[] bias = new float[rows];
                torch.uniform(bias, -1 / Math.sqrt(cols), 1 / Math.sqrt(cols));
                return List.of(data, bias);
            }
            default -> throw new AssertionError(word[0]);
        }
        return List.of(data);
    }

    private static FanMode mode(String name) {
        return name.equals("fan_in") ? FanMode.IN : FanMode.OUT;
    }

    private static double gain(String[] word) {
        return word[4].equals("relu") ? Activation.RELU.gain() : TorchReplay.leakyReluGain(Double.parseDouble(word[2]));
    }

    /**
     * Sizes around a block, around the 624 words of the state and around a step of the window, each leaving the next
     * another place to start.
     */
    @Test
    @Tag("vector")
    void vectorSequencesAreScalarSequences() {
        TorchReplay vector = TorchReplay.manualSeed(11, Execution.sequential().withVectorKernels());
        TorchReplay scalar = TorchReplay.manualSeed(11, SCALAR);
        for (int size : new int[] {0, 1, 16, 17, 31, 32, 15, 33, 47, 48, 623, 624, 625, 7, 1023, 1024, 1025, 1040, 2047,
            2048, 2049, 2671, 2672, 2673, 5, 10_007}) {
            float[] samples = new float[size];
            float[] expected = new float[size];
            vector.uniform(samples, -0.3, 0.1);
            scalar.uniform(expected, -0.3, 0.1);
            assertThat(samples).as("%d uniform", size).isEqualTo(expected);
            vector.normal(samples, 0.1, 3);
            scalar.normal(expected, 0.1, 3);
            assertThat(samples).as("%d normal", size).isEqualTo(expected);
        }
    }

    /** Each sample takes a word, in order; a call goes on where the last one ended. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 623, 624, 625, 2047, 2048, 2049, 3000})
    void uniformFillsInPartsAreOneFill(int part) {
        float[] whole = new float[9000];
        TorchReplay.manualSeed(6).uniform(whole, 0, 1);
        TorchReplay torch = TorchReplay.manualSeed(6);
        TorchGenerator words = generator(6);
        for (int done = 0; done < whole.length; done += part) {
            float[] samples = new float[Math.min(part, whole.length - done)];
            torch.uniform(samples, 0, 1);
            assertThat(samples).isEqualTo(Arrays.copyOfRange(whole, done, done + samples.length));
        }
        for (float sample : whole) {
            assertThat(sample).isEqualTo((words.nextWord() & 0xff_ffff) * 0x1p-24f);
        }
    }

    /** n samples take n words, and 16 more where 16 does not divide n. */
    @Test
    void normalsConsumeWholeBlocks() {
        for (int size : new int[] {16, 17, 31, 32, 640, 641}) {
            TorchReplay torch = TorchReplay.manualSeed(8);
            torch.normal(new float[size], 0, 1);
            float[] next = new float[1];
            torch.uniform(next, 0, 1);
            TorchGenerator words = generator(8);
            for (int i = 0; i < size + (size % 16 == 0 ? 0 : 16); i++) {
                words.nextWord();
            }
            assertThat(next[0]).isEqualTo((words.nextWord() & 0xff_ffff) * 0x1p-24f);
        }
    }

    @Test
    void arraysMatricesAndSegmentsGetTheSame() {
        for (int size : new int[] {1, 12, 16, 36, 2700, 5000}) {
            float[] expected = new float[size];
            float[] expectedNormal = new float[size];
            TorchReplay torch = TorchReplay.manualSeed(9);
            torch.uniform(expected, 0, 1);
            torch.normal(expectedNormal, 0, 1);
            float[] larger = new float[size + 5];
            torch = TorchReplay.manualSeed(9);
            torch.uniform(Matrix.of(larger, 2, 1, size, 99, 1), 0, 1);
            assertThat(Arrays.copyOfRange(larger, 2, size + 2)).isEqualTo(expected);
            torch.normal(Matrix.of(larger, 2, size, 1, 1, 99), 0, 1);
            assertThat(Arrays.copyOfRange(larger, 2, size + 2)).isEqualTo(expectedNormal);
            assertThat(new float[] {larger[0], larger[1], larger[size + 2], larger[size + 4]}).containsOnly(0f);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment segment = arena.allocate(4L * size + 9).asSlice(1, 4L * size);
                torch = TorchReplay.manualSeed(9);
                torch.uniform(segment, 0, 1);
                assertThat(segment.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)).isEqualTo(expected);
                torch.normal(Matrix.of(segment, 1, size), 0, 1);
                assertThat(segment.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)).isEqualTo(expectedNormal);
            }
        }
    }

    @Test
    void onlyTheLowerHalfOfTheSeedCounts() {
        float[] one = new float[20];
        float[] other = new float[20];
        TorchReplay.manualSeed(5).normal(one, 0, 1);
        TorchReplay.manualSeed(5 | 7L << 32).normal(other, 0, 1);
        assertThat(other).isEqualTo(one);
        TorchReplay.manualSeed(6).normal(other, 0, 1);
        assertThat(other).isNotEqualTo(one);
    }
}
