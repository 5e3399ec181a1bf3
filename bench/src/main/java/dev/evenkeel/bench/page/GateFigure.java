package dev.evenkeel.bench.page;

import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Row;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.GateRounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What a gate says of each benchmark of two jars. */
final class GateFigure {
    private static final String CONTROL = "A/A ";

    private GateFigure() {}

    static Section section(GateRounds gate) {
        return new Section("Gate: the new jar against the old",
                gate.folder().getFileName() + ": above 0 the new jar is slower. A/A compares the old jar with itself.",
                gate.rows().isEmpty() ? List.of() : List.of(figure(gate)));
    }

    private static Section.Figure figure(GateRounds gate) {
        Set<String> common = common(gate.rows().stream().map(GateRounds.Row::name).toList());
        List<Row> rows = new ArrayList<>();
        List<Point> single = new ArrayList<>();
        Map<String, List<Point>> effects = new LinkedHashMap<>();
        Map<String, Integer> verdicts = new LinkedHashMap<>();
        Table table = new Table("benchmark", "verdict", "change", "from", "to", "rounds");
        for (GateRounds.Row row : gate.rows()) {
            int y = rows.size();
            String name = without(row.name(), common);
            String verdict = row.verdict() == null ? "no verdict" : row.verdict();
            rows.add(new Row(name, verdict + " " + Words.change(row.change()), verdict));
            for (double change : row.rounds()) {
                single.add(new Point(100 * change, y, null, name + "\na round: " + Words.change(change)));
            }
            effects.computeIfAbsent(verdict, key -> new ArrayList<>()).add(new Point(100 * row.change(), (double) y,
                    row.low() == null ? null : Double.valueOf(100 * row.low()),
                    row.high() == null ? null : Double.valueOf(100 * row.high()), null,
                    name + "\n" + verdict + ": " + Words.change(row.change()) + ends(row)));
            if (!row.name().startsWith(CONTROL)) verdicts.merge(verdict, 1, Integer::sum);
            table.add(row.name(), verdict, Words.change(row.change()), end(row.low()), end(row.high()),
                    row.rounds().length);
        }
        List<Series> series = new ArrayList<>();
        if (!single.isEmpty()) series.add(new Series("single rounds", Style.PLAIN, Role.FAINT, single));
        effects.forEach((verdict, points) -> series.add(
                new Series(verdict, Style.number(series.size()), Role.DOTS, points, verdict)));
        String title = verdicts.entrySet().stream().map(verdict -> verdict.getValue() + " " + verdict.getKey())
                .collect(Collectors.joining(", "));
        return new Section.Figure(title.isEmpty() ? "No benchmark was judged" : title,
                (single.isEmpty() ? "The estimate with its interval."
                        : "Large points: the estimate with its interval. Small ones: the rounds.")
                        + (common.isEmpty() ? "" : " All of " + String.join(", ", common) + "."),
                Chart.rows(axis(gate), rows, series, 0.0), table, true);
    }

    private static String ends(GateRounds.Row row) {
        return row.low() == null && row.high() == null ? ""
                : "\ninterval from " + end(row.low()) + " to " + end(row.high());
    }

    private static String end(Double share) {
        return share == null ? "–" : Words.change(share);
    }

    private static Axis axis(GateRounds gate) {
        double[] shown = gate.rows().stream().flatMapToDouble(row -> DoubleStream.concat(DoubleStream.of(row.rounds()),
                DoubleStream.of(row.change(), row.low() == null ? 0 : row.low(), row.high() == null ? 0 : row.high())))
                .filter(Double::isFinite).toArray();
        double low = 100 * DoubleStream.of(shown).min().orElse(-0.01);
        double high = 100 * DoubleStream.of(shown).max().orElse(0.01);
        double room = 0.05 * (high - low);
        return new Axis("change of cost, %", Scale.LINEAR, low - room, high + room, List.of());
    }

    /** The name, and the parameters with their values, that all have. */
    private static Set<String> common(List<String> names) {
        Set<String> common = null;
        for (String name : names) {
            Set<String> parameters = new LinkedHashSet<>(List.of(benchmark(name)));
            parameters.addAll(parameters(name));
            if (common == null) common = parameters;
            else common.retainAll(parameters);
        }
        return common == null || names.size() < 2 ? Set.of() : common;
    }

    /** What tells a row from the others: its parameters, and its name where names differ. */
    private static String without(String name, Set<String> common) {
        String benchmark = benchmark(name);
        List<String> left = parameters(name).stream().filter(parameter -> !common.contains(parameter)).toList();
        String control = name.startsWith(CONTROL) ? CONTROL : "";
        if (left.isEmpty()) return control + benchmark;
        return control + (common.contains(benchmark) ? String.join(", ", left)
                : benchmark + " (" + String.join(", ", left) + ")");
    }

    private static String benchmark(String name) {
        String whole = name.startsWith(CONTROL) ? name.substring(CONTROL.length()) : name;
        int open = whole.indexOf(" (");
        return open < 0 ? whole : whole.substring(0, open);
    }

    private static List<String> parameters(String name) {
        int open = name.indexOf(" (");
        return open < 0 || !name.endsWith(")") ? List.of()
                : List.of(name.substring(open + 2, name.length() - 1).split(", "));
    }
}
