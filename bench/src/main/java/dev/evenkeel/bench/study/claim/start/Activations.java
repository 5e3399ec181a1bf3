package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What other activations than the identity make of n·Var(W), beside it: nothing here is promised. */
final class Activations {
    private static final List<Activation> ALL = List.of(Activation.IDENTITY, Activation.TANH, Activation.SOFTSIGN,
            Activation.SIGMOID, Activation.RELU, Activation.leakyRelu(0.1f), Activation.ELU, Activation.GELU);
    private static final List<Initializer> SCHEMES = List.of(FixedDistribution.SMALL_RANDOM,
            VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM, VarianceScaling.HE_NORMAL,
            Orthogonal.PLAIN);
    private static final int DEPTH = 6;
    private static final int BATCH = 200;

    private Activations() {}

    /** Factors a layer of square layers, from the first hidden one's sums to the last one's. */
    static Numbers factors(Setting setting) {
        int width = setting.pick(50, 300, 1000);
        int[] widths = new int[DEPTH + 1];
        Arrays.fill(widths, width);
        Numbers numbers = Numbers.of("activations", "activation", "scheme", "n·Var(W)", "signal, factor a layer",
                "gradient, factor a layer");
        for (Activation activation : ALL) {
            for (Initializer scheme : SCHEMES) {
                FirstStep step = FirstStep.ofNoise(activation, scheme, BATCH, setting.seed(), setting.execution(),
                        widths);
                numbers.add(activation.name(), scheme.name(),
                        width * scheme.variance(Weights.inputsByOutputs(step.weights(0))),
                        forward(step), backward(step));
            }
        }
        return numbers;
    }

    private static double forward(FirstStep step) {
        double last = Statistics.of(step.observation().preActivation(DEPTH - 1)).variance();
        double first = Statistics.of(step.observation().preActivation(0)).variance();
        return StrictMath.pow(last / first, 1.0 / (DEPTH - 1));
    }

    private static double backward(FirstStep step) {
        double first = Statistics.of(step.observation().preActivationGradient(0)).variance();
        double last = Statistics.of(step.observation().preActivationGradient(DEPTH - 1)).variance();
        return StrictMath.pow(first / last, 1.0 / (DEPTH - 1));
    }

    static Section.Figure figure(Numbers numbers) {
        List<Chart.Row> rows = new ArrayList<>();
        for (Activation activation : ALL) rows.add(new Chart.Row(activation.name(), "", null));
        List<Chart.Series> series = new ArrayList<>();
        for (int scheme = 1; scheme < SCHEMES.size(); scheme++) {
            String name = SCHEMES.get(scheme).name();
            List<Chart.Point> points = new ArrayList<>();
            for (List<Object> row : numbers.rows()) {
                if (row.get(1).equals(name)) points.add(new Chart.Point((double) row.get(3), points.size(), null,
                        Finding.text("%s, %s: signal × %.3f, gradient × %.3f a layer", row.get(0), name, row.get(3),
                                row.get(4))));
            }
            series.add(new Chart.Series(name, Style.number(scheme), Chart.Role.DOTS, points));
        }
        return new Section.Figure("What an activation makes of it: with ReLU only He's weights keep the signal",
                "Factor on the variance of the sums in a layer of equal layers, by activation and scheme. 1 keeps it.",
                Chart.rows(new Chart.Axis("factor a layer", Chart.Scale.LOG2), rows, series, 1.0),
                Figures.table(numbers), true);
    }

    /** {@code "400–600–300"}. */
    static String words(int... widths) {
        return Arrays.stream(widths).mapToObj(Integer::toString).collect(Collectors.joining("–"));
    }
}
