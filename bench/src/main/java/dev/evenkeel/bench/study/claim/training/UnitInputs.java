package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.page.Words;
import dev.evenkeel.bench.study.claim.Claim;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.claim.Verdict;
import dev.evenkeel.bench.study.data.BinaryShapes;
import dev.evenkeel.bench.study.data.BinaryValues;
import dev.evenkeel.bench.study.data.DataSet;
import java.util.ArrayList;
import java.util.List;

/** Figure 1 of the paper on batch normalisation: accuracy, and the inputs of one unit, over training. */
public final class UnitInputs implements Claim {
    /** With batch normalisation units have to move by less than this part of what they move without. */
    private static final double STEADY = 0.5;

    private static final int STEPS_OF_THE_PAPER = 50_000;

    @Override
    public String id() { return "unit-inputs"; }

    @Override
    public String title() { return "Inputs of one unit, with batch normalisation"; }

    @Override
    public String sentence() {
        return "With batch normalisation the distribution of what enters a sigmoid of the last hidden layer stays about the"
                + " same during training, where it wanders without; test accuracy is higher, and sooner so.";
    }

    @Override
    public String source() { return "Ioffe and Szegedy 2015, section 4.1 and figure 1"; }

    @Override
    public boolean readsDigits() {
        return true;
    }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(UnitCourse.LOOKS, 1500, STEPS_OF_THE_PAPER);
        int tested = setting.pick(50, 500, 10_000);
        List<Long> seeds = setting.seeds(setting.pick(1, 1, 3));
        DataSet data = setting.digits() == null ? BinaryShapes.dataSet(setting.seed())
                : BinaryValues.of(setting.digits());
        List<UnitCourse> without = new ArrayList<>();
        List<UnitCourse> with = new ArrayList<>();
        for (long seed : seeds) {
            without.add(UnitCourse.train(false, data, steps, tested, seed, setting.execution()));
            with.add(UnitCourse.train(true, data, steps, tested, seed, setting.execution()));
        }
        boolean isSteady = true;
        boolean isAhead = true;
        for (int i = 0; i < seeds.size(); i++) {
            isSteady &= with.get(i).movement() < STEADY * without.get(i).movement();
            isAhead &= with.get(i).end() > without.get(i).end() && with.get(i).mean() > without.get(i).mean();
        }
        Verdict verdict = isSteady && isAhead ? Verdict.REPRODUCED
                : isSteady || isAhead ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text(
                "Percentiles of a unit move by %s without batch normalisation and by %s with it. Test "
                        + "accuracy after %,d steps: %s and %s.",
                movement(without), movement(with), steps, accuracy(without),
                accuracy(with));
        String setup = Finding.text(
                """
                        %s, in black and white, 28 × 28; three hidden layers of 100 sigmoid units, weights from \
                        N(0, 0.01²), %,d steps of %d examples (the paper: %,d), learning rate %s (the paper names \
                        none). Percentiles 15, 50 and 85 of what a sigmoid is applied to, on %d test images. \
                        Movement: greatest less least of a percentile over all looks, mean over the three and over \
                        the %d units of the last hidden layer. Rule: steady is a movement below %.1f times that \
                        without. Reproduced: steady, and ahead both at the end and on average, in every seed. \
                        Partly: one of the two.%s%s""",
                setting.digits() == null ? "Shapeset-3×2 instead of MNIST, of which no folder was given"
                        : "MNIST",
                steps, UnitCourse.BATCH, STEPS_OF_THE_PAPER, UnitCourse.RATE, UnitCourse.EXAMPLES, UnitCourse.WIDTH,
                STEADY,
                setting.digits() == null ? " The paper's sentence is about MNIST: --data mnist:FOLDER." : "",
                steps < STEPS_OF_THE_PAPER ? " So short a training does not tell how a long one ends: --full." : "");
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds), numbers(without, with),
                figures(without, with, isAhead, steps));
    }

    private static String movement(List<UnitCourse> courses) {
        return Finding.text("%.2f", courses.stream().mapToDouble(UnitCourse::movement).average().orElse(0));
    }

    private static String accuracy(List<UnitCourse> courses) {
        if (courses.size() == 1) return Finding.text("%.1f %%", courses.getFirst().end());
        return Spread.of(courses.stream().map(UnitCourse::end).toList()).toString();
    }

    private static List<Numbers> numbers(List<UnitCourse> without, List<UnitCourse> with) {
        Numbers looks = Numbers.of("looks", "network", "seed", "step", "15th percentile", "median", "85th percentile",
                "accuracy in %");
        Numbers ends = Numbers.of("movements", "network", "seed", "movement", "accuracy at the end in %",
                "mean accuracy in %");
        for (List<UnitCourse> courses : List.of(without, with)) {
            for (UnitCourse course : courses) {
                for (UnitCourse.Look look : course.looks())
                    looks.add(course.name(), course.seed(), look.step(), look.percentiles()[0], look.percentiles()[1],
                            look.percentiles()[2], look.accuracy());
                ends.add(course.name(), course.seed(), course.movement(), course.end(), course.mean());
            }
        }
        return List.of(ends, looks);
    }

    private static List<Section.Figure> figures(List<UnitCourse> allWithout, List<UnitCourse> allWith,
            boolean isAhead, int steps) {
        UnitCourse without = allWithout.getFirst();
        UnitCourse with = allWith.getFirst();
        Chart.Axis x = new Chart.Axis("steps", Chart.Scale.LINEAR, 0.0, (double) steps, List.of());
        double least = Math.floor(Math.min(without.least(), with.least()));
        double greatest = Math.ceil(Math.max(without.greatest(), with.greatest()));
        Chart.Axis y = new Chart.Axis("input of the unit", Chart.Scale.LINEAR, least, greatest, List.of());
        Table table = new Table("network", "accuracy at the end in %", "mean accuracy in %", "movement");
        List<Chart.Series> curves = new ArrayList<>();
        for (List<UnitCourse> courses : List.of(allWithout, allWith)) {
            curves.add(new Chart.Series(courses.getFirst().name(), Style.number(curves.size()), Chart.Role.BAND,
                    UnitCourse.accuracies(courses)));
            for (UnitCourse course : courses)
                table.add(course.name() + ", seed " + course.seed(), Words.number(course.end()),
                        Words.number(course.mean()), Words.number(course.movement()));
        }
        return List.of(
                unit("Without batch normalisation percentiles move by " + movement(allWithout), without, x, y),
                unit("With batch normalisation by " + movement(allWith), with, x, y),
                new Section.Figure(isAhead ? "Test accuracy is higher with batch normalisation, and sooner so"
                        : "Test accuracy over training",
                        "Mean over the seeds; bands reach from the least to"
                                + " the greatest.",
                        Chart.plane(x, new Chart.Axis("accuracy in %", Chart.Scale.LINEAR, 0.0, null, List.of()),
                                curves),
                        table, true));
    }

    private static Section.Figure unit(String title, UnitCourse course, Chart.Axis x, Chart.Axis y) {
        List<Chart.Point> points = new ArrayList<>();
        Table table = new Table("step", "15th percentile", "median", "85th percentile");
        for (UnitCourse.Look look : course.looks()) {
            double[] all = look.percentiles();
            points.add(new Chart.Point((double) look.step(), all[1], all[0], all[2], null,
                    Finding.text("step %,d: %.2f, %.2f, %.2f", look.step(), all[0], all[1], all[2])));
            table.add(Finding.text("%,d", look.step()), Words.number(all[0]), Words.number(all[1]),
                    Words.number(all[2]));
        }
        return new Section.Figure(title,
                "Median of what the first unit of the last hidden layer is applied to; the band"
                        + " reaches from the 15th to the 85th percentile. Both charts have the same axes.",
                Chart.plane(x, y, List.of(new Chart.Series("median", Style.number(course.isNormalised() ? 1 : 0),
                        Chart.Role.BAND, points))),
                table, false);
    }
}
