package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.CostSurface;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Perceptron;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.QuadraticCost;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.util.ArrayList;
import java.util.List;

/** Figure 5: the quadratic cost has plateaus where cross-entropy is steep. */
public final class CostSurfaces implements Claim {
    /** Below this share of the steepest gradient a place is flat. */
    private static final double FLAT = 0.01;

    private static final double REACH = 15;
    private static final int INPUTS = 5;
    private static final int HIDDEN = 3;
    private static final int CLASSES = 2;
    private static final int EXAMPLES = 10;

    @Override
    public String id() { return "cost-surfaces"; }

    @Override
    public String title() { return "Plateaus of the quadratic cost"; }

    @Override
    public String sentence() {
        return "As a function of one weight in each layer, the quadratic cost behind a softmax has plateaus that"
                + " cross-entropy has not, or to a lesser degree.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.1 and figure 5"; }

    @Override
    public Finding examine(Setting setting) {
        int points = setting.pick(11, 41, 41);
        List<Long> seeds = setting.seeds(setting.pick(2, 20, 100));
        Numbers shares = Numbers.of("flat-shares", "seed", "cross-entropy", "quadratic cost");
        CostSurface first = null;
        CostSurface second = null;
        double crossEntropy = 0;
        double quadratic = 0;
        int more = 0;
        for (long seed : seeds) {
            CostSurface entropy = surface(CrossEntropy.mean(), seed, points, setting.execution());
            CostSurface square = surface(QuadraticCost.mean(), seed, points, setting.execution());
            if (first == null) {
                first = entropy;
                second = square;
            }
            crossEntropy += entropy.flatShare(FLAT) / seeds.size();
            quadratic += square.flatShare(FLAT) / seeds.size();
            more += square.flatShare(FLAT) > entropy.flatShare(FLAT) ? 1 : 0;
            shares.add(seed, entropy.flatShare(FLAT), square.flatShare(FLAT));
        }
        Numbers costs = Numbers.of("surface", "first weight", "second weight", "cross-entropy", "quadratic cost");
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++)
                costs.add(first.value(i), first.value(j), first.cost()[i][j], second.cost()[i][j]);
        }
        boolean seen = quadratic > crossEntropy && more > seeds.size() * 0.75;
        Verdict verdict = seen ? Verdict.REPRODUCED : quadratic > crossEntropy ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "Gradient below 1 %% of the steepest on %.0f %% of the surface of the quadratic cost"
                        + " and on %.0f %% of that of cross-entropy; more on the quadratic cost in %d of %d networks.",
                100 * quadratic, 100 * crossEntropy, more, seeds.size());
        String setup = Finding.text("Networks %d–%d–%d with tanh, softmax outputs, %d inputs from N(0, 1) with random "
                + "classes, normalised weights; one weight of each layer goes from −%.0f to %.0f on a grid of %d × %d. "
                + "Gradients are those over the two weights, by differences on the grid. Means over %d seeds.", INPUTS,
                HIDDEN, CLASSES, EXAMPLES, REACH, REACH, points, points, seeds.size());
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds), List.of(shares, costs),
                List.of(figure("Cross-entropy", first, shares),
                        figure("Quadratic cost", second, shares)));
    }

    private static CostSurface surface(ClassificationLoss loss, long seed, int points, Execution execution) {
        RandomStream.Seed streams = Setting.streams(seed);
        Parameters parameters = Parameters.draw(
                Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, INPUTS, HIDDEN, CLASSES), streams,
                execution);
        Perceptron perceptron = new Perceptron(parameters, EXAMPLES, execution);
        Sampling.fill(perceptron.x(), Distribution.normal(0, 1), streams.stream("inputs"), execution);
        int[] labels = new int[EXAMPLES];
        RandomStream classes = streams.stream("classes");
        for (int i = 0; i < EXAMPLES; i++) labels[i] = classes.below(CLASSES, i);
        Matrix below = parameters.layer(0).weights();
        Matrix above = parameters.layer(1).weights();
        return CostSurface.of((first, second) -> {
            below.set(0, 0, (float) first);
            above.set(0, 0, (float) second);
            return loss.value(perceptron.forward(), labels, execution);
        }, -REACH, REACH, points);
    }

    private static Section.Figure figure(String title, CostSurface surface, Numbers shares) {
        int points = surface.cost().length;
        List<Double> values = new ArrayList<>();
        for (int second = 0; second < points; second++) {
            for (int first = 0; first < points; first++) values.add(surface.cost()[first][second]);
        }
        return new Section.Figure(
                Finding.text("%s: %.0f %% of the surface is flat", title, 100 * surface.flatShare(FLAT)),
                "Strong colour: high cost. Flat: a gradient below 1 % of the steepest.",
                Chart.map(new Chart.Axis("weight of the first layer", Chart.Scale.LINEAR, -REACH, REACH, List.of()),
                        new Chart.Axis("weight of the second layer", Chart.Scale.LINEAR, -REACH, REACH, List.of()),
                        new Chart.Grid(points, values)),
                Figures.table(shares), false);
    }
}
