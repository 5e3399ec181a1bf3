package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.training.SmallNetwork.Recipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network trained from a seed has the same weights to the bit, on any threads, in any configuration, for ever. */
class TrainingGoldenTest {
    private static final int ONE = 1;
    private static final int MANY = 500;

    @ParameterizedTest
    @EnumSource
    @Tag("emulated")
    void theFirstStepGivesTheGoldenWeights(Recipe recipe) throws IOException {
        assertGolden(recipe, ONE, List.of(Execution.sequential()));
    }

    @ParameterizedTest
    @EnumSource
    void scalarKernelsGiveTheGoldenWeights(Recipe recipe) throws IOException {
        assertGolden(recipe, MANY, List.of(Execution.sequential().withScalarKernels()));
    }

    /** The middle layer's products are just large enough for two threads. */
    @ParameterizedTest
    @EnumSource
    void oneTwoThreeOrSevenThreadsInTurnsGiveTheGoldenWeights(Recipe recipe) throws IOException {
        try (Executions executions = new Executions()) {
            assertGolden(recipe, MANY, IntStream.of(1, 2, 3, 7).mapToObj(executions::withThreads).toList());
        }
    }

    private static void assertGolden(Recipe recipe, int steps, List<Execution> executions) throws IOException {
        SmallNetwork network = new SmallNetwork(recipe, executions);
        double loss = network.train(steps);
        assertThat(line(recipe, steps, network)).isEqualTo(golden().get(key(recipe, steps)));
        if (steps == MANY) {
            assertThat(loss).as("loss, at first some ln 9").isLessThan(0.5);
        }
    }

    /** The first step and all five hundred of every recipe are in the file. */
    @Test
    void theGoldenFileIsWhole() throws IOException {
        assertThat(golden()).hasSize(2 * Recipe.values().length);
    }

    private static Map<String, String> golden() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TrainingGoldenTest.class.getResourceAsStream("golden-training.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
            return lines.stream().collect(Collectors.toMap(line -> line.substring(0, line.indexOf(':')), line -> line));
        }
    }

    private static String line(Recipe recipe, int steps, SmallNetwork network) {
        float[] values = network.parameters();
        CRC32C checksum = new CRC32C();
        for (float value : values) {
            checksum.update(bits(value).getBytes(StandardCharsets.UTF_8));
        }
        return key(recipe, steps) + ": " + bits(values[0]) + " " + bits(values[1]) + " " + bits(values[2]) + " "
                + bits(values[values.length - 1]) + " " + HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static String key(Recipe recipe, int steps) {
        return recipe + ", " + steps + (steps == 1 ? " step" : " steps");
    }

    private static String bits(float value) {
        return HexFormat.of().toHexDigits(Float.floatToRawIntBits(value));
    }
}
