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
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether the quadratic cost's plateaus harm training: the same networks and seeds with both costs. */
public final class CostTraining implements Claim {
    private static final int HIDDEN = 5;
    private static final int LOOKS = 10;
    private static final double[] RATES = {0.3, 0.1, 0.03, 0.01};

    /** Standard errors of the difference that count as one. */
    private static final double LIMIT = 3;

    /** Points that count as much worse. */
    private static final double MUCH = 5;

    @Override
    public String id() { return "cost-training"; }

    @Override
    public String title() { return "Training with the quadratic cost"; }

    @Override
    public String sentence() {
        return "Behind a softmax, cross-entropy trains classifiers much better than the quadratic cost, whose plateaus hold"
                + " training up.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.1"; }

    /** Test accuracies in percent with the best rate: of each seed at each look, the last one at the end. */
    private record Course(Trial.Task task, Cost cost, double rate, double[][] accuracies) {
        List<Double> ends() {
            List<Double> ends = new ArrayList<>();
            for (double[] seed : accuracies) ends.add(seed[LOOKS]);
            return ends;
        }

        double mean() {
            return ends().stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        String name() {
            return (cost == Cost.CROSS_ENTROPY ? "cross-entropy" : "quadratic cost") + ", "
                    + (task == Trial.Task.SHAPESET ? "shapes" : "points");
        }
    }

    @Override
    public Finding examine(Setting setting) {
        int steps = setting.pick(LOOKS, 1000, 10_000);
        int width = setting.pick(16, 64, 100);
        List<Long> seeds = setting.seeds(setting.pick(2, 3, 5));
        Accuracies accuracies = new Accuracies();
        Numbers rates = Numbers.of("rates", "task", "cost", "learning rate", "mean accuracy in %");
        List<Course> courses = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        int worse = 0;
        int much = 0;
        for (Trial.Task task : Trial.Task.values()) {
            Course[] both = new Course[2];
            Spread[] spreads = new Spread[2];
            for (Cost cost : Cost.values()) {
                both[cost.ordinal()] = best(task, cost, steps, width, seeds, rates, setting);
                spreads[cost.ordinal()] =
                        accuracies.add(both[cost.ordinal()].name(), both[cost.ordinal()].ends());
                courses.add(both[cost.ordinal()]);
            }
            double lead = spreads[0].mean() - spreads[1].mean();
            double error = Math.sqrt((spreads[0].deviation() * spreads[0].deviation()
                    + spreads[1].deviation() * spreads[1].deviation()) / seeds.size());
            if (lead > LIMIT * error) worse++;
            if (lead > LIMIT * error && lead > MUCH) much++;
            parts.add(Finding.text(
                    "%s: cross-entropy %s at rate %s, quadratic cost %s at rate %s, a lead of %.1f points "
                            + "with a standard error of %.1f",
                    task == Trial.Task.SHAPESET ? "Shapes" : "Points", spreads[0],
                    both[0].rate, spreads[1], both[1].rate, lead, error));
        }
        int tasks = Trial.Task.values().length;
        Verdict verdict = much == tasks ? Verdict.REPRODUCED : worse > 0 ? Verdict.PARTLY : Verdict.NOT;
        String reason = String.join(". ", parts) + ".";
        String setup = Finding.text(
                """
                        Networks of %d hidden layers of %d tanh units with normalised weights, %,d updates of %d \
                        examples; each cost with the best of the rates 0.3, 0.1, 0.03 and 0.01 by mean accuracy \
                        over %d seeds, which share weights and examples. Rule: worse is a lead of more than %.0f \
                        standard errors, much worse also of more than %.0f points. Reproduced: much worse on points \
                        around 64 centres and on Shapeset-3×2. Partly: worse on one of them.""",
                HIDDEN, width, steps, Trial.BATCH, seeds.size(), LIMIT,
                MUCH);
        String title = much == tasks ? "The quadratic cost trains much worse"
                : worse > 0 ? "The quadratic cost trains somewhat worse" : "The quadratic cost trains as well";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds),
                List.of(accuracies.numbers(), rates, numbers(courses, seeds, steps)),
                List.of(accuracies.figure(title,
                        "Test accuracy at the end. On points guessing has 12.5 %, on shapes 16.7 %.", 100 / 6.0),
                        curves(courses, steps)));
    }

    private static Course best(Trial.Task task, Cost cost, int steps, int width, List<Long> seeds, Numbers rates,
            Setting setting) {
        Architecture architecture =
                Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, task.widths(HIDDEN, width));
        Course best = null;
        for (double rate : Arrays.copyOf(RATES, setting.pick(1, RATES.length, RATES.length))) {
            Trial trial = new Trial(architecture, task, steps, rate, cost);
            double[][] accuracies = new double[seeds.size()][LOOKS + 1];
            for (int i = 0; i < accuracies.length; i++) {
                long seed = seeds.get(i);
                double[] its = accuracies[i];
                trial.run(seed, setting.execution(), (step, parameters) -> {
                    if (step % (steps / LOOKS) == 0)
                        its[step / (steps / LOOKS)] = trial.accuracy(parameters, seed, setting.execution());
                });
            }
            Course course = new Course(task, cost, rate, accuracies);
            rates.add(task == Trial.Task.SHAPESET ? "shapes" : "points", cost.toString(), rate, course.mean());
            if (best == null || course.mean() > best.mean()) best = course;
        }
        return best;
    }

    private static Numbers numbers(List<Course> courses, List<Long> seeds, int steps) {
        Numbers numbers = Numbers.of("curves", "network", "seed", "update", "accuracy in %");
        for (Course course : courses) {
            for (int i = 0; i < seeds.size(); i++) {
                for (int look = 0; look <= LOOKS; look++)
                    numbers.add(course.name(), seeds.get(i), look * (steps / LOOKS), course.accuracies[i][look]);
            }
        }
        return numbers;
    }

    private static Section.Figure curves(List<Course> courses, int steps) {
        List<Chart.Series> series = new ArrayList<>();
        Table table = new Table("network", "rate", "after a fifth", "after half", "at the end");
        for (Course course : courses) {
            List<Chart.Point> points = new ArrayList<>();
            List<Spread> spreads = new ArrayList<>();
            for (int look = 0; look <= LOOKS; look++) {
                int its = look;
                Spread spread = Spread.of(Arrays.stream(course.accuracies).map(seed -> seed[its]).toList());
                spreads.add(spread);
                points.add(new Chart.Point((double) look * (steps / LOOKS), spread.mean(), spread.least(),
                        spread.greatest(), null,
                        Finding.text("%s, update %,d: %s", course.name(), look * (steps / LOOKS), spread)));
            }
            series.add(new Chart.Series(course.name(), Style.number(series.size()), Chart.Role.BAND, points));
            table.add(course.name(), course.rate, spreads.get(LOOKS / 5), spreads.get(LOOKS / 2), spreads.get(LOOKS));
        }
        return new Section.Figure("The way there",
                "Mean test accuracy over the seeds; bands reach from the least to the"
                        + " greatest.",
                Chart.plane(new Chart.Axis("updates", Chart.Scale.LINEAR, 0.0, (double) steps, List.of()),
                        new Chart.Axis("accuracy in %", Chart.Scale.LINEAR, 0.0, 100.0, List.of()), series),
                table, true);
    }
}
