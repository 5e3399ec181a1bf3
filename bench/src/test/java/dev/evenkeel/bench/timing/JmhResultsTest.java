package dev.evenkeel.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What visualisers read is what the table shows. */
class JmhResultsTest {
    private static final Cell CELL = new ProductCell(Shape.square(10), Transposition.NN, 1);

    private static JsonNode json(double[]... rounds) throws IOException {
        JmhResults results = new JmhResults();
        List<JmhFork> forks = new ArrayList<>();
        for (double[] round : rounds) {
            JsonNode fork = new ObjectMapper().readTree("""
                    {"benchmark": "some.Benchmark.method", "mode": "avgt", "forks": 1, "params": {"shape": "10"},
                     "primaryMetric": {"score": 1e9, "scoreError": "NaN", "rawData": [%s]}, "secondaryMetrics": {}}"""
                    .formatted(Arrays.toString(round)));
            forks.add(new JmhFork(fork, "code path: some code\n"));
            results.add(CELL, "evenkeel", fork);
        }
        LibraryTimes times = JmhFork.together("evenkeel", forks);
        return results.json(List.of(new CellResult(CELL, 1, List.of(times)))).get(0);
    }

    @Test
    void theScoreIsTheMedianOfTheForksMedians() throws IOException {
        JsonNode metric =
                json(new double[] {10, 11, 90}, new double[] {20, 21, 22}, new double[] {14, 15, 16})
                        .get("primaryMetric");
        assertThat(metric.get("score").asDouble()).isEqualTo(15);
        assertThat(metric.get("scoreConfidence")).extracting(JsonNode::asDouble).containsExactly(11.0, 21.0);
        assertThat(metric.get("scoreError").asDouble()).isEqualTo(6);
        assertThat(metric.get("scoreUnit").asText()).isEqualTo("ns/op");
        assertThat(metric.get("scorePercentiles").get("100.0").asDouble()).isEqualTo(90);
        assertThat(metric.get("rawData").get(0)).extracting(JsonNode::asDouble).containsExactly(10.0, 11.0, 90.0);
    }

    @Test
    void forksAreCountedAndTheRestIsJmhs() throws IOException {
        JsonNode three = json(new double[] {1}, new double[] {1}, new double[] {1});
        assertThat(three.get("forks").asInt()).isEqualTo(3);
        assertThat(three.get("primaryMetric").get("rawData")).hasSize(3);
        assertThat(three.get("benchmark").asText()).isEqualTo("some.Benchmark.method");
        assertThat(three.get("params").get("shape").asText()).isEqualTo("10");
    }

    @Test
    void oneForkHasNoInterval() throws IOException {
        JsonNode metric = json(new double[] {7, 8, 9}).get("primaryMetric");
        assertThat(metric.get("scoreError").asText()).isEqualTo("NaN");
        assertThat(metric.get("scoreConfidence")).extracting(JsonNode::asText).containsExactly("NaN", "NaN");
    }

    @Test
    void theSpeedIsASecondaryMetricThatPutsShapesOnOneAxis() throws IOException {
        JsonNode metric =
                json(new double[] {1000, 2000, 4000}, new double[] {500, 500, 500}).get("secondaryMetrics")
                        .get("GFLOP/s");
        assertThat(metric.get("score").asDouble()).isCloseTo(2000 / 1250.0, within(1e-12));
        assertThat(metric.get("scoreConfidence")).extracting(JsonNode::asDouble).containsExactly(1.0, 4.0);
        assertThat(metric.get("rawData").get(0)).extracting(JsonNode::asDouble).containsExactly(2.0, 1.0, 0.5);
    }

    @Test
    void aForkTellsWhatRanAndWhetherItsSpeedWasSteady() {
        assertThat(ForkReport.codePath("noise\ncode path: vector-512\n")).isEqualTo("vector-512");
        assertThat(ForkReport.codePath("# Warmup Iteration   1: code path: vector-512\n")).isEqualTo("vector-512");
        assertThat(ForkReport.codePath("noise\n")).isEmpty();
        assertThat(ForkReport.isSteady("code path: x\n")).isTrue();
        assertThat(ForkReport.isSteady("warm-up ended before the speed was steady\ncode path: x\n")).isFalse();
    }
}
