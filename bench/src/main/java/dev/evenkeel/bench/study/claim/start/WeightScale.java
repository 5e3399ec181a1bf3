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
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights too small, right, too large: the one picture that everybody understands, with a slider. */
public final class WeightScale implements Claim {
    private static final int DEPTH = 10;
    private static final int BATCH = 256;

    /** Powers of √2, from an eighth to eight times 1/√n. */
    private static final int REACH = 6;

    /** What would be ±∞ on the axis stays on it. */
    private static final double FLOOR = 1e-10;

    /** Deviations by layer, of activations and of gradients relative to the last layer's. */
    private record Course(double scale, double[] activations, double[] gradients, double saturated) {}

    @Override
    public String id() { return "weight-scale"; }

    @Override
    public String title() { return "Too small, right, too large"; }

    @Override
    public String sentence() {
        return "Weights that are too small make activations and gradients vanish from layer to layer; with tanh, weights"
                + " that are too large saturate the units. A standard deviation of 1/√n is between the two.";
    }

    @Override
    public String source() { return "CS231n, Neural networks part 2; Glorot and Bengio 2010, sections 3 and 4"; }

    @Override
    public Finding examine(Setting setting) {
        int[] widths = new int[DEPTH + 1];
        Arrays.fill(widths, setting.pick(40, 256, 1000));
        Numbers numbers = Numbers.of("weight-scale", "deviation × √n", "layer", "deviation of activations",
                "deviation of gradients, relative");
        List<Course> courses = new ArrayList<>();
        for (int power = -REACH; power <= REACH; power++) {
            Course course = course(StrictMath.pow(2, power / 2.0), setting, widths);
            courses.add(course);
            for (int layer = 0; layer < DEPTH - 1; layer++)
                numbers.add(course.scale, layer + 1,
                        course.activations[layer], course.gradients[layer]);
        }
        Course small = courses.getFirst();
        Course right = courses.get(REACH);
        Course large = courses.getLast();
        boolean vanishes = small.activations[DEPTH - 2] < 1e-4 && small.gradients[0] < 1e-4;
        boolean saturates = large.saturated > 0.5;
        boolean between = right.activations[DEPTH - 2] > 0.1 && right.saturated < 0.05;
        Verdict verdict = vanishes && saturates && between ? Verdict.REPRODUCED
                : vanishes || saturates ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text("In hidden layer %d activations have deviation %.1e at an eighth of 1/√n, %.2f at "
                + "1/√n, %.2f at eight times that; beyond ±0.95 lie %.0f %%, %.0f %% and %.0f %%. The gradient that "
                + "reaches layer 1 has %.1e, %.2f and %.0f times the deviation of that in layer %d.", DEPTH - 1,
                small.activations[DEPTH - 2], right.activations[DEPTH - 2], large.activations[DEPTH - 2],
                100 * small.saturated, 100 * right.saturated, 100 * large.saturated, small.gradients[0],
                right.gradients[0], large.gradients[0], DEPTH - 1);
        String setup =
                "Tanh layers of width " + widths[0] + ", " + BATCH + " inputs from N(0, 1), a gradient from N(0, "
                        + "1) at the end, normal weights.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)), List.of(numbers),
                List.of(figure(courses, numbers)));
    }

    private static Course course(double scale, Setting setting, int... widths) {
        FirstStep step = FirstStep.ofNoise(Activation.TANH, VarianceScaling.LECUN_NORMAL.withGain(scale), BATCH,
                setting.seed(), setting.execution(), widths);
        int hidden = DEPTH - 1;
        double[] activations = new double[hidden];
        double[] gradients = new double[hidden];
        double top = Statistics.of(step.observation().preActivationGradient(hidden - 1)).standardDeviation();
        for (int layer = 0; layer < hidden; layer++) {
            activations[layer] = Statistics.of(step.observation().output(layer)).standardDeviation();
            gradients[layer] =
                    Statistics.of(step.observation().preActivationGradient(layer)).standardDeviation() / top;
        }
        float[] last = step.observation().output(hidden - 1).toArray();
        int saturated = 0;
        for (float value : last) saturated += Math.abs(value) > 0.95f ? 1 : 0;
        return new Course(scale, activations, gradients, (double) saturated / last.length);
    }

    private static Section.Figure figure(List<Course> courses, Numbers numbers) {
        List<Chart.Frame> frames = new ArrayList<>();
        for (Course course : courses) {
            frames.add(new Chart.Frame(Finding.text("weights %s × 1/√n", shown(course.scale)),
                    List.of(series("gradients", course.gradients, new Style(1, 0), Chart.Role.LINE, course.scale),
                            series("activations", course.activations, new Style(0, 0), Chart.Role.LINE,
                                    course.scale))));
        }
        List<Chart.Series> fixed = new ArrayList<>();
        for (int i : new int[] {0, REACH - 2, courses.size() - 1}) {
            Course course = courses.get(i);
            fixed.add(series("activations × " + shown(course.scale), course.activations, Style.PLAIN, Chart.Role.LIMIT,
                    course.scale));
        }
        Chart chart = Chart.plane(new Chart.Axis("layer", Chart.Scale.LINEAR, 1.0, DEPTH - 1.0, List.of()),
                new Chart.Axis("standard deviation", Chart.Scale.LOG10, FLOOR, 1e4, List.of()), fixed)
                .withFrames(frames);
        return new Section.Figure("Only weights near 1/√n keep both activations and gradients",
                "Thick: the weights that the slider chooses. Dashed: activations with an eighth of 1/√n, with half of it"
                        + " and with eight times that. Gradients run from the right to the left, relative to the last"
                        + " layer's.",
                chart, Figures.table(numbers), true);
    }

    private static String shown(double scale) {
        return Finding.text(scale < 1 ? "%.2f" : "%.1f", scale);
    }

    private static Chart.Series series(String name, double[] deviations, Style style, Chart.Role role, double scale) {
        List<Chart.Point> points = new ArrayList<>();
        for (int layer = 0; layer < deviations.length; layer++) {
            points.add(new Chart.Point(layer + 1, Math.max(FLOOR, deviations[layer]), null,
                    Finding.text("%s, layer %d, × %s: %.3g", name, layer + 1, shown(scale), deviations[layer])));
        }
        return new Chart.Series(name, style, role, points);
    }
}
