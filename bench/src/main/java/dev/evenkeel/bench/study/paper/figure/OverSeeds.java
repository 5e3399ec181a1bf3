package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.page.Style;
import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.page.Words;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Look;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Mean;

/** Curves over updates: the mean of all seeds, in a band from the least to the greatest of them. */
final class OverSeeds {
    private static final int MOST_LINES = 12;

    private OverSeeds() {}

    /** Means by step; what is no number is left out. */
    static List<Chart.Point> points(List<Trace> traces, String name, ToDoubleFunction<Look> value) {
        Map<Long, List<Double>> bySteps = new TreeMap<>();
        for (Trace trace : traces) {
            for (Look look : trace.looks()) {
                double found = value.applyAsDouble(look);
                if (Double.isFinite(found)) bySteps.computeIfAbsent(look.step(), step -> new ArrayList<>()).add(found);
            }
        }
        List<Chart.Point> points = new ArrayList<>();
        bySteps.forEach((step, values) -> {
            double[] all = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double mean = Mean.of(all).getAsDouble();
            boolean isBand = all.length > 1;
            String seeds = isBand ? Finding.text(" (%s to %s)", Words.number(all[0]), Words.number(all[all.length - 1]))
                    : "";
            points.add(new Chart.Point((double) step, mean, isBand ? all[0] : null, isBand ? all[all.length - 1] : null,
                    null, Finding.text("%s, update %,d: %s%s", name, step, Words.number(mean), seeds)));
        });
        return points;
    }

    /** A chart of something, one curve for each hidden layer of a network. */
    static Section.Figure layers(String title, String note, PaperTraces traces, PaperNetwork network, LayerValue value,
            Chart.Axis y) {
        List<Chart.Series> series = new ArrayList<>();
        for (int layer = 0; layer < network.hiddenLayers(); layer++) {
            int its = layer;
            String name = "layer " + (layer + 1);
            series.add(new Chart.Series(name, Style.number(layer), Chart.Role.BAND,
                    points(traces.of(network), name, look -> of(look, its, value))));
        }
        return new Section.Figure(title, note, Chart.plane(updates(traces), y, series), table(series), false);
    }

    /** NaN where it was not logged. */
    static double of(Look look, int layer, LayerValue value) {
        return look.layers().size() > layer ? value.of(look.layers().get(layer)) : Double.NaN;
    }

    static Chart.Axis updates(PaperTraces traces) {
        return new Chart.Axis("updates", Chart.Scale.LINEAR, 0.0, (double) traces.plan().updates(), List.of());
    }

    /** Means at some of the steps, a column for each curve. */
    static Table table(List<Chart.Series> series) {
        List<String> head = new ArrayList<>(List.of("updates"));
        for (Chart.Series one : series) head.add(one.name());
        Table table = new Table(head);
        List<Double> steps = series.stream().flatMap(one -> one.points().stream()).map(Chart.Point::x).distinct()
                .sorted().toList();
        int stride = Math.max(1, Math.ceilDiv(steps.size() - 1, MOST_LINES));
        for (int i = 0; i < steps.size(); i++) {
            if (i % stride != 0 && i + 1 < steps.size()) continue;
            List<Object> fields = new ArrayList<>(List.of(Finding.text("%,.0f", steps.get(i))));
            for (Chart.Series one : series) fields.add(at(one, steps.get(i)));
            table.add(fields.toArray());
        }
        return table;
    }

    private static String at(Chart.Series series, Double step) {
        return series.points().stream().filter(point -> point.x().equals(step)).findFirst()
                .map(point -> Words.number(point.y())).orElse(null);
    }

    /** All that was logged of these networks' hidden layers. */
    static Numbers numbers(PaperTraces traces, List<PaperNetwork> networks, List<LayerValue> values) {
        List<String> columns = new ArrayList<>(List.of("network", "seed", "update", "layer"));
        for (LayerValue value : values) columns.add(value.words());
        Numbers numbers = Numbers.of("layers", columns.toArray(String[]::new));
        for (PaperNetwork network : networks) {
            for (Trace trace : traces.of(network)) {
                for (Look look : trace.looks()) {
                    for (int layer = 0; layer < Math.min(network.hiddenLayers(), look.layers().size()); layer++) {
                        List<Object> row =
                                new ArrayList<>(List.of(network.label(), trace.seed(), look.step(), layer + 1));
                        for (LayerValue value : values) row.add(of(look, layer, value));
                        numbers.add(row.toArray());
                    }
                }
            }
        }
        return numbers;
    }

    /** The looks of which something is known of all layers. */
    static List<Look> looks(Trace trace, PaperNetwork network, LayerValue value) {
        return trace.looks().stream().filter(look -> {
            for (int layer = 0; layer < network.hiddenLayers(); layer++)
                if (!Double.isFinite(of(look, layer, value))) return false;
            return true;
        }).toList();
    }

    /** The greatest of some layers over the least. */
    static double spread(Look look, int from, int to, LayerValue value) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (int layer = from; layer < to; layer++) {
            least = Math.min(least, of(look, layer, value));
            greatest = Math.max(greatest, of(look, layer, value));
        }
        return greatest / least;
    }

    /** Of the trainings. */
    static List<Long> seeds(PaperTraces traces, PaperNetwork network) {
        return traces.of(network).stream().map(Trace::seed).toList();
    }
}
