package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.observe.DistinctUnits;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.init.Constant;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** Equal weights stay equal: to the bit, because each unit's sums are taken in the same order. */
public final class ZeroWeights implements Claim {
    private static final int HIDDEN = 3;
    private static final List<Activation> ACTIVATIONS =
            List.of(Activation.TANH, Activation.SIGMOID, Activation.RELU);
    private static final List<Initializer> SCHEMES =
            List.of(Constant.ZEROS, Constant.of(0.05f), VarianceScaling.GLOROT_UNIFORM);

    @Override
    public String id() { return "zero-weights"; }

    @Override
    public String title() { return "All-zero weights"; }

    @Override
    public String sentence() {
        return "If all weights start at zero, all units of a layer compute the same, get the same gradient and the same"
                + " update: nothing ever makes them differ.";
    }

    @Override
    public String source() { return "CS231n, Neural networks part 2, Weight initialization"; }

    @Override
    public boolean isPromise() { return true; }

    @Override
    public Finding examine(Setting setting) {
        int width = setting.pick(20, 100, 100);
        int steps = setting.pick(20, 1000, 10_000);
        Trial.Task task = Trial.Task.SHAPESET;
        Numbers numbers = Numbers.of("distinct-units", "first weights", "activation", "layer 1", "layer 2", "layer 3",
                "accuracy in %");
        List<Chart.Row> rows = new ArrayList<>();
        List<Chart.Point> points = new ArrayList<>();
        int most = 0;
        int least = width;
        for (Initializer scheme : SCHEMES) {
            for (Activation activation : ACTIVATIONS) {
                Trial.Outcome outcome = new Trial(Architecture.of(activation, scheme, task.widths(HIDDEN, width)), task,
                        steps, 0.05).run(setting.seed(), setting.execution());
                int[] units = new int[HIDDEN];
                for (int layer = 0; layer < HIDDEN; layer++)
                    units[layer] = DistinctUnits.columns(outcome.parameters().layer(layer).weights());
                boolean areEqual = scheme instanceof Constant;
                for (int count : units) {
                    most = areEqual ? Math.max(most, count) : most;
                    least = areEqual ? least : Math.min(least, count);
                }
                numbers.add(scheme.name(), activation.name(), units[0], units[1], units[2], outcome.accuracy());
                points.add(new Chart.Point(units[HIDDEN - 1], rows.size(), null,
                        Finding.text("%d, %d and %d distinct units in the three layers", units[0], units[1],
                                units[2])));
                rows.add(new Chart.Row(scheme.name() + ", " + activation.name(),
                        Finding.text("%d of %d", units[HIDDEN - 1], width), null));
            }
        }
        Verdict verdict = most == 1 ? Verdict.REPRODUCED : Verdict.NOT;
        String reason = Finding.text("After %,d updates the layers that began with equal weights have %s "
                + "of %d, compared bit by bit; layers with random weights have at least %d.", steps,
                Counted.of(most, "distinct unit"), width, least);
        String setup =
                Finding.text("Networks 1024–%d–%d–%d–9 on %s, %,d updates of %d examples, learning rate 0.05, biases"
                        + " 0. Equal weights of 0.05 are beside zeros because with zeros and tanh or ReLU no hidden"
                        + " layer moves at all.", width, width, width, task.words(), steps, Trial.BATCH);
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)), List.of(numbers),
                List.of(new Section.Figure(
                        most == 1 ? "Units that begin equal stay equal" : "Units that begin equal become different",
                        "Distinct units of the third hidden"
                                + " layer behind the last update.",
                        Chart.rows(new Chart.Axis("distinct units", Chart.Scale.LINEAR, 0.0, (double) width, List.of()),
                                rows, List.of(new Chart.Series("units", Style.number(0), Chart.Role.DOTS, points)),
                                1.0),
                        new Table(numbers.columns(), numbers.shown()), true)));
    }
}
