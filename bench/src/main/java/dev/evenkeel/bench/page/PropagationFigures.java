package dev.evenkeel.bench.page;

import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.variance.SignalPropagation;
import dev.evenkeel.bench.variance.VarianceReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a signal and a gradient fare through many layers. */
final class PropagationFigures {
    /** A mean square that stays within this factor is kept. */
    private static final double KEPT = 10;

    /** Nothing has a logarithm: what is less is drawn here. */
    private static final double FLOOR = 1e-40;

    private static final int NAMED = 3;

    private PropagationFigures() {}

    static Section section(VarianceReport report) {
        Map<String, List<SignalPropagation>> activations = new LinkedHashMap<>();
        List<String> schemes = new ArrayList<>();
        for (SignalPropagation run : report.propagation()) {
            activations.computeIfAbsent(run.activation(), activation -> new ArrayList<>()).add(run);
            if (!schemes.contains(run.scheme())) schemes.add(run.scheme());
        }
        List<Section.Figure> figures = new ArrayList<>();
        activations.forEach((activation, runs) -> {
            figures.add(figure(activation + ", signal", runs, schemes, SignalPropagation::forward, true));
            figures.add(figure(activation + ", gradient", runs, schemes, SignalPropagation::backward, false));
        });
        return new Section("A signal through " + SignalPropagation.DEPTH + " layers",
                "Mean squares layer by layer, without normalisation. Kept: within a factor of " + (int) KEPT
                        + " over all layers. A line that falls below 10⁻⁴⁰ ends there. A gradient runs from the last layer to the first.",
                figures);
    }

    private static Section.Figure figure(String what, List<SignalPropagation> runs, List<String> schemes,
            Function<SignalPropagation, double[]> values, boolean forward) {
        List<Series> series = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        Table table = new Table("scheme", "layer 0", "layer 10", "layer 25", "layer " + SignalPropagation.DEPTH);
        double least = 1;
        double greatest = 1;
        for (SignalPropagation run : runs) {
            double[] squares = values.apply(run);
            if (squares == null || squares.length <= SignalPropagation.DEPTH) continue;
            List<Point> points = new ArrayList<>();
            for (int step = 0; step < squares.length; step++) {
                int layer = forward ? step : squares.length - 1 - step;
                if (!Double.isFinite(squares[layer])) break;
                double shown = Math.max(FLOOR, squares[layer]);
                least = Math.min(least, shown);
                greatest = Math.max(greatest, shown);
                points.add(new Point(layer, shown, null,
                        "layer " + layer + ", " + run.scheme() + ": " + Words.number(squares[layer])));
                if (squares[layer] < FLOOR) break;
            }
            series.add(new Series(run.scheme(), Style.number(schemes.indexOf(run.scheme())), Role.CURVE, points));
            double gain = forward ? run.forwardGain() : run.backwardGain();
            if (gain >= 1 / KEPT && gain <= KEPT) kept.add(run.scheme());
            table.add(run.scheme(), Words.number(squares[0]), Words.number(squares[10]), Words.number(squares[25]),
                    Words.number(squares[SignalPropagation.DEPTH]));
        }
        double depth = SignalPropagation.DEPTH;
        String title = kept.isEmpty() ? "no scheme keeps it"
                : kept.size() == series.size() ? "every scheme keeps it"
                        : "kept by " + Words.list(kept, NAMED);
        return new Section.Figure(what + ": " + title, "",
                Chart.plane(new Axis("layer", Scale.LINEAR, forward ? 0.0 : depth, forward ? depth : 0.0, List.of()),
                        new Axis("mean square", Scale.LOG10, least / 2, greatest * 2, List.of()), series),
                table, false);
    }
}
