package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.campaign.Measure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line per cell: the speed of every library, our share of the machine's limit, and our ratio to the best of the
 * others.
 */
public final class ResultTable {
    private static final int LEAST_COLUMN = 9;
    private static final String THREADS = "threads";

    private final List<CellResult> results;
    private final Measure measure;
    private final Map<String, Integer> parameters = new LinkedHashMap<>();
    private final Set<String> libraries = new LinkedHashSet<>();

    /** A table of these cells of one benchmark, at least one, in this order. */
    public ResultTable(List<CellResult> results) {
        this.results = List.copyOf(results);
        measure = results.getFirst().cell().measure();
        for (CellResult result : results) {
            result.cell().parameters()
                    .forEach((name, value) -> parameters.merge(name, value.toString().length(), Math::max));
            for (LibraryTimes times : result.times()) libraries.add(times.library());
        }
        parameters.replaceAll((name, longest) -> Math.max(longest, name.length()));
    }

    /** Header, lines and a legend. */
    public String text() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, width) -> text.append(cell(name, name)));
        for (String library : libraries) text.append("  ").append(right(library, library));
        text.append("   of roof   ours / best other\n");
        for (CellResult result : results) text.append(line(result)).append('\n');
        for (CellResult result : results) {
            if (result.isInconclusive()) {
                text.append("INCONCLUSIVE: ").append(result.cell()).append(": ")
                        .append(String.join("; ", result.doubts())).append('\n');
            }
        }
        return text.append(measure.unit()).append(", medians. Of roof: share of ").append(measure.roof())
                .append(", measured beside it.\n")
                .append("▲ faster, ▼ slower, ≈ no difference shown (Mann–Whitney, 5 %); in brackets the ratios of single rounds.\n")
                .toString();
    }

    private String cell(String parameter, Object value) {
        int width = parameters.get(parameter);
        return String.format(Locale.ROOT, "%" + (parameter.equals(THREADS) ? width : -width) + "s ", value);
    }

    private String line(CellResult result) {
        StringBuilder line = new StringBuilder();
        result.cell().parameters().forEach((name, value) -> line.append(cell(name, value)));
        for (String library : libraries) {
            Optional<LibraryTimes> times = result.times(library);
            String speed = times.map(entry -> String.format(Locale.ROOT, "%." + measure.decimals() + "f",
                    entry.speed(result.cell()))).orElse("-");
            line.append("  ").append(right(speed, library));
        }
        Optional<LibraryTimes> shown = result.ours().or(result::bestPeer);
        line.append(shown.map(times -> String.format(Locale.ROOT, "   %5.1f %%", result.percentOfRoof(times)))
                .orElse("         "));
        return line.append(
                result.comparison().map(comparison -> "   " + ratio(comparison) + " " + best(result)).orElse(""))
                .append(result.isInconclusive() ? "   INCONCLUSIVE" : "")
                .toString();
    }

    private static String right(String text, String library) {
        return String.format(Locale.ROOT, "%" + Math.max(LEAST_COLUMN, library.length()) + "s", text);
    }

    private static String best(CellResult result) {
        return result.bestPeer().map(LibraryTimes::library).orElse("");
    }

    private static String ratio(Comparison comparison) {
        String ratio = String.format(Locale.ROOT, "%.3f", comparison.ratio());
        if (comparison.low() == comparison.high()) return ratio;
        return ratio + String.format(Locale.ROOT, " [%.2f, %.2f] ", comparison.low(), comparison.high())
                + comparison.mark();
    }

    /** Which code each library said it ran, each text once. */
    public String codePaths() {
        StringBuilder text = new StringBuilder();
        for (String library : libraries) {
            Set<String> paths = new LinkedHashSet<>();
            for (CellResult result : results) result.times(library).map(LibraryTimes::codePath).ifPresent(paths::add);
            for (String path : paths) text.append(library).append(": ").append(path).append('\n');
        }
        return text.toString();
    }
}
