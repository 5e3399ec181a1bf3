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
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** Deep rectifier networks need √(2/n): half of the variance is lost in each layer with 1/√n, nearly all with 0.01. */
public final class DeepRelu implements Claim {
    private static final int[] DEPTHS = {10, 30, 50};
    private static final double[] RATES = {0.03, 0.01};
    private static final List<Initializer> SCHEMES = List.of(FixedDistribution.SMALL_RANDOM,
            VarianceScaling.LECUN_NORMAL, VarianceScaling.HE_NORMAL);
    private static final List<String> NAMES = List.of("0.01", "1/√n", "√(2/n)");
    private static final Trial.Task TASK = Trial.Task.CLUSTERS;
    private static final int EXAMPLES = 300;

    /** So many percent above guessing count as trained. */
    private static final double LEARNT = 10;

    @Override
    public String id() { return "deep-relu"; }

    @Override
    public String title() { return "Depth 10, 30, 50 with ReLU"; }

    @Override
    public String sentence() {
        return "Weights that are too small starve deep layers. With ReLU, a deviation of 1/√n loses half of the variance"
                + " a layer, so that a network of thirty layers stalls; √(2/n) keeps it, and trains.";
    }

    @Override
    public String source() { return "He et al. 2015, section 2.2; CS231n, Neural networks part 2"; }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(30, 2000, 10_000);
        int width = setting.pick(16, 64, 100);
        List<Long> seeds = setting.seeds(setting.pick(1, 3, 5));
        Numbers signals = Numbers.of("signal", "first weights", "layer", "mean square of the sums");
        Accuracies accuracies = new Accuracies();
        Spread[][] trained = new Spread[DEPTHS.length][SCHEMES.size()];
        for (int depth = 0; depth < DEPTHS.length; depth++) {
            int[] widths = TASK.widths(DEPTHS[depth], width);
            // What fails in the shallowest network is not trained in deeper ones.
            for (int scheme = depth == 0 ? 0 : 1; scheme < SCHEMES.size(); scheme++) {
                Architecture architecture = Architecture.of(Activation.RELU, SCHEMES.get(scheme), widths);
                trained[depth][scheme] = accuracies.add("depth " + DEPTHS[depth] + ", " + NAMES.get(scheme),
                        best(architecture, steps, seeds, setting));
            }
        }
        double guess = 100.0 / Clusters.CLASSES + LEARNT;
        boolean starves = trained[0][0].greatest() < guess;
        boolean stalls = trained[1][1].greatest() < guess && trained[1][2].least() > guess;
        boolean shallow = trained[0][1].least() > guess;
        Verdict verdict = starves && stalls && shallow ? Verdict.REPRODUCED
                : starves || stalls ? Verdict.PARTLY : Verdict.NOT;
        List<Section.Figure> figures =
                List.of(figure(signals, setting, TASK.widths(DEPTHS[DEPTHS.length - 1], width)),
                        accuracies.figure(Finding.text("After %,d updates%s", steps,
                                stalls ? ": at depth 30 only √(2/n) has learnt" : ""),
                                "Test accuracy with the better of two learning rates.", 100.0 / Clusters.CLASSES));
        String reason = Finding.text(
                "Depth 10: 0.01 %s, 1/√n %s, √(2/n) %s. Depth 30: 1/√n %s, √(2/n) %s. Depth 50: %s "
                        + "and %s. Guessing has %.1f %%.",
                trained[0][0], trained[0][1], trained[0][2], trained[1][1],
                trained[1][2], trained[2][1], trained[2][2], 100.0 / Clusters.CLASSES);
        String setup = Finding.text(
                "Hidden layers of %d units on %s (%d inputs, %d classes), %,d updates of %d examples; of "
                        + "the learning rates 0.03 and 0.01 the one with the better mean over %d seeds.",
                width, TASK.words(),
                Clusters.INPUTS, Clusters.CLASSES, steps, Trial.BATCH, seeds.size());
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds),
                List.of(accuracies.numbers(), signals), figures);
    }

    private static List<Double> best(Architecture architecture, int steps, List<Long> seeds, Setting setting) {
        List<Double> best = null;
        for (double rate : RATES) {
            List<Double> found = new Trial(architecture, TASK, steps, rate).accuracies(seeds, setting.execution());
            if (best == null || Spread.of(found).mean() > Spread.of(best).mean()) best = found;
        }
        return best;
    }

    /** The signal at the start, layer by layer of the deepest network. */
    private static Section.Figure figure(Numbers signals, Setting setting, int... widths) {
        List<Chart.Series> series = new ArrayList<>();
        Table table = new Table("first weights", "layer 1", "layer 10", "layer 30", "layer 50");
        for (int scheme = 0; scheme < SCHEMES.size(); scheme++) {
            Parameters parameters = Parameters.draw(Architecture.of(Activation.RELU, SCHEMES.get(scheme), widths),
                    Setting.streams(setting.seed()), setting.execution());
            Observation observation = new Observation(parameters, EXAMPLES, setting.execution());
            TASK.training(setting.seed()).read(0, observation.x(), new int[EXAMPLES], setting.execution());
            observation.forward();
            List<Chart.Point> points = new ArrayList<>();
            double[] squares = new double[widths.length - 2];
            for (int layer = 0; layer < squares.length; layer++) {
                squares[layer] = Statistics.of(observation.preActivation(layer)).meanSquare();
                signals.add(NAMES.get(scheme), layer + 1, squares[layer]);
                if (squares[layer] < 1e-20) continue;
                points.add(new Chart.Point(layer + 1, squares[layer], null,
                        Finding.text("layer %d, %s: %.3g", layer + 1, NAMES.get(scheme), squares[layer])));
            }
            table.add(NAMES.get(scheme), Finding.text("%.2g", squares[0]), Finding.text("%.2g", squares[9]),
                    Finding.text("%.2g", squares[29]), Finding.text("%.2g", squares[49]));
            series.add(new Chart.Series(NAMES.get(scheme), Style.number(scheme), Chart.Role.CURVE, points));
        }
        return new Section.Figure("Before training: √(2/n) keeps the signal through fifty layers",
                "Mean square of the sums before the activation. A line that falls below 10⁻²⁰ ends there.",
                Chart.plane(new Chart.Axis("layer", Chart.Scale.LINEAR, 1.0, 50.0, List.of()),
                        new Chart.Axis("mean square", Chart.Scale.LOG10), series),
                table, true);
    }
}
