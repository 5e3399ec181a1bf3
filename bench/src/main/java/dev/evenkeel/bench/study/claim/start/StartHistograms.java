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
import dev.evenkeel.bench.study.observe.Histogram;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Figures 6 to 8: what lies in the layers before the first update, standard weights above normalised ones. */
public final class StartHistograms implements Claim {
    private static final int HIDDEN = 5;
    private static final int BINS = 80;

    /** Spreads within this factor count as equal. */
    private static final double ALIKE = 1.5;

    /** Half an axis in standard deviations of the widest layer. */
    private static final double REACH = 3;

    /** What is looked at. */
    private enum Kind {
        ACTIVATIONS("Activations"), GRADIENTS("Back-propagated gradients"), WEIGHT_GRADIENTS("Weight gradients");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        IntFunction<Matrix> of(FirstStep step) {
            return switch (this) {
                case ACTIVATIONS -> step.observation()::output;
                case GRADIENTS -> step.observation()::preActivationGradient;
                case WEIGHT_GRADIENTS -> step.observation()::weightGradient;
            };
        }
    }

    @Override
    public String id() { return "histograms"; }

    @Override
    public String title() { return "Layers before the first update"; }

    @Override
    public String sentence() {
        return "With standard weights activations crowd around 0 the higher the layer, and back-propagated gradients the"
                + " lower; normalised weights spread both about alike. Weight gradients are about alike with either.";
    }

    @Override
    public String source() { return "Glorot and Bengio 2010, figures 6, 7 and 8"; }

    @Override
    public Finding examine(Setting setting) {
        int width = setting.pick(60, 500, 1000);
        int[] widths = {1024, width, width, width, width, width, 9};
        Numbers spreads = Numbers.of("spreads", "what", "scheme", "layer 1", "layer 2", "layer 3", "layer 4",
                "layer 5", "widest / narrowest");
        Numbers bins = Numbers.of("histograms", "what", "scheme", "layer", "value", "density");
        FirstStep standard = step(VarianceScaling.GLOROT_STANDARD, setting, widths);
        FirstStep normalised = step(VarianceScaling.GLOROT_UNIFORM, setting, widths);
        List<Section.Figure> figures = new ArrayList<>();
        double[] unequal = new double[6];
        for (Kind kind : Kind.values()) {
            for (FirstStep step : List.of(standard, normalised)) {
                String scheme = step == standard ? "standard" : "normalised";
                double ratio = spreads(kind, scheme, kind.of(step), spreads);
                unequal[2 * kind.ordinal() + (step == standard ? 0 : 1)] = ratio;
                double reach = kind == Kind.ACTIVATIONS ? 1 : REACH * widest(kind.of(step));
                figures.add(figure(kind, scheme, kind.of(step), reach, ratio, bins, spreads));
            }
        }
        boolean crowds = unequal[0] > ALIKE && unequal[2] > ALIKE;
        boolean spread = unequal[1] < unequal[0] / 2 && unequal[3] < unequal[2] / 2;
        boolean alike = unequal[4] < 2 && unequal[5] < 2;
        Verdict verdict = crowds && spread && alike ? Verdict.REPRODUCED
                : crowds && spread ? Verdict.PARTLY : Verdict.NOT;
        String reason = Finding.text("Standard deviation, widest layer over narrowest: activations %.1f with standard "
                + "weights, %.2f with normalised; gradients %.1f and %.2f; weight gradients of layers 2 to 5 %.2f and "
                + "%.2f.", unequal[0], unequal[1], unequal[2], unequal[3], unequal[4], unequal[5]);
        String setup = "Networks " + Figures.words(widths) + " with tanh, " + FirstStep.EXAMPLES
                + " images of Shapeset-3×2, gradients of the mean cross-entropy. The first layer's weights are "
                + "left out of the ratio of weight gradients: its inputs are pixels.";
        return Finding.of(this, setting, new Finding.Seen(verdict, reason, setup, setting.seeds(1)),
                List.of(spreads, bins), figures);
    }

    private static FirstStep step(Initializer scheme, Setting setting, int... widths) {
        return FirstStep.ofImages(Activation.TANH, scheme, FirstStep.EXAMPLES, setting.seed(), setting.execution(),
                widths);
    }

    private static double widest(IntFunction<Matrix> layers) {
        double widest = 0;
        for (int layer = 0; layer < HIDDEN; layer++) {
            widest = Math.max(widest, Statistics.of(layers.apply(layer)).standardDeviation());
        }
        return widest;
    }

    private static double spreads(Kind kind, String scheme, IntFunction<Matrix> layers, Numbers spreads) {
        Object[] fields = new Object[HIDDEN + 3];
        fields[0] = kind.title;
        fields[1] = scheme;
        double least = Double.MAX_VALUE;
        double greatest = 0;
        for (int layer = 0; layer < HIDDEN; layer++) {
            double spread = Statistics.of(layers.apply(layer)).standardDeviation();
            fields[layer + 2] = spread;
            if (kind == Kind.WEIGHT_GRADIENTS && layer == 0) continue;
            least = Math.min(least, spread);
            greatest = Math.max(greatest, spread);
        }
        fields[HIDDEN + 2] = greatest / least;
        spreads.add(fields);
        return greatest / least;
    }

    private static Section.Figure figure(Kind kind, String scheme, IntFunction<Matrix> layers, double reach,
            double ratio, Numbers bins, Numbers spreads) {
        List<Chart.Series> series = new ArrayList<>();
        for (int layer = 0; layer < HIDDEN; layer++) {
            Histogram histogram = Histogram.of(layers.apply(layer), -reach, reach, BINS);
            List<Chart.Point> points = new ArrayList<>();
            String name = "layer " + (layer + 1);
            for (int bin = 0; bin < BINS; bin++) {
                bins.add(kind.title, scheme, layer + 1, histogram.middle(bin), histogram.density(bin));
                points.add(new Chart.Point(histogram.middle(bin), histogram.density(bin), null,
                        Finding.text("%s: density %.3g at %.3g", name, histogram.density(bin), histogram.middle(bin))));
            }
            series.add(new Chart.Series(name, Style.number(layer), Chart.Role.CURVE, points));
        }
        return new Section.Figure(Finding.text("%s, %s: the widest layer has %.1f times the spread of the narrowest",
                kind.title, scheme, ratio), "Share of the values per unit of the axis.",
                Chart.plane(new Chart.Axis("value", Chart.Scale.LINEAR, -reach, reach, List.of()),
                        new Chart.Axis("density", Chart.Scale.LINEAR, 0.0, null, List.of()), series),
                Figures.table(spreads), false);
    }
}
