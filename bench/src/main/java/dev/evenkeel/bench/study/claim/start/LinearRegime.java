package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.variance.VarianceGate;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** In linear layers variances multiply by n·Var(W), forward with the inputs for n, back with the outputs. */
public final class LinearRegime implements Claim {
    /** Schemes whose weights are random, with uniform, normal and cut distributions and those of fixed structure. */
    static final List<Initializer> SCHEMES = List.of(VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM,
            VarianceScaling.GLOROT_NORMAL, VarianceScaling.GLOROT_TRUNCATED, VarianceScaling.LECUN_UNIFORM,
            VarianceScaling.LECUN_NORMAL, VarianceScaling.LECUN_TRUNCATED, VarianceScaling.HE_UNIFORM,
            VarianceScaling.HE_NORMAL, VarianceScaling.HE_TRUNCATED, FixedDistribution.SMALL_RANDOM, Sparse.MARTENS,
            Orthogonal.PLAIN);

    /** Standard errors from its formula up to which a product is taken to obey it. */
    static final double LIMIT = 3;

    /** Each scheme draws from seeds of its own, or those of one distribution would all have the same luck. */
    private static final long OWN_SEEDS = 1000;

    private static final int BATCH = 256;

    @Override
    public String id() { return "linear-regime"; }

    @Override
    public String title() { return "Variances multiply by n·Var(W)"; }

    @Override
    public String sentence() {
        return "Where a network is linear, each layer multiplies the variance of the signal by its inputs times the"
                + " variance of its weights, and that of the gradient by its outputs times that variance.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.2.1, equations 5 and 6"; }

    @Override
    public boolean isPromise() { return true; }

    /** Of 26 products one may lie beyond three standard errors by chance. */
    @Override
    public boolean isKept(Finding finding) {
        return finding.verdict() != Verdict.NOT;
    }

    @Override
    public Finding examine(Setting setting) {
        int[] widths = setting.scale() == Setting.Scale.SMALL ? new int[] {60, 90, 50, 80}
                : new int[] {400, 600, 300, 500, 400, 400};
        List<Long> seeds = setting.seeds(setting.pick(2, 3, 10));
        Numbers products = Numbers.of("products", "scheme", "direction", "predicted", "measured / predicted",
                "standard error", "z");
        int[] beyond = new int[1];
        double worst = 0;
        for (int scheme = 0; scheme < SCHEMES.size(); scheme++) {
            LayerRatio[] both = products(scheme, seeds, setting, widths, beyond);
            for (LayerRatio product : both) {
                worst = Math.max(worst, Math.abs(product.z()));
                products.add(SCHEMES.get(scheme).name(), product == both[0] ? "signal" : "gradient",
                        predicted(SCHEMES.get(scheme), product == both[0], widths), product.relative(),
                        product.standardError(), product.z());
            }
        }
        int single = SCHEMES.size() * 2 * seeds.size() * (widths.length - 1);
        boolean isChance = VarianceGate.forChecks(products.rows().size()).passes(worst);
        Verdict verdict = worst <= LIMIT ? Verdict.REPRODUCED : isChance ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text("%d products over %d layers, %d schemes forward and back: the farthest lies %.2f "
                + "standard errors from its formula, the limit being %.0f. Of the %d single layers %d lie beyond it; "
                + "chance alone would put some %.1f there.", products.rows().size(), widths.length - 1, SCHEMES.size(),
                worst, LIMIT, single, beyond[0], 0.0027 * single);
        String setup = "Linear layers of widths " + Figures.words(widths) + " without biases, " + BATCH
                + " inputs from N(0, 1), and a gradient from N(0, 1) at the end. Mean squares, because all means are 0."
                + " Given what enters a layer, its units are independent, so the scatter of their mean squares gives the"
                + " standard error of a layer's ratio; relative squares of these add up over the layers. Means over "
                + seeds.size() + " seeds, each scheme's by 1000 times its place further on.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds), List.of(products),
                List.of(figure(verdict, products)));
    }

    private static double predicted(Initializer scheme, boolean forward, int... widths) {
        double product = 1;
        for (int layer = 0; layer + 1 < widths.length; layer++)
            product *= LayerRatio.factor(scheme, forward, Matrix.allocate(widths[layer], widths[layer + 1]));
        return product;
    }

    /** Forward, and back. */
    private static LayerRatio[] products(int scheme, List<Long> seeds, Setting setting, int[] widths, int... beyond) {
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (long seed : seeds) {
            FirstStep step = FirstStep.ofNoise(Activation.IDENTITY, SCHEMES.get(scheme), BATCH,
                    seed + OWN_SEEDS * (scheme + 1), setting.execution(), widths);
            for (int direction = 0; direction < 2; direction++) {
                LayerRatio product = new LayerRatio(1, 0);
                for (int layer = 0; layer < step.layers(); layer++) {
                    LayerRatio ratio = LayerRatio.of(step, layer, direction == 0, SCHEMES.get(scheme));
                    beyond[0] += Math.abs(ratio.z()) > LIMIT ? 1 : 0;
                    product = ratio.behind(product);
                }
                sum[direction] += product.relative();
                squares[direction] += square(product.standardError());
            }
        }
        int count = seeds.size();
        return new LayerRatio[] {new LayerRatio(sum[0] / count, Math.sqrt(squares[0]) / count),
            new LayerRatio(sum[1] / count, Math.sqrt(squares[1]) / count)};
    }

    private static double square(double value) { return value * value; }

    /** Where the axis begins, as far below 1 as it ends above. */
    private static double low(Numbers products) {
        double reach = 0;
        for (List<Object> row : products.rows())
            reach = Math.max(reach, Math.abs((double) row.get(3) - 1) + LIMIT * (double) row.get(4));
        return 1 - 1.1 * reach;
    }

    private static Section.Figure figure(Verdict verdict, Numbers products) {
        List<Chart.Row> rows = new ArrayList<>();
        List<Chart.Point> signal = new ArrayList<>();
        List<Chart.Point> gradient = new ArrayList<>();
        for (int i = 0; i < products.rows().size(); i++) {
            List<Object> row = products.rows().get(i);
            if (i % 2 == 0) rows.add(new Chart.Row((String) row.get(0), "", null));
            double relative = (double) row.get(3);
            double error = LIMIT * (double) row.get(4);
            double lane = i / 2 + (i % 2 == 0 ? -0.16 : 0.16);
            (i % 2 == 0 ? signal : gradient).add(new Chart.Point(relative, lane, relative - error, relative + error,
                    null, Finding.text("%s, %s: %.3f of the formula, %.2f standard errors off", row.get(0), row.get(1),
                            relative, row.get(5))));
        }
        return new Section.Figure(
                verdict == Verdict.NOT ? "Not every scheme multiplies variances by what its formula says"
                        : "Every scheme multiplies variances by what its formula says",
                "Measured product over all layers, divided by the formula; bars are three standard errors.",
                Chart.rows(
                        new Chart.Axis("measured / predicted", Chart.Scale.LINEAR, low(products), 2 - low(products),
                                List.of()),
                        rows,
                        List.of(new Chart.Series("gradient", Style.number(1), Chart.Role.DOTS, gradient),
                                new Chart.Series("signal", Style.number(0), Chart.Role.DOTS, signal)),
                        1.0),
                Figures.table(products), true);
    }
}
