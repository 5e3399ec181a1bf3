package dev.evenkeel.bench.page;

import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Row;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.variance.LayerShape;
import dev.evenkeel.bench.variance.VarianceFinding;
import dev.evenkeel.bench.variance.VarianceGate;
import dev.evenkeel.bench.variance.VarianceReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Mean squares of weights over what their schemes promise. */
final class VarianceFigures {
    /** A row's layers lie one below the other within this part of it. */
    private static final double SPREAD = 0.7;

    private static final double ROOM = 0.002;

    private VarianceFigures() {}

    static Section section(VarianceReport report) {
        return new Section("Weights have the variance they promise", "Seed " + report.seed() + ", " + report.kernels()
                + ". The same seed gives the same digits on every machine.",
                report.findings().isEmpty() ? List.of() : List.of(figure(report)));
    }

    static Section.Headline headline(VarianceReport report) {
        long passed = report.findings().stream().filter(VarianceFinding::passed).count();
        return new Section.Headline(passed + " of " + report.findings().size(),
                "variance checks pass: first weights are what their formulas say");
    }

    private static Section.Figure figure(VarianceReport report) {
        double limit = VarianceGate.forChecks(2 * report.findings().size()).limit();
        Map<String, List<VarianceFinding>> schemes = new LinkedHashMap<>();
        for (VarianceFinding finding : report.findings()) {
            schemes.computeIfAbsent(finding.scheme(), scheme -> new ArrayList<>()).add(finding);
        }
        List<Row> rows = new ArrayList<>();
        Map<LayerShape, List<Point>> points = new LinkedHashMap<>();
        Table table = new Table("scheme", "layer", "in × out", "promises", "mean square / target", "standard errors",
                "verdict");
        for (Map.Entry<String, List<VarianceFinding>> scheme : schemes.entrySet()) {
            boolean passed = scheme.getValue().stream().allMatch(VarianceFinding::passed);
            boolean shown = false;
            for (VarianceFinding finding : scheme.getValue()) {
                table.add(finding.scheme(), layer(finding.layer()), finding.in() + " × " + finding.out(),
                        finding.formula(), Double.isFinite(ratio(finding))
                                ? String.format(Locale.ROOT, "%.6f", ratio(finding)) : "0 of 0",
                        finding.exact() ? "exact" : String.format(Locale.ROOT, "%.2f", finding.z()),
                        finding.passed() ? "ok" : "WRONG");
                if (!Double.isFinite(ratio(finding))) continue;
                shown = true;
                points.computeIfAbsent(finding.layer(), layer -> new ArrayList<>())
                        .add(point(finding, rows.size(), limit));
            }
            if (shown || !passed) rows.add(new Row(scheme.getKey(), passed ? "ok" : "WRONG", passed ? null : "WRONG"));
        }
        List<Series> series = points.entrySet().stream().map(layer -> new Series(layer(layer.getKey()),
                Style.number(layer.getKey().ordinal()), Role.DOTS, layer.getValue())).toList().reversed();
        return new Section.Figure(title(report),
                String.format(Locale.ROOT,
                        "Mean square of the weights over the scheme's formula. A bar is %.1f standard"
                                + " errors to either side: a scheme passes if each of its bars reaches 1. Some schemes are"
                                + " exact and have no bar.",
                        limit),
                Chart.rows(axis(points.values()), rows, series, 1.0), table, true);
    }

    private static Point point(VarianceFinding finding, int row, double limit) {
        int layers = LayerShape.values().length;
        double y = row + SPREAD * ((double) finding.layer().ordinal() / (layers - 1) - 0.5);
        double error = finding.exact() || finding.z() == 0 ? 0 : (ratio(finding) - 1) / finding.z();
        return new Point(ratio(finding), y, error == 0 ? null : ratio(finding) - limit * error,
                error == 0 ? null : ratio(finding) + limit * error, null,
                finding.scheme() + ", " + layer(finding.layer()) + " " + finding.in() + " × " + finding.out() + "\n"
                        + String.format(Locale.ROOT, "%.6f of %s", ratio(finding), finding.formula())
                        + (finding.exact() ? ", exact" : String.format(Locale.ROOT, "\n%.2f standard errors off",
                                finding.z())));
    }

    private static Axis axis(Iterable<List<Point>> points) {
        double low = 1;
        double high = 1;
        for (List<Point> layer : points) {
            for (Point point : layer) {
                low = DoubleStream.of(low, point.x(), point.low() == null ? low : point.low()).min().orElseThrow();
                high = DoubleStream.of(high, point.x(), point.high() == null ? high : point.high()).max().orElseThrow();
            }
        }
        return new Axis("mean square / target", Scale.LINEAR, low - ROOM, high + ROOM, List.of());
    }

    private static String title(VarianceReport report) {
        List<String> wrong = report.findings().stream().filter(finding -> !finding.passed())
                .map(finding -> finding.scheme() + " (" + layer(finding.layer()) + ")").toList();
        if (!wrong.isEmpty()) return "WRONG: " + Words.list(wrong, 3);
        double furthest = report.findings().stream().filter(finding -> Double.isFinite(ratio(finding)))
                .mapToDouble(finding -> Math.abs(ratio(finding) - 1)).max().orElse(0);
        return String.format(Locale.ROOT, "All %d mean squares lie within %.2f %% of their formulas",
                report.findings().size(), 100 * furthest);
    }

    /** Not a number where the target is 0. */
    private static double ratio(VarianceFinding finding) {
        Double ratio = finding.ratio();
        return ratio == null ? Double.NaN : ratio;
    }

    private static String layer(LayerShape layer) {
        return layer.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
