package dev.evenkeel.bench.variance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.init.Constant;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Identity;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYSeries;

/** The check passes what is right and catches what is wrong, down to a variance that is off by 1 %. */
class VarianceCheckTest {
    private static final Execution EXECUTION = Execution.sequential();
    private static final VarianceGate GATE = VarianceGate.forChecks(200);

    private static VarianceFinding finding(Initializer promised, Initializer written, LayerShape layer, long seed) {
        return new VarianceCheck(RandomStream.philox(seed), EXECUTION).finding(promised, layer, GATE, written);
    }

    /** 20 × 2 defects, each missed with probability 0.001; the seeds are fixed. */
    @Test
    void anErrorOfOnePercentIsCaught() {
        for (int seed = 0; seed < 20; seed++) {
            for (VarianceScaling scheme : List.of(VarianceScaling.HE_NORMAL, VarianceScaling.GLOROT_UNIFORM)) {
                VarianceFinding wrong = finding(scheme, scheme.withGain(Math.sqrt(1.01)), LayerShape.SQUARE, seed);
                assertThat(wrong.passed()).as("%s, seed %d, z %f", scheme.name(), seed, wrong.z()).isFalse();
                assertThat(finding(scheme, scheme, LayerShape.SQUARE, seed).passed()).isTrue();
            }
        }
    }

    @Test
    void aWrongFanIsCaughtOffTheSquare() {
        VarianceScaling scheme = VarianceScaling.HE_NORMAL;
        for (LayerShape layer : LayerShape.values()) {
            assertThat(finding(scheme, scheme.with(FanMode.OUT), layer, 1).passed()).as("%s", layer)
                    .isEqualTo(layer == LayerShape.SQUARE);
        }
    }

    @Test
    void aTruncatedNormalWithoutCorrectionIsCaught() {
        VarianceScaling scheme = VarianceScaling.LECUN_TRUNCATED;
        assertThat(finding(scheme, scheme.uncorrected(), LayerShape.TALL, 1).passed()).isFalse();
        assertThat(finding(scheme.uncorrected(), scheme.uncorrected(), LayerShape.TALL, 1).passed()).isTrue();
    }

    @Test
    void exactSchemesAreExactOrWrong() {
        assertThat(finding(new Orthogonal(1.00001), Orthogonal.PLAIN, LayerShape.WIDE, 1).passed()).isFalse();
        assertThat(finding(Orthogonal.PLAIN, VarianceScaling.LECUN_NORMAL, LayerShape.SQUARE, 1).passed()).isFalse();
        assertThat(finding(Orthogonal.PLAIN, Identity.PLAIN, LayerShape.WIDE, 1).passed()).as("orthonormal as well")
                .isTrue();
        assertThat(finding(Constant.ZEROS, Constant.RELU_BIAS, LayerShape.WIDE, 1).passed()).isFalse();
    }

    @Test
    void aSchemeOfZerosHasNoRatio() {
        VarianceFinding zeros = finding(Constant.ZEROS, Constant.ZEROS, LayerShape.WIDE, 1);
        assertThat(zeros.passed()).isTrue();
        assertThat(zeros.ratio()).isNull();
        assertThat(zeros.line(200)).doesNotContain("NaN").endsWith("ok");
        assertThat(zeros.line(80)).doesNotContain("NaN");
    }

    @Test
    void theVerdictNamesWhatIsWrong() {
        VarianceFinding right = finding(VarianceScaling.HE_NORMAL, VarianceScaling.HE_NORMAL, LayerShape.TALL, 1);
        VarianceFinding wrong = finding(Constant.ZEROS, Constant.RELU_BIAS, LayerShape.WIDE, 1);
        assertThat(new VarianceReport(1, "", List.of(right, wrong), List.of()).verdict())
                .isEqualTo("1 of 2 checks pass; WRONG: zeros (wide)");
    }

    /** Lines that coincide have marks at different layers; one that leaves the chart says where it ends. */
    @Test
    void everyLineOfAPlotIsSeenAndNothingIsCutWithoutAWord() {
        double[] falling = IntStream.rangeClosed(0, SignalPropagation.DEPTH).mapToDouble(i -> Math.pow(10, -i / 5.0))
                .toArray();
        double[] gone = IntStream.rangeClosed(0, SignalPropagation.DEPTH).mapToDouble(i -> Math.pow(10, -2 * i))
                .toArray();
        double[] one = new double[SignalPropagation.DEPTH + 1];
        Arrays.fill(one, 1);
        VarianceReport report = new VarianceReport(1, "", List.of(), List.of(
                new SignalPropagation("first", "tanh", falling, one),
                new SignalPropagation("same", "tanh", falling, one),
                new SignalPropagation("small", "tanh", gone, one)));
        Map<String, XYSeries> forward = VariancePlots.propagation(report, "tanh", true).getSeriesMap();
        assertThat(forward).containsOnlyKeys("first", "first (line)", "same", "same (line)",
                "small (layer 50: 1e-100)", "small (line)");
        assertThat(forward.get("first").getXData()).isNotEmpty()
                .doesNotContain(forward.get("same").getXData());
        assertThat(forward.get("first (line)").getYData()).isEqualTo(forward.get("same (line)").getYData());
        assertThat(Arrays.stream(forward.get("small (line)").getYData())).hasSize(11)
                .allMatch(y -> y >= VariancePlots.FLOOR);
    }

    @Test
    void sparseWeightsAreJudgedByTheirNonZeros() {
        assertThat(finding(Sparse.MARTENS, Sparse.MARTENS, LayerShape.WIDE, 1).passed()).isTrue();
        assertThat(finding(Sparse.MARTENS, new Sparse(16, 1), LayerShape.WIDE, 1).passed()).isFalse();
    }

    @Test
    void orthogonalLayersKeepTheSignalAndStandardOnesLoseTwoThirds() {
        RandomStream.Seed seed = RandomStream.philox(1);
        SignalPropagation kept = SignalPropagation.of(Orthogonal.PLAIN, Activation.IDENTITY, seed, EXECUTION);
        assertThat(kept.forwardGain()).isBetween(1 - 1e-4, 1 + 1e-4);
        assertThat(kept.backwardGain()).isBetween(1 - 1e-4, 1 + 1e-4);
        SignalPropagation lost =
                SignalPropagation.of(VarianceScaling.GLOROT_STANDARD, Activation.IDENTITY, seed, EXECUTION);
        double perLayer = Math.pow(lost.forwardGain(), 1d / SignalPropagation.DEPTH);
        assertThat(perLayer).isBetween(0.3, 0.36);
    }

    @Test
    void theReportIsStored(@TempDir Path directory) throws IOException {
        VarianceReport report = new VarianceReport(1, "kernels",
                List.of(finding(VarianceScaling.HE_NORMAL, VarianceScaling.HE_NORMAL, LayerShape.TALL, 1)),
                List.of(SignalPropagation.of(VarianceScaling.HE_NORMAL, Activation.RELU, RandomStream.philox(1),
                        EXECUTION)));
        assertThat(report.passed()).isTrue();
        assertThat(report.text(200)).contains("he normal").contains("2/in").contains(" ok");
        assertThat(report.text(80).lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(report.verdict()).isEqualTo("1 of 1 checks pass");
        JsonNode stored = new ObjectMapper().readTree(report.write(directory).toFile());
        assertThat(stored.get("findings").get(0).get("scheme").asText()).isEqualTo("he normal");
        assertThat(stored.get("propagation").get(0).get("forward")).hasSize(SignalPropagation.DEPTH + 1);
        for (Path plot : report.plot(directory, EXECUTION)) assertThat(plot).isNotEmptyFile();
    }
}
