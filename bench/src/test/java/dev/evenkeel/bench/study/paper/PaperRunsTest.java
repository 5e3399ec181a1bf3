package dev.evenkeel.bench.study.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Watch;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper with hidden layers of 12 and some dozen updates. */
class PaperRunsTest {
    private static final Execution EXECUTION = Execution.sequential();

    @TempDir
    private Path folder;

    private static PaperPlan plan(int updates, int seeds) {
        return new PaperPlan(List.of(PaperNetwork.TANH_N, PaperNetwork.SIGMOID), 12, List.of(0.001, 0.2, 0.0), updates,
                20, seeds, 5, 15, 60, "shapeset");
    }

    private static DataSet shapes(long seed) {
        return Shapeset.dataSet(seed, false);
    }

    private static boolean run(PaperPlan plan, Path folder, Watch watch) throws IOException {
        return new PaperRuns(plan, folder, PaperRunsTest::shapes, EXECUTION).run(watch);
    }

    private static JsonNode line(Path folder, String run, int number) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllLines(folder.resolve(run).resolve("log.jsonl")).get(number));
    }

    @Test
    void theRateWithTheLeastValidationErrorIsTrainedToTheEnd() throws IOException {
        Watch watch = new Watch(-1);
        assertThat(run(plan(30, 2), folder, watch)).isTrue();
        for (PaperNetwork network : plan(30, 2).networks()) {
            double best = 0;
            double least = 2;
            for (double rate : List.of(0.001, 0.2, 0.0)) {
                JsonNode chosen = line(folder, network + "/rate-" + rate + "/seed-5", 2);
                assertThat(chosen.get("step").longValue()).isEqualTo(20);
                if (chosen.get("validationError").doubleValue() < least) {
                    least = chosen.get("validationError").doubleValue();
                    best = rate;
                }
            }
            String edge = best == 0.2 ? ", the greatest that was tried" : best == 0 ? ", the least that was tried" : "";
            assertThat(watch.lines()).contains(network + ": rate " + best + edge);
            for (String seed : List.of("seed-5", "seed-6"))
                assertThat(Files.readAllLines(folder.resolve(network + "/rate-" + best).resolve(seed)
                        .resolve("log.jsonl")).getLast()).contains("\"step\":30");
            for (double rate : List.of(0.001, 0.2, 0.0))
                if (rate != best) assertThat(folder.resolve(network + "/rate-" + rate + "/seed-6")).doesNotExist();
        }
        List<String> table = Files.readAllLines(folder.resolve("table-1.csv"));
        assertThat(table).hasSize(3);
        String[] row = table.get(1).split(",");
        assertThat(row[0]).isEqualTo("\"tanh N\"");
        assertThat(row[2] + " " + row[3] + " " + row[6]).isEqualTo("30 2 15.6");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("table-1.json").toFile());
        double mean = (json.get(0).get("testErrors").get(0).doubleValue()
                + json.get(0).get("testErrors").get(1).doubleValue()) / 2;
        assertThat(Double.parseDouble(row[4])).isCloseTo(mean, within(1e-9));
        assertThat(json.get(0).get("mean").doubleValue()).isCloseTo(mean, within(1e-9));
        assertThat(Files.readAllLines(folder.resolve("layers.csv")).getFirst())
                .isEqualTo("network,rate,seed,step,layer,mean,std,p98,weightGradientStd");
        assertThat(Files.readAllLines(folder.resolve("errors.csv"))).hasSizeGreaterThan(8);
    }

    @Test
    void whoWasStoppedAndAsksForMoreGetsTheSame() throws IOException {
        Path whole = folder.resolve("whole");
        assertThat(run(plan(30, 2), whole, new Watch(-1))).isTrue();
        Path parts = folder.resolve("parts");
        for (int stop : new int[] {33, 50, 17}) assertThat(run(plan(25, 1), parts, new Watch(stop))).isFalse();
        assertThat(run(plan(30, 1), parts, new Watch(-1))).isTrue();
        assertThat(run(plan(30, 2), parts, new Watch(-1))).isTrue();
        for (String file : List.of("table-1.json", "table-1.csv"))
            assertThat(parts.resolve(file)).hasSameTextualContentAs(whole.resolve(file));
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.filter(one -> one.endsWith("training.checkpoint")).toList()) {
                if (Files.readString(file.resolveSibling("log.jsonl")).contains("\"step\":30"))
                    assertThat(parts.resolve(whole.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void anotherTrainingInTheFolderIsRefused() throws IOException {
        assertThat(run(plan(30, 1), folder, new Watch(-1))).isTrue();
        PaperPlan wider =
                new PaperPlan(List.of(PaperNetwork.TANH_N), 13, List.of(0.2), 30, 20, 1, 5, 15, 60, "shapeset");
        assertThatThrownBy(() -> run(wider, folder, new Watch(-1))).isInstanceOf(IOException.class)
                .hasMessageContaining("training.checkpoint");
    }

    @Test
    void everyLookIsAtTheSameExamples() throws IOException {
        assertThat(run(plan(30, 1), folder, new Watch(-1))).isTrue();
        JsonNode first = line(folder, "tanh-n/rate-0.0/seed-5", 0);
        JsonNode second = line(folder, "tanh-n/rate-0.0/seed-5", 1);
        assertThat(second.get("layers")).isEqualTo(first.get("layers")).hasSize(6);
        assertThat(second.get("testError")).isEqualTo(first.get("testError"));
        assertThat(line(folder, "tanh-n/rate-0.2/seed-5", 1).get("layers")).isNotEqualTo(first.get("layers"));
    }

    @Test
    void layersAreDescribedByWhatTheirUnitsGive() {
        Architecture architecture = Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 12, 9);
        Parameters parameters = Parameters.draw(architecture, RandomStream.philox(1), EXECUTION);
        parameters.layer(0).weights().fill(0);
        parameters.layer(0).bias()[0] = 0.5f;
        JsonNode layers = new LayerTrace(parameters, shapes(1).test(), EXECUTION).json();
        double tanh = Math.tanh(0.5);
        assertThat(layers.get(0).get("mean").doubleValue()).isCloseTo(tanh / 12, within(1e-6));
        assertThat(layers.get(0).get("std").doubleValue())
                .isCloseTo(Math.sqrt(tanh * tanh / 12 - tanh * tanh / 144), within(1e-6));
        assertThat(layers.get(0).get("p98").doubleValue()).isCloseTo(tanh, within(1e-6));
        assertThat(layers.get(0).get("weightGradientStd").doubleValue()).isPositive();
    }

    @Test
    void plansWithoutWorkAreRefused() {
        assertThatThrownBy(() -> plan(10, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choosingUpdates");
        assertThatThrownBy(() -> plan(30, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seeds");
        assertThat(PaperNetwork.byName("softsign-n")).isEqualTo(PaperNetwork.SOFTSIGN_N);
        assertThat(PaperNetwork.TANH.paperError("mnist")).isEqualTo(1.76);
        assertThat(PaperNetwork.SIGMOID_DEPTH_4.paperError("mnist")).isNaN();
        assertThatThrownBy(() -> PaperNetwork.byName("relu")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("relu", "tanh-n");
    }
}
