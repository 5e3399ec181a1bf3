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
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;

/** The standard scheme loses two thirds of the variance a layer, the normalised one keeps it. */
public final class TanhVariance implements Claim {
    private static final List<Activation> ACTIVATIONS = List.of(Activation.IDENTITY, Activation.TANH);
    private static final List<Initializer> SCHEMES =
            List.of(VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM);
    private static final int HIDDEN = 5;

    /** How far from 1/3, and from 1, still counts as seen. */
    private static final double TOLERANCE = 0.1;

    /** Variances of sums and of their gradients by hidden layer, means over seeds. */
    private record Course(double[] signal, double[] gradient) {
        double forward() {
            return StrictMath.pow(signal[HIDDEN - 1] / signal[0], 1.0 / (HIDDEN - 1));
        }

        double backward() {
            return StrictMath.pow(gradient[0] / gradient[HIDDEN - 1], 1.0 / (HIDDEN - 1));
        }
    }

    @Override
    public String id() { return "one-third"; }

    @Override
    public String title() { return "Standard weights lose two thirds a layer"; }

    @Override
    public String sentence() {
        return "With weights from ±1/√n the variance shrinks by a factor of three in every layer, forward and back;"
                + " normalised weights keep it about the same.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, section 4.2.1, equations 15 and 16"; }

    @Override
    public Finding examine(Setting setting) {
        int width = setting.pick(60, 500, 1000);
        int[] widths = {1024, width, width, width, width, width, 9};
        List<Long> seeds = setting.seeds(setting.pick(1, 3, 10));
        Numbers layers = Numbers.of("variances", "activation", "scheme", "layer", "Var of sums", "Var of gradients");
        Numbers factors = Numbers.of("factors", "activation", "scheme", "signal, factor a layer",
                "gradient, factor a layer");
        List<Course> courses = new ArrayList<>();
        for (Activation activation : ACTIVATIONS) {
            for (Initializer scheme : SCHEMES) {
                Course course = course(activation, scheme, seeds, setting, widths);
                courses.add(course);
                for (int layer = 0; layer < HIDDEN; layer++)
                    layers.add(activation.name(), scheme.name(), layer + 1,
                            course.signal[layer], course.gradient[layer]);
                factors.add(activation.name(), scheme.name(), course.forward(), course.backward());
            }
        }
        boolean third = near(courses.get(0), 1 / 3d) && near(courses.get(2), 1 / 3d);
        boolean kept = near(courses.get(1), 1);
        boolean keptByTanh = near(courses.get(3), 1);
        String reason = Finding.text(
                "Standard weights multiply by %.3f forward and %.3f back in linear layers, by %.3f "
                        + "and %.3f with tanh (formula: 0.333). Normalised ones by %.3f and %.3f in linear layers, by %.3f and "
                        + "%.3f with tanh%s.",
                courses.get(0).forward(), courses.get(0).backward(), courses.get(2).forward(),
                courses.get(2).backward(), courses.get(1).forward(), courses.get(1).backward(),
                courses.get(3).forward(), courses.get(3).backward(),
                keptByTanh ? "" : ", whose slope is below 1 away from 0");
        Verdict verdict = third && kept ? keptByTanh ? Verdict.REPRODUCED : Verdict.PARTLY : Verdict.NOT;
        String setup = "Networks " + Figures.words(widths) + ", " + FirstStep.EXAMPLES + " images of Shapeset-3×2, "
                + "gradient of the cross-entropy. Variances of the sums before the activation, and of the gradients at"
                + " them. Factors: from the first hidden layer to the fifth, geometric mean over four steps, variances"
                + " averaged over " + seeds.size() + " seeds. Seen: within 10 % of the formula.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, seeds), List.of(factors, layers),
                List.of(figure(Finding.text("Forward: × %.2f a layer with tanh and standard weights",
                        courses.get(2).forward()), true, courses, factors),
                        figure(Finding.text("Back: × %.2f a layer", courses.get(2).backward()), false, courses,
                                factors)));
    }

    private static boolean near(Course course, double factor) {
        return Math.abs(course.forward() / factor - 1) <= TOLERANCE
                && Math.abs(course.backward() / factor - 1) <= TOLERANCE;
    }

    private static Course course(Activation activation, Initializer scheme, List<Long> seeds, Setting setting,
            int... widths) {
        Course course = new Course(new double[HIDDEN], new double[HIDDEN]);
        for (long seed : seeds) {
            FirstStep step = FirstStep.ofImages(activation, scheme, FirstStep.EXAMPLES, seed, setting.execution(),
                    widths);
            for (int layer = 0; layer < HIDDEN; layer++) {
                course.signal[layer] += Statistics.of(step.observation().preActivation(layer)).variance()
                        / seeds.size();
                course.gradient[layer] += Statistics.of(step.observation().preActivationGradient(layer)).variance()
                        / seeds.size();
            }
        }
        return course;
    }

    /** Relative to where the signal, or the gradient, enters. */
    private static Section.Figure figure(String title, boolean forward, List<Course> courses, Numbers factors) {
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i < courses.size(); i++) {
            String name = (i % 2 == 0 ? "standard, " : "normalised, ") + (i / 2 == 0 ? "linear" : "tanh");
            double[] variances = forward ? courses.get(i).signal : courses.get(i).gradient;
            List<Chart.Point> points = new ArrayList<>();
            for (int step = 0; step < HIDDEN; step++) {
                int layer = forward ? step : HIDDEN - 1 - step;
                double relative = variances[layer] / variances[forward ? 0 : HIDDEN - 1];
                points.add(new Chart.Point(layer + 1, relative, null,
                        Finding.text("layer %d, %s: %.4f", layer + 1, name, relative)));
            }
            series.add(new Chart.Series(name, new Style(i % 2, i / 2), Chart.Role.LINE, points));
        }
        double first = forward ? 1 : HIDDEN;
        return new Section.Figure(title, forward ? "Variance of a layer's sums over that of the first layer's."
                : "Variance of the gradient at a layer's sums over that at the fifth layer's.",
                Chart.plane(new Chart.Axis("layer", Chart.Scale.LINEAR, first, HIDDEN + 1 - first, List.of()),
                        new Chart.Axis("variance, relative", Chart.Scale.LOG10, 0.005, 2.0, List.of()), series),
                Figures.table(factors), false);
    }
}
