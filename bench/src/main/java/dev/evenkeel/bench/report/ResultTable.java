package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.campaign.Measure;
import dev.evenkeel.bench.campaign.PeerCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One line per cell: the speed of every library, our share of the machine's limit, and our ratio to the best of the
 * others. Libraries for which a line has no room follow in tables of their own, and what is the same in all cells
 * stands above.
 */
public final class ResultTable {
    private static final int LEAST_COLUMN = 9;
    private static final String SHAPE = "shape";
    private static final String THREADS = "threads";
    private static final String GAP = "  ";

    private final List<CellResult> results;
    private final Measure measure;
    private final Map<String, Set<String>> parameters = new LinkedHashMap<>();
    private final Set<String> libraries = new LinkedHashSet<>();

    /** A column: a head and a text for each cell. */
    private record Column(String head, boolean isRight, Function<CellResult, String> text) {}

    /** A table of these cells of one benchmark, at least one, in this order. */
    public ResultTable(List<CellResult> results) {
        this.results = List.copyOf(results);
        measure = results.getFirst().cell().measure();
        for (CellResult result : results) {
            result.cell().parameters().forEach((name, value) -> parameters
                    .computeIfAbsent(name, unknown -> new LinkedHashSet<>()).add(value.toString()));
            for (LibraryTimes times : result.times()) libraries.add(times.library());
        }
    }

    /**
     * Head, lines and a legend.
     *
     * @param width columns that a line may have, if the narrowest table fits
     */
    public String text(int width) {
        List<Column> names = names();
        List<Column> judgement = judgement();
        List<String> open = new ArrayList<>(libraries);
        StringBuilder text = new StringBuilder(title(width));
        boolean isFirst = true;
        while (!open.isEmpty()) {
            List<Column> end = isFirst ? judgement : List.of();
            List<Column> columns = new ArrayList<>(names);
            do {
                columns.add(speeds(open.removeFirst()));
            } while (!open.isEmpty() && width(columns) + GAP.length() + width(List.of(speeds(open.getFirst())))
                    + (end.isEmpty() ? 0 : GAP.length() + width(end)) <= width);
            columns.addAll(end);
            if (!isFirst) text.append('\n');
            text.append(lines(columns));
            isFirst = false;
        }
        return text.append(legend(width)).toString();
    }

    private List<Column> judgement() {
        List<Column> columns = new ArrayList<>(List.of(new Column("of roof", true, this::share)));
        for (String library : libraries) {
            if (PeerCatalog.isVersion(library)) columns.add(new Column("ours / " + nameOf(library), false,
                    result -> result.comparison(library).map(ResultTable::ratio).orElse("")));
        }
        columns.add(new Column("ours / best other", false, this::ratio));
        return columns;
    }

    private static String nameOf(String version) {
        return version.substring(version.indexOf('@') + 1);
    }

    private String title(int width) {
        String same = parameters.entrySet().stream().filter(entry -> !isShown(entry.getKey()))
                .map(entry -> entry.getKey() + " " + String.join("", entry.getValue()))
                .collect(Collectors.joining(", "));
        return Wrapped.text(measure.unit() + (same.isEmpty() ? "" : "; " + same), width) + "\n";
    }

    private boolean isShown(String parameter) {
        return parameter.equals(SHAPE) || parameters.get(parameter).size() > 1;
    }

    private List<Column> names() {
        return parameters.keySet().stream().filter(this::isShown)
                .map(name -> new Column(name, name.equals(THREADS),
                        result -> result.cell().parameters().getOrDefault(name, "").toString()))
                .toList();
    }

    private Column speeds(String library) {
        return new Column(library, true, result -> result.times(library).map(entry -> String.format(Locale.ROOT,
                "%." + measure.decimals() + "f", entry.speed(result.cell()))).orElse("-"));
    }

    private String share(CellResult result) {
        return result.ours().or(result::bestPeer)
                .map(times -> String.format(Locale.ROOT, "%.1f %%", result.percentOfRoof(times))).orElse("")
                + (result.isInconclusive() ? " ?" : results.stream().anyMatch(CellResult::isInconclusive) ? "  " : "");
    }

    private String ratio(CellResult result) {
        return result.comparison().map(comparison -> ratio(comparison) + " "
                + result.bestPeer().map(LibraryTimes::library).orElse("")).orElse("");
    }

    private static String ratio(Comparison comparison) {
        String ratio = String.format(Locale.ROOT, "%.3f", comparison.ratio());
        if (comparison.low() == comparison.high()) return ratio;
        return ratio + String.format(Locale.ROOT, " [%.2f, %.2f] ", comparison.low(), comparison.high())
                + comparison.mark();
    }

    private int width(Column column) {
        int longest = results.stream().mapToInt(result -> column.text.apply(result).length()).max().orElseThrow();
        int least = libraries.contains(column.head) ? LEAST_COLUMN : 0;
        return Math.max(least, Math.max(longest, column.head.length()));
    }

    private int width(List<Column> columns) {
        return columns.stream().mapToInt(this::width).sum() + GAP.length() * (columns.size() - 1);
    }

    private String lines(List<Column> columns) {
        StringBuilder text = new StringBuilder(line(columns, Column::head));
        for (CellResult result : results) text.append(line(columns, column -> column.text.apply(result)));
        return text.toString();
    }

    private String line(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(column -> String.format(Locale.ROOT,
                "%" + (column.isRight ? "" : "-") + width(column) + "s", text.apply(column)))
                .collect(Collectors.joining(GAP)).stripTrailing() + "\n";
    }

    private String legend(int width) {
        StringBuilder text = new StringBuilder();
        for (CellResult result : results) {
            if (result.isInconclusive()) {
                text.append("? INCONCLUSIVE: ").append(result.cell()).append(": ")
                        .append(String.join("; ", result.doubts())).append('\n');
            }
        }
        text.append("Medians. Of roof: share of ").append(measure.roof()).append(", measured beside it.");
        if (results.stream().anyMatch(result -> result.comparison().isPresent())) {
            text.append(" ▲ faster, ▼ slower, ≈ no difference shown (Mann–Whitney, 5 %); in brackets the ratios of "
                    + "single rounds.");
        }
        return Wrapped.text(text.toString(), width) + "\n";
    }

    /** Which code each library said it ran, each text once. */
    public String codePaths(int width) {
        StringBuilder text = new StringBuilder();
        for (String library : libraries) {
            Set<String> paths = new LinkedHashSet<>();
            for (CellResult result : results) result.times(library).map(LibraryTimes::codePath).ifPresent(paths::add);
            for (String path : paths) text.append(Wrapped.text(library + ": " + path, width)).append('\n');
        }
        return text.toString();
    }
}
