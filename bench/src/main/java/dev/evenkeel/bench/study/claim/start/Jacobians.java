package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.SingularValues;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** A layer's Jacobian has mean singular value 0.5 with standard weights and 0.8 with normalised ones. */
public final class Jacobians implements Claim {
    private static final List<Initializer> SCHEMES =
            List.of(VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM);
    private static final double[] THEORY = {SingularValues.OF_SQUARE / Math.sqrt(3), SingularValues.OF_SQUARE};
    private static final double[] PAPER = {0.5, 0.8};

    /** Of the linear part. */
    private static final double TOLERANCE = 0.01;

    /** The paper gives one digit. */
    private static final double DIGIT = 0.05;

    @Override
    public String id() { return "jacobians"; }

    @Override
    public String title() { return "Mean singular values of Jacobians"; }

    @Override
    public String sentence() {
        return "At the start the mean singular value of a layer's Jacobian is around 0.8 with normalised weights and"
                + " around 0.5 with standard ones. For the linear part theory says 8/(3π)·√(n·Var): 0.8488 and 0.4901.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.2.2; the formula: Marchenko and Pastur 1967"; }

    @Override
    public boolean isPromise() { return true; }

    @Override
    public Finding examine(Setting setting) {
        int width = setting.pick(100, 500, 1000);
        int examples = setting.pick(1, 1, 3);
        int[] widths = {1024, width, width, width, 9};
        List<Long> seeds = setting.seeds(setting.pick(1, 2, 3));
        Numbers numbers = Numbers.of("singular-values", "scheme", "part", "mean singular value", "theory or paper");
        double[] linear = new double[SCHEMES.size()];
        double[] tanh = new double[SCHEMES.size()];
        for (int i = 0; i < SCHEMES.size(); i++) {
            for (long seed : seeds) {
                FirstStep step = FirstStep.ofImages(Activation.TANH, SCHEMES.get(i), FirstStep.EXAMPLES, seed,
                        setting.execution(), widths);
                for (int layer = 1; layer < step.layers() - 1; layer++) {
                    double share = 1.0 / seeds.size() / (step.layers() - 2);
                    linear[i] += share * SingularValues.meanOfJacobian(step.weights(layer), Activation.IDENTITY,
                            step.observation().preActivation(layer), 0);
                    for (int example = 0; example < examples; example++)
                        tanh[i] += share / examples
                                * SingularValues.meanOfJacobian(step.weights(layer), Activation.TANH,
                                        step.observation().preActivation(layer), example);
                }
            }
            numbers.add(SCHEMES.get(i).name(), "weights alone", linear[i], THEORY[i]);
            numbers.add(SCHEMES.get(i).name(), "with tanh, at an image", tanh[i], PAPER[i]);
        }
        double off = Math.max(Math.abs(linear[0] / THEORY[0] - 1), Math.abs(linear[1] / THEORY[1] - 1));
        boolean paper = Math.abs(tanh[0] - PAPER[0]) <= DIGIT && Math.abs(tanh[1] - PAPER[1]) <= DIGIT;
        Verdict verdict = off > TOLERANCE ? Verdict.NOT : paper ? Verdict.REPRODUCED : Verdict.PARTLY;
        String reason = Finding.text(
                "Weights alone: %.4f and %.4f, at most %.2f %% from theory (limit 1 %%). With tanh "
                        + "%.3f and %.3f; the paper has around 0.5 and 0.8.",
                linear[0], linear[1], 100 * off, tanh[0],
                tanh[1]);
        String setup = "Networks " + Figures.words(widths) + " with tanh and images of Shapeset-3×2: Jacobians of "
                + "the square layers, at " + Counted.of(examples, "image")
                + " each; singular values in float64 by EJML. Means over "
                + seeds.size() + " seeds and " + (widths.length - 3) + " layers.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds), List.of(numbers),
                List.of(figure(linear, tanh, numbers)));
    }

    private static Section.Figure figure(double[] linear, double[] tanh, Numbers numbers) {
        List<Chart.Row> rows = new ArrayList<>();
        List<Chart.Point> measured = new ArrayList<>();
        List<Chart.Point> expected = new ArrayList<>();
        for (int i = 0; i < SCHEMES.size(); i++) {
            for (int part = 0; part < 2; part++) {
                double value = part == 0 ? linear[i] : tanh[i];
                double wanted = part == 0 ? THEORY[i] : PAPER[i];
                int row = rows.size();
                rows.add(new Chart.Row((i == 0 ? "standard, " : "normalised, ")
                        + (part == 0 ? "weights alone" : "with tanh"), Finding.text("%.3f", value), null));
                measured.add(new Chart.Point(value, row, null, Finding.text("measured %.4f", value)));
                expected.add(new Chart.Point(wanted, row, null,
                        Finding.text(part == 0 ? "theory %.4f" : "paper: around %.1f", wanted)));
            }
        }
        return new Section.Figure(
                Finding.text("With standard weights a layer shrinks a gradient to %.2f, with normalised ones to %.2f",
                        tanh[0],
                        tanh[1]),
                "Mean singular value of a layer's Jacobian before training.",
                Chart.rows(new Chart.Axis("mean singular value", Chart.Scale.LINEAR, 0.4, 1.0, List.of()), rows,
                        List.of(new Chart.Series("theory, or the paper's figure", Style.PLAIN, Chart.Role.BARRIER,
                                expected),
                                new Chart.Series("measured", Style.number(0), Chart.Role.DOTS, measured)),
                        null),
                Figures.table(numbers), true);
    }

    /** The paper's two figures are no promise of ours: only the formula for the weights is. */
    @Override
    public boolean isKept(Finding finding) {
        return finding.verdict() != Verdict.NOT;
    }
}
