package dev.evenkeel.bench.study.paper.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperPlan;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Layer;
import dev.evenkeel.bench.study.paper.PaperTraces.Look;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** Logs that are made up: at looks 0, 1 and 2 each layer has the value that the test gives it. */
class StatementsTest {
    private final Map<PaperNetwork, List<Trace>> traces = new EnumMap<>(PaperNetwork.class);

    /** A training whose layers have these values, look by look. */
    private void layers(PaperNetwork network, DoubleFunction<Layer> layer, double[]... looks) {
        List<Look> all = new ArrayList<>();
        for (double[] values : looks) {
            List<Layer> layers = new ArrayList<>();
            for (double value : values) layers.add(layer.apply(value));
            all.add(new Look(1000L * all.size(), 50, 50, layers));
        }
        add(network, all);
    }

    private void add(PaperNetwork network, List<Look> looks) {
        List<Trace> seeds = traces.computeIfAbsent(network, its -> new ArrayList<>());
        seeds.add(new Trace(7L + seeds.size(), looks, Path.of("none")));
    }

    private void errors(PaperNetwork network, double... ofSeeds) {
        for (double error : ofSeeds)
            add(network, List.of(new Look(0, 90, 90, List.of()),
                    new Look(2000, error, error, List.of())));
    }

    private Statement.Result compare(Statement statement) throws IOException {
        PaperPlan plan = new PaperPlan(List.of(PaperNetwork.TANH), 12, List.of(0.1), 2000, 1000, 2, 7, 1000, 60,
                "shapeset");
        return statement.compare(new PaperTraces(plan, "shapeset", Map.of(), traces));
    }

    private static Layer mean(double value) {
        return new Layer(value, 0.1, 0.5, 1);
    }

    private static Layer percentile(double value) {
        return new Layer(0, value / 2, value, 1);
    }

    private static Layer gradient(double value) {
        return new Layer(0, 0.1, 0.5, value);
    }

    private void table(double tanh, double tanhN, double softsign, double softsignN, double sigmoid) {
        errors(PaperNetwork.TANH, tanh, tanh + 1);
        errors(PaperNetwork.TANH_N, tanhN, tanhN + 1);
        errors(PaperNetwork.SOFTSIGN, softsign, softsign + 1);
        errors(PaperNetwork.SOFTSIGN_N, softsignN, softsignN + 1);
        errors(PaperNetwork.SIGMOID, sigmoid, sigmoid + 1);
    }

    @Test
    void thePapersOrderAtThePapersLevelIsReproduced() throws IOException {
        table(27, 15, 16, 16.5, 82);
        Statement.Result result = compare(new TableOne());
        assertThat(result.seen().verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(result.seen().reason()).contains("tanh 27.5 ± 0.7 %", "in every seed");
        assertThat(result.numbers().getFirst().rows()).hasSize(20);
    }

    @Test
    void thePapersOrderAtAnotherLevelIsPartlyReproduced() throws IOException {
        table(83, 72, 71, 72, 82.5);
        assertThat(compare(new TableOne()).seen().verdict()).isEqualTo(Verdict.PARTLY);
    }

    @Test
    void seedsThatOverlapAreNoOrder() throws IOException {
        table(72.5, 72, 71, 79, 78);
        assertThat(compare(new TableOne()).seen().verdict()).isEqualTo(Verdict.NOT);
    }

    @Test
    void sigmoidHasToBeDrivenToZeroAndToEscapeWithFourLayersAlone() throws IOException {
        double[] start = {0.5, 0.5, 0.5, 0.5, 0.5};
        double[] pushed = {0.5, 0.55, 0.7, 0.05};
        layers(PaperNetwork.SIGMOID, StatementsTest::mean, start, new double[] {0.5, 0.52, 0.55, 0.7, 0.02}, start);
        layers(PaperNetwork.SIGMOID_DEPTH_4, StatementsTest::mean, start, pushed, pushed);
        assertThat(compare(new SigmoidMeans()).seen().verdict()).isEqualTo(Verdict.PARTLY);
        assertThat(compare(new SigmoidMeans()).seen().reason()).contains("below 0.1 after 1,000 updates",
                "escaped in 0 of 1 seeds", "some seed escaped");
        traces.clear();
        layers(PaperNetwork.SIGMOID, StatementsTest::mean, start, new double[] {0.5, 0.52, 0.55, 0.7, 0.02});
        layers(PaperNetwork.SIGMOID_DEPTH_4, StatementsTest::mean, start, pushed, start);
        assertThat(compare(new SigmoidMeans()).seen().verdict()).isEqualTo(Verdict.REPRODUCED);
        layers(PaperNetwork.SIGMOID_DEPTH_4, StatementsTest::mean, start, start, start);
        assertThat(compare(new SigmoidMeans()).seen().verdict()).isEqualTo(Verdict.NOT);
    }

    @Test
    void tanhHasToSaturateInTurnAndSoftsignTogether() throws IOException {
        double[] start = {0.4, 0.3, 0.2, 0.1, 0.05};
        layers(PaperNetwork.TANH, StatementsTest::percentile, start, new double[] {0.95, 0.92, 0.5, 0.5, 0.5},
                new double[] {0.99, 0.99, 0.95, 0.95, 0.91});
        layers(PaperNetwork.SOFTSIGN, StatementsTest::percentile, start, new double[] {0.6, 0.6, 0.6, 0.5, 0.5});
        assertThat(compare(new Saturation()).seen().verdict()).isEqualTo(Verdict.REPRODUCED);
        layers(PaperNetwork.SOFTSIGN, StatementsTest::percentile, start, start);
        assertThat(compare(new Saturation()).seen().verdict()).isEqualTo(Verdict.PARTLY);
        layers(PaperNetwork.TANH, StatementsTest::percentile, start, new double[] {0.4, 0.95, 0.3, 0.2, 0.1});
        assertThat(compare(new Saturation()).seen().verdict()).isEqualTo(Verdict.NOT);
    }

    @Test
    void normalisedLayersHaveToStayAlike() throws IOException {
        double[] alike = {0.5, 0.5, 0.5, 0.5, 0.4};
        double[] apart = {0.5, 0.5, 0.5, 0.5, 0.2};
        layers(PaperNetwork.TANH_N, StatementsTest::percentile, alike, alike);
        assertThat(compare(new NormalisedTanh()).seen().verdict()).isEqualTo(Verdict.REPRODUCED);
        layers(PaperNetwork.TANH_N, StatementsTest::percentile, alike, apart, alike);
        assertThat(compare(new NormalisedTanh()).seen().verdict()).isEqualTo(Verdict.PARTLY);
        layers(PaperNetwork.TANH_N, StatementsTest::percentile, alike, apart);
        assertThat(compare(new NormalisedTanh()).seen().verdict()).isEqualTo(Verdict.NOT);
    }

    @Test
    void weightGradientsHaveToPartWithStandardWeightsAlone() throws IOException {
        double[] alike = {9, 1, 1, 1, 1.5};
        double[] apart = {9, 1, 2, 4, 8};
        layers(PaperNetwork.TANH, StatementsTest::gradient, alike, apart);
        layers(PaperNetwork.TANH_N, StatementsTest::gradient, alike, alike);
        Statement.Result result = compare(new WeightGradients());
        assertThat(result.seen().verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(result.seen().reason()).contains("at most 1.50 at the start", "8.00 to 8.00 with standard");
        layers(PaperNetwork.TANH_N, StatementsTest::gradient, alike, apart);
        assertThat(compare(new WeightGradients()).seen().verdict()).isEqualTo(Verdict.PARTLY);
        layers(PaperNetwork.TANH, StatementsTest::gradient, alike, alike);
        assertThat(compare(new WeightGradients()).seen().verdict()).isEqualTo(Verdict.NOT);
    }

    @Test
    void curvesAreMeansInBandsOfTheSeeds() {
        errors(PaperNetwork.TANH, 40, 50, 66);
        List<Chart.Point> points = OverSeeds.points(traces.get(PaperNetwork.TANH), "tanh", Look::testError);
        assertThat(points).hasSize(2);
        assertThat(points.getLast()).isEqualTo(new Chart.Point(2000.0, 52.0, 40.0, 66.0, null,
                "tanh, update 2,000: 52.0 (40.0 to 66.0)"));
    }

    @Test
    void whatWasNotLoggedHasNoPlaceInACurve() {
        layers(PaperNetwork.TANH, StatementsTest::mean, new double[] {0.1}, new double[] {Double.NaN}, new double[0]);
        assertThat(OverSeeds.points(traces.get(PaperNetwork.TANH), "layer 1",
                look -> OverSeeds.of(look, 0, LayerValue.MEAN))).hasSize(1).first()
                .satisfies(point -> assertThat(point.low()).isNull());
    }
}
