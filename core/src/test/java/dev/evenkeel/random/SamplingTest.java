package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.ReferenceProduct;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An element is a function of distribution, stream and index: not of the execution, the storage, or the part that is
 * filled.
 */
class SamplingTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final Execution SCALAR = Execution.sequential().withScalarKernels();
    private static final Distribution[] DISTRIBUTIONS =
            {Distribution.uniform(-0.25, 1), Distribution.normal(1, 0.5), Distribution.truncatedNormal(0, 3)};
    private static final RandomStream[] STREAMS = {RandomStream.philox(17).stream("weights"),
        RandomStream.splitMix(17).stream(3)};

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void everyExecutionGivesTheSameFloats() {
        int length = (1 << 17) + 77;
        for (RandomStream stream : STREAMS) {
            for (Distribution distribution : DISTRIBUTIONS) {
                float[] expected = floats(length, 0, distribution, stream, SCALAR);
                for (Execution execution : EXECUTIONS.all()) {
                    assertThat(floats(length, 0, distribution, stream, execution))
                            .as("%s %s %s", stream, distribution, execution)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void everyExecutionGivesTheSameDoubles() {
        int length = (1 << 16) + 77;
        for (RandomStream stream : STREAMS) {
            for (Distribution distribution : DISTRIBUTIONS) {
                double[] expected = doubles(length, 0, distribution, stream, SCALAR);
                for (Execution execution : EXECUTIONS.all()) {
                    assertThat(doubles(length, 0, distribution, stream, execution))
                            .as("%s %s %s", stream, distribution, execution)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void partsAreWhatTheWholeHasThere() {
        for (RandomStream stream : STREAMS) {
            for (Distribution distribution : DISTRIBUTIONS) {
                float[] whole = floats(2500, 1000, distribution, stream, SCALAR);
                double[] wholeDoubles = doubles(2500, 1000, distribution, stream, SCALAR);
                for (int from : new int[] {0, 1, 15, 16, 17, 31, 32, 33, 63, 100, 257}) {
                    for (int length : new int[] {0, 1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 2048, 2049, 2200}) {
                        for (Execution execution : List.of(SCALAR, Execution.sequential())) {
                            assertThat(floats(length, 1000L + from, distribution, stream, execution))
                                    .isEqualTo(Arrays.copyOfRange(whole, from, from + length));
                            assertThat(doubles(length, 1000L + from, distribution, stream, execution))
                                    .isEqualTo(Arrays.copyOfRange(wholeDoubles, from, from + length));
                        }
                    }
                }
            }
        }
    }

    @Test
    void partsFarOutAreWhatTheWholeHasThere() {
        long far = Long.MAX_VALUE - 5000;
        for (RandomStream stream : STREAMS) {
            float[] whole = floats(4000, far, DISTRIBUTIONS[1], stream, SCALAR);
            assertThat(floats(100, far + 3001, DISTRIBUTIONS[1], stream, Execution.sequential()))
                    .isEqualTo(Arrays.copyOfRange(whole, 3001, 3101));
            assertThat(floats(100, 0, DISTRIBUTIONS[1], stream, SCALAR)).isNotEqualTo(Arrays.copyOf(whole, 100));
        }
    }

    @Test
    void onlyTheRangeIsWritten() {
        float[] floats = new float[300];
        double[] doubles = new double[300];
        Arrays.fill(floats, Float.NaN);
        Arrays.fill(doubles, Double.NaN);
        Sampling.fill(floats, 7, 200, 5, DISTRIBUTIONS[1], STREAMS[0], Execution.sequential());
        Sampling.fill(doubles, 7, 200, 5, DISTRIBUTIONS[1], STREAMS[0], Execution.sequential());
        for (int i = 0; i < 300; i++) {
            assertThat(Float.isNaN(floats[i])).as("float %d", i).isEqualTo(i < 7 || i >= 207);
            assertThat(Double.isNaN(doubles[i])).as("double %d", i).isEqualTo(i < 7 || i >= 207);
        }
    }

    @Test
    void matricesHaveRowMajorIndicesWhateverTheirStorage() {
        for (int[] shape : new int[][] {{1, 1}, {3, 7}, {37, 61}, {61, 37}, {5, 2100}, {2100, 5}, {0, 3}, {3, 0}}) {
            float[] expected = floats(shape[0] * shape[1], 0, DISTRIBUTIONS[1], STREAMS[0], SCALAR);
            for (Layout layout : Layout.outputs()) {
                for (Backing backing : Backing.outputs()) {
                    GuardedMatrix matrix =
                            GuardedMatrix.of(layout, backing, shape[0], shape[1], Values.ordinary(1));
                    Sampling.fill(matrix.view(), DISTRIBUTIONS[1], STREAMS[0], Execution.sequential());
                    String description = layout + " " + backing + " " + Arrays.toString(shape);
                    ReferenceProduct.assertSameBits(matrix.view(), expected, description);
                    matrix.assertNothingElseChanged(description);
                }
            }
        }
    }

    @Test
    void shardsAreWhatTheWholeMatrixHasThere() {
        int rows = 90;
        int cols = 700;
        Matrix whole = Matrix.of(floats(rows * cols, 0, DISTRIBUTIONS[1], STREAMS[1], SCALAR), rows, cols);
        for (Execution execution : EXECUTIONS.all()) {
            for (int[] place : new int[][] {{0, 0, 90, 700}, {3, 5, 80, 600}, {89, 0, 1, 700}, {0, 699, 90, 1},
                {10, 32, 5, 64}}) {
                Matrix expected = whole.slice(place[0], place[1], place[2], place[3]);
                Matrix shard = Matrix.of(new float[place[2] * place[3]], place[2], place[3]);
                Sampling.fill(shard, place[0], place[1], cols, DISTRIBUTIONS[1], STREAMS[1], execution);
                for (int i = 0; i < place[2]; i++) {
                    for (int j = 0; j < place[3]; j++) {
                        assertThat(shard.get(i, j)).isEqualTo(expected.get(i, j));
                    }
                }
            }
        }
    }

    @Test
    void segmentsGetTheSameElements() {
        try (Arena arena = Arena.ofShared()) {
            for (Execution execution : EXECUTIONS.all()) {
                for (int misalignment = 0; misalignment < 2; misalignment++) {
                    int length = 100_003;
                    MemorySegment floats = arena.allocate(4L * length + 8).asSlice(misalignment, 4L * length);
                    Sampling.fillFloats(floats, 9, DISTRIBUTIONS[1], STREAMS[0], execution);
                    assertThat(floats.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
                            .isEqualTo(floats(length, 9, DISTRIBUTIONS[1], STREAMS[0], SCALAR));
                    MemorySegment doubles = arena.allocate(8L * length + 8).asSlice(misalignment, 8L * length);
                    Sampling.fillDoubles(doubles, 9, DISTRIBUTIONS[1], STREAMS[0], execution);
                    assertThat(doubles.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED))
                            .isEqualTo(doubles(length, 9, DISTRIBUTIONS[1], STREAMS[0], SCALAR));
                }
            }
        }
    }

    /** A sparse file: pages that nobody touches take no space. */
    @Test
    void rowsBeyondTwoGibibytesAreReached(@TempDir Path directory) throws IOException {
        int rows = 130;
        int cols = 37;
        long rowStride = 1L << 22;
        float[] expected = floats(rows * cols, 0, DISTRIBUTIONS[1], STREAMS[0], SCALAR);
        try (Arena arena = Arena.ofShared(); FileChannel file = FileChannel.open(directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_WRITE, 0, rows * rowStride * Float.BYTES, arena);
            for (Execution execution : EXECUTIONS.all()) {
                Matrix matrix = Matrix.of(segment, 100, rows, cols, rowStride, 1);
                Sampling.fill(matrix, DISTRIBUTIONS[1], STREAMS[0], execution);
                ReferenceProduct.assertSameBits(matrix, expected, execution.toString());
            }
        }
    }

    @Test
    void wordsAreThoseOfTheGenerator() {
        long[] words = new long[100];
        Sampling.words(words, 37, RandomStream.splitMix(5).stream(2), Execution.sequential());
        SplittableRandom random = new SplittableRandom(5);
        random.split();
        random.split();
        assertThat(words).isEqualTo(random.split().longs(137).skip(37).toArray());
        double[] uniform = new double[100];
        Sampling.fill(uniform, 0, 100, 37, Distribution.uniform(0, 1), RandomStream.splitMix(5).stream(2),
                Execution.sequential());
        for (int i = 0; i < 100; i++) {
            assertThat(uniform[i]).isEqualTo((words[i] >>> 11) * 0x1p-53);
        }
    }

    @Test
    void namesAndNumbersAreStreamsOfTheirOwn() {
        RandomStream.Seed seed = RandomStream.philox(1);
        List<float[]> fills = new ArrayList<>();
        for (RandomStream stream : List.of(seed.stream(0), seed.stream(1), seed.stream("a"), seed.stream("b"),
                seed.stream(""), RandomStream.philox(2).stream(0), RandomStream.splitMix(1).stream(0),
                RandomStream.splitMix(1).stream(1), seed.stream(Long.MAX_VALUE))) {
            float[] fill = floats(64, 0, DISTRIBUTIONS[0], stream, SCALAR);
            assertThat(fills).noneMatch(other -> Arrays.equals(other, fill));
            fills.add(fill);
        }
        assertThat(floats(64, 0, DISTRIBUTIONS[0], seed.stream("a"), SCALAR)).isEqualTo(fills.get(2));
    }

    /**
     * Values that must never change. A line is generator, seed, stream, distribution with parameters, element type,
     * first index, and bits; written by this version's first release.
     */
    @Test
    @Tag("emulated")
    void goldenValuesNeverChange() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                SamplingTest.class.getResourceAsStream("golden-samples.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
            assertThat(lines).hasSizeGreaterThan(20);
            for (String line : lines) {
                String key = line.substring(0, line.indexOf(':'));
                assertThat(golden(key, line.substring(key.length()).trim().split(" ").length - 1)).isEqualTo(line);
            }
        }
    }

    private static String golden(String key, int count) {
        String[] field = key.split(" ");
        RandomStream.Seed seed = field[0].equals("philox")
                ? RandomStream.philox(Long.parseLong(field[1]))
                : RandomStream.splitMix(Long.parseLong(field[1]));
        RandomStream stream = field[2].matches("\\d+") ? seed.stream(Long.parseLong(field[2])) : seed.stream(field[2]);
        double first = Double.parseDouble(field[4]);
        double second = Double.parseDouble(field[5]);
        Distribution distribution = switch (field[3]) {
            case "uniform" -> Distribution.uniform(first, second);
            case "normal" -> Distribution.normal(first, second);
            default -> Distribution.truncatedNormal(first, second);
        };
        StringBuilder text = new StringBuilder(key + ":");
        long index = Long.parseLong(field[7]);
        if (field[6].equals("float32")) {
            for (float sample : floats(count, index, distribution, stream, Execution.sequential())) {
                text.append(' ').append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(sample)));
            }
        } else {
            for (double sample : doubles(count, index, distribution, stream, Execution.sequential())) {
                text.append(' ').append(HexFormat.of().toHexDigits(Double.doubleToRawLongBits(sample)));
            }
        }
        return text.toString();
    }

    private static float[] floats(int length, long first, Distribution distribution, RandomStream stream,
            Execution execution) {
        float[] target = new float[length];
        Sampling.fill(target, 0, length, first, distribution, stream, execution);
        return target;
    }

    private static double[] doubles(int length, long first, Distribution distribution, RandomStream stream,
            Execution execution) {
        double[] target = new double[length];
        Sampling.fill(target, 0, length, first, distribution, stream, execution);
        return target;
    }
}
