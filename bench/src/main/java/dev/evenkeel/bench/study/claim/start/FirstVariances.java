package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.bench.variance.VarianceGate;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every scheme with every activation: n·Var(W) says what weights do, the rest is the activation's. */
public final class FirstVariances implements Claim {
    private static final List<Activation> ACTIVATIONS = List.of(Activation.IDENTITY, Activation.TANH,
            Activation.SOFTSIGN, Activation.SIGMOID, Activation.RELU, Activation.leakyRelu(0.1f), Activation.ELU,
            Activation.SELU, Activation.SILU, Activation.GELU, Activation.GELU_TANH, Activation.SOFTPLUS);

    /** Those of the picture. */
    private static final List<Initializer> SHOWN = List.of(VarianceScaling.GLOROT_STANDARD,
            VarianceScaling.GLOROT_UNIFORM, VarianceScaling.HE_NORMAL);

    private static final List<String> DIRECTIONS = List.of("signal", "gradient");
    private static final int DEPTH = 6;
    private static final int BATCH = 200;

    /** What was measured: all of it, and the factors a layer of each direction as schemes × activations. */
    private static final class Seen {
        private final Numbers all = Numbers.of("first-variances", "activation", "scheme", "n·Var(W)", "direction",
                "factor a layer", "measured / predicted", "standard error", "z");
        private final List<Numbers> factors = DIRECTIONS.stream().map(Seen::matrix).toList();
        private final double[] worst = new double[2];
        private final String[] farthest = new String[2];
        private int beyond;

        private static Numbers matrix(String direction) {
            return Numbers.of(direction + "-factors", Stream.concat(Stream.of(direction + ", a layer"),
                    ACTIVATIONS.stream().map(Activation::name)).toArray(String[]::new));
        }

        private void add(Initializer scheme, Setting setting, int... widths) {
            Object[][] rows = new Object[2][ACTIVATIONS.size() + 1];
            for (Object[] row : rows) row[0] = scheme.name();
            for (int i = 0; i < ACTIVATIONS.size(); i++) {
                FirstStep step = FirstStep.ofNoise(ACTIVATIONS.get(i), scheme, BATCH, setting.seed(),
                        setting.execution(), widths);
                for (int direction = 0; direction < 2; direction++) {
                    LayerRatio ratio = ratio(step, direction == 0, scheme);
                    double factor = direction == 0 ? forward(step) : backward(step);
                    rows[direction][i + 1] = factor;
                    if (Math.abs(ratio.z()) > worst[direction]) {
                        worst[direction] = Math.abs(ratio.z());
                        farthest[direction] = Finding.text("%s with %s weights, %.2f of it", ACTIVATIONS.get(i).name(),
                                scheme.name(), ratio.relative());
                    }
                    beyond += Math.abs(ratio.z()) > LinearRegime.LIMIT ? 1 : 0;
                    all.add(ACTIVATIONS.get(i).name(), scheme.name(),
                            LayerRatio.factor(scheme, direction == 0, step.weights(0)), DIRECTIONS.get(direction),
                            factor, ratio.relative(), ratio.standardError(), ratio.z());
                }
            }
            for (int direction = 0; direction < 2; direction++) factors.get(direction).add(rows[direction]);
        }

        /** Over all layers, each against what entered it. */
        private static LayerRatio ratio(FirstStep step, boolean forward, Initializer scheme) {
            LayerRatio product = LayerRatio.of(step, 0, forward, scheme);
            for (int layer = 1; layer < step.layers(); layer++)
                product = LayerRatio.of(step, layer, forward, scheme).behind(product);
            return product;
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
    }

    @Override
    public String id() { return "first-variances"; }

    @Override
    public String title() { return "The first step, activation by activation"; }

    @Override
    public String sentence() {
        return "Whatever the activation, weights make of the mean square that enters a layer n·Var(W) times as much,"
                + " forward and back. What the activation lets through makes the rest of a layer's factor, so that each"
                + " asks for weights of its own.";
    }

    @Override
    public String source() {
        return "Glorot and Bengio 2010, equations 5 to 7; He et al. 2015, section 2.2";
    }

    @Override
    public boolean isPromise() { return true; }

    /** Back, gradients and weights are independent in the formula, and nearly so in a network. */
    @Override
    public boolean isKept(Finding finding) {
        return finding.verdict() != Verdict.NOT;
    }

    @Override
    public Finding examine(Setting setting) {
        int[] widths = new int[DEPTH + 1];
        Arrays.fill(widths, setting.pick(50, 300, 1000));
        Seen seen = new Seen();
        for (Initializer scheme : LinearRegime.SCHEMES) seen.add(scheme, setting, widths);
        int products = seen.all.rows().size();
        VarianceGate gate = VarianceGate.forChecks(products);
        Verdict verdict = !gate.passes(seen.worst[0]) ? Verdict.NOT
                : gate.passes(seen.worst[1]) ? Verdict.REPRODUCED : Verdict.PARTLY;
        String reason = Finding.text("%d products over %d layers, %d schemes with %d activations. Forward the farthest "
                + "lies %.2f standard errors from its formula (%s), back %.2f (%s). %d lie beyond three, where chance "
                + "alone would put %.1f.", products, DEPTH, LinearRegime.SCHEMES.size(), ACTIVATIONS.size(),
                seen.worst[0], seen.farthest[0], seen.worst[1], seen.farthest[1], seen.beyond, 0.0027 * products);
        String setup = Finding.text("%d layers of %d units without biases, %d inputs from N(0, 1), a gradient from "
                + "N(0, 1) at the end. A product is that of the mean squares behind each layer over n·Var(W) times those "
                + "that entered it. Reproduced: none of all products lies farther from 1 than %.1f standard errors, "
                + "which chance exceeds once in 10,000 runs. A factor a layer is the variance of sums, or of gradients at "
                + "sums, from the first layer to the last one.", DEPTH, widths[0], BATCH, gate.limit());
        List<Numbers> numbers = new ArrayList<>(seen.factors);
        numbers.add(seen.all);
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)), numbers,
                List.of(figure(seen)));
    }

    private static Section.Figure figure(Seen seen) {
        List<Chart.Row> rows = new ArrayList<>();
        for (Activation activation : ACTIVATIONS) rows.add(new Chart.Row(activation.name(), "", null));
        List<Chart.Series> series = new ArrayList<>();
        for (Initializer scheme : SHOWN) {
            List<Chart.Point> points = new ArrayList<>();
            for (List<Object> row : seen.all.rows()) {
                if (row.get(1).equals(scheme.name()) && row.get(3).equals(DIRECTIONS.getFirst())) {
                    points.add(new Chart.Point((double) row.get(4), points.size(), null, Finding.text(
                            "%s, %s: signal × %.3f a layer", row.get(0), scheme.name(), row.get(4))));
                }
            }
            series.add(new Chart.Series(scheme.name(), Style.number(series.size() + 1), Chart.Role.DOTS, points));
        }
        return new Section.Figure("What an activation makes of it: with ReLU only He's weights keep the signal",
                "Factor on the variance of the sums in a layer of equal layers, by activation and scheme. 1 keeps it.",
                Chart.rows(new Chart.Axis("factor a layer", Chart.Scale.LOG2), rows, series, 1.0),
                Figures.table(seen.factors.getFirst()), true);
    }
}
