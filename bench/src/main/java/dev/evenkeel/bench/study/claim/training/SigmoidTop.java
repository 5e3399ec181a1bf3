package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Observation;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** Figure 2: the last hidden layer of a deep sigmoid network is pushed to 0. */
public final class SigmoidTop implements Claim {
    private static final int HIDDEN = 4;
    private static final int EXAMPLES = 300;
    private static final int LOOKS = 40;
    private static final Trial.Task TASK = Trial.Task.SHAPESET;

    /** A mean below counts as pushed to 0. */
    private static final double SATURATED = 0.1;

    @Override
    public String id() { return "sigmoid"; }

    @Override
    public String title() { return "Sigmoid's last hidden layer"; }

    @Override
    public String sentence() {
        return "In a deep network of sigmoids with standard weights the last hidden layer is driven to 0 soon and stays"
                + " there for long, while the layers below have means above 0.5 that fall from the output to the input.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 3.1 and figure 2"; }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(40, 10_000, 100_000);
        int width = setting.pick(20, 100, 200);
        double rate = 0.1;
        Numbers numbers = Numbers.of("activations", "update", "layer", "mean", "standard deviation");
        double[][] means = new double[LOOKS + 1][HIDDEN];
        double[][] deviations = new double[LOOKS + 1][HIDDEN];
        Trial trial = new Trial(Architecture.of(Activation.SIGMOID, VarianceScaling.GLOROT_STANDARD,
                TASK.widths(HIDDEN, width)), TASK, steps, rate);
        Observation[] observation = new Observation[1];
        Trial.Outcome outcome = trial.run(setting.seed(), setting.execution(), (step, parameters) -> {
            if (step % (steps / LOOKS) != 0) return;
            if (observation[0] == null) {
                observation[0] = new Observation(parameters, EXAMPLES, setting.execution());
                TASK.training(~setting.seed()).read(0, observation[0].x(), new int[EXAMPLES], setting.execution());
            }
            observation[0].forward();
            int look = step / (steps / LOOKS);
            for (int layer = 0; layer < HIDDEN; layer++) {
                Statistics statistics = Statistics.of(observation[0].output(layer));
                means[look][layer] = statistics.mean();
                deviations[look][layer] = statistics.standardDeviation();
                numbers.add(step, layer + 1, statistics.mean(), statistics.standardDeviation());
            }
        });
        int first = LOOKS + 1;
        for (int look = LOOKS; look >= 0; look--) first = means[look][HIDDEN - 1] < SATURATED ? look : first;
        double last = means[LOOKS][HIDDEN - 1];
        double lowest = 1;
        for (double[] look : means) lowest = Math.min(lowest, look[HIDDEN - 1]);
        boolean isPushed = first <= LOOKS;
        double[] below = means[isPushed ? first : LOOKS];
        boolean rises = below[0] > 0.49;
        for (int layer = 1; layer + 1 < HIDDEN; layer++) rises &= below[layer] > below[layer - 1];
        Verdict verdict = isPushed && rises ? Verdict.REPRODUCED : isPushed ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "Mean of the last hidden layer: 0.5 at the start, %.3f at the lowest, %.3f after %,d "
                        + "updates%s; the layers below it had %.2f, %.2f and %.2f then. Test accuracy %.1f %%.",
                lowest, last,
                steps, isPushed ? Finding.text(", first below 0.1 after %,d", first * (steps / LOOKS)) : "", below[0],
                below[1], below[2], outcome.accuracy());
        String setup = Finding.text(
                "Network 1024–%d×%d–9 with standard weights on %s, updates of %d examples, learning rate "
                        + "%.2f; activations on %d other images.",
                width, HIDDEN, TASK.words(), Trial.BATCH, rate,
                EXAMPLES);
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)), List.of(numbers),
                List.of(figure(isPushed, means, deviations, steps, numbers)));
    }

    private static Section.Figure figure(boolean isPushed, double[][] means, double[][] deviations, int steps,
            Numbers numbers) {
        List<Chart.Series> series = new ArrayList<>();
        for (int layer = 0; layer < HIDDEN; layer++) {
            List<Chart.Point> points = new ArrayList<>();
            for (int look = 0; look <= LOOKS; look++) {
                double mean = means[look][layer];
                double deviation = deviations[look][layer];
                points.add(new Chart.Point((double) look * (steps / LOOKS), mean, mean - deviation, mean + deviation,
                        null, Finding.text("layer %d, update %,d: %.3f ± %.3f", layer + 1, look * (steps / LOOKS), mean,
                                deviation)));
            }
            series.add(new Chart.Series("layer " + (layer + 1), Style.number(layer), Chart.Role.BAND, points));
        }
        return new Section.Figure("The last hidden layer of sigmoids is " + (isPushed ? "" : "not ") + "pushed to 0",
                "Mean activation of each hidden layer; bands reach one standard deviation up and down, over examples and units.",
                Chart.plane(new Chart.Axis("updates", Chart.Scale.LINEAR, 0.0, (double) steps, List.of()),
                        new Chart.Axis("activation", Chart.Scale.LINEAR, 0.0, 1.0, List.of()), series),
                new Table(numbers.columns(), numbers.shown()), true);
    }
}
