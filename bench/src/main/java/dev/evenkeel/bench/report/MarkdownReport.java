package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.campaign.PeerCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;

/** A stored run as Markdown: what it ran on, which command repeats it, and a table for each benchmark. */
public final class MarkdownReport {
    private static final String BEGIN = "<!-- results:begin -->";
    private static final String END = "<!-- results:end -->";

    /** Length of a date without its time. */
    private static final int DAY = 10;

    private final StoredRun stored;

    /** Of this run. */
    public MarkdownReport(StoredRun stored) {
        this.stored = stored;
    }

    /** The whole text. */
    public String text() {
        RunDescription run = stored.run();
        StringBuilder text = new StringBuilder()
                .append("| | |\n|---|---|\n")
                .append(row("machine", stored.processor()))
                .append(row("Java", stored.java()))
                .append(row("kernels", stored.kernels()))
                .append(row("revision", run.revision()))
                .append(row("date", run.date()))
                .append(row("command", command()));
        ResultFiles.Coverage cells = stored.cells();
        if (cells.measured() < cells.chosen()) {
            text.append(row("cells", cells.measured() + " of " + cells.chosen() + "; the run was stopped"));
        }
        groups(stored.figures(), BenchmarkName::benchmark)
                .forEach((benchmark, figures) -> text.append('\n').append(table(benchmark, figures)));
        return text.toString();
    }

    /**
     * A line for each benchmark: how the ratios of the conclusive cells to the best other lie, and where the least is.
     */
    public String summary() {
        RunDescription run = stored.run();
        StringBuilder text = new StringBuilder()
                .append(stored.processor()).append("; ").append(stored.java()).append("; revision ")
                .append(run.revision()).append(", ").append(run.date(), 0, DAY).append("; ").append(command())
                .append("\n\n")
                .append(row("benchmark", "cells", "ratio to the best other: least, median, greatest", "least at",
                        "the best other there"))
                .append("|---|---:|---:|---|---|\n");
        groups(stored.figures(), BenchmarkName::benchmark).forEach((benchmark, figures) -> {
            List<List<StoredRun.Figure>> cells = groups(figures, BenchmarkName::parameters).values().stream()
                    .filter(cell -> isConclusive(cell) && comparison(cell).isPresent())
                    .sorted(Comparator.comparingDouble(MarkdownReport::ratioOf)).toList();
            if (!cells.isEmpty()) {
                List<StoredRun.Figure> least = cells.getFirst();
                text.append(row(benchmark, cells.size(), spread(cells),
                        words(least.getFirst().name().parameters()), bestOther(least).orElseThrow().name().library()));
            }
        });
        return text.toString();
    }

    /** What repeats the run; where its results went is nobody else's business. */
    private String command() {
        List<String> words = new ArrayList<>(stored.run().command());
        int results = words.indexOf("--results");
        if (results >= 0) words.subList(results, Math.min(results + 2, words.size())).clear();
        words.removeIf(word -> word.startsWith("--results="));
        return "`java -jar bench/target/benchmarks.jar " + String.join(" ", words) + "`";
    }

    private static String words(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey().equals("threads")
                        ? Counted.of(Long.parseLong(entry.getValue().toString()), "thread")
                        : entry.getValue().toString())
                .collect(Collectors.joining(", "));
    }

    private static double ratioOf(List<StoredRun.Figure> cell) {
        return comparison(cell).orElseThrow().ratio();
    }

    private static String spread(List<List<StoredRun.Figure>> cells) {
        double[] ratios = cells.stream().mapToDouble(MarkdownReport::ratioOf).toArray();
        return ratios.length == 1 ? String.format(Locale.ROOT, "%.2f", ratios[0])
                : String.format(Locale.ROOT, "%.2f, %.2f, %.2f", ratios[0], Median.withDefaults().evaluate(ratios),
                        ratios[ratios.length - 1]);
    }

    /**
     * Writes a text between the markers of a page, or as a new file.
     *
     * @throws IllegalArgumentException if there is a page without markers; the message names it
     */
    public static void write(Path page, String text) throws IOException {
        try {
            Files.writeString(page, Files.exists(page) ? within(Files.readString(page), text) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(page + ": " + e.getMessage(), e);
        }
    }

    /** The page with a text between its two markers, which it must have. */
    static String within(String page, String text) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "the page must have the lines " + BEGIN + " and " + END + ", between which the report goes");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + text + "\n" + page.substring(end);
    }

    private static <K> Map<K, List<StoredRun.Figure>> groups(List<StoredRun.Figure> figures,
            Function<BenchmarkName, K> property) {
        return figures.stream().collect(Collectors.groupingBy(figure -> property.apply(figure.name()),
                LinkedHashMap::new, Collectors.toList()));
    }

    private static String table(String benchmark, List<StoredRun.Figure> figures) {
        Set<String> parameters = new LinkedHashSet<>();
        Set<String> libraries = new LinkedHashSet<>();
        for (StoredRun.Figure figure : figures) {
            parameters.addAll(figure.name().parameters().keySet());
            libraries.add(figure.name().library());
        }
        List<String> head = new ArrayList<>(parameters);
        head.addAll(libraries);
        head.addAll(List.of("of roof", "ours / best other", "best other"));
        StringBuilder text = new StringBuilder().append("**").append(benchmark).append("**, ")
                .append(figures.getFirst().unit()).append("\n\n").append(row(head.toArray()))
                .append("|---".repeat(parameters.size())).append("|---:".repeat(libraries.size() + 2))
                .append("|---|\n");
        Collection<List<StoredRun.Figure>> cells = groups(figures, BenchmarkName::parameters).values();
        for (List<StoredRun.Figure> cell : cells) text.append(line(parameters, libraries, cell));
        Set<String> paths = new LinkedHashSet<>();
        for (StoredRun.Figure figure : figures) paths.add(figure.name().library() + ": " + figure.codePath());
        return text.append('\n').append(String.join("; ", paths)).append(".\n").toString();
    }

    private static String line(Set<String> parameters, Set<String> libraries, List<StoredRun.Figure> cell) {
        List<Object> fields = new ArrayList<>();
        for (String parameter : parameters) {
            fields.add(cell.getFirst().name().parameters().getOrDefault(parameter, ""));
        }
        for (String library : libraries) {
            fields.add(of(cell, library).map(figure -> decimals(figure.speed())).orElse("–"));
        }
        Optional<StoredRun.Figure> ours = of(cell, PeerCatalog.OURS);
        fields.add(ours.map(figure -> String.format(Locale.ROOT, "%.0f %%", figure.percentOfRoof())).orElse(""));
        Optional<Comparison> comparison = comparison(cell);
        fields.add(comparison.map(MarkdownReport::ratio).orElse(""));
        String best = comparison.flatMap(any -> bestOther(cell)).map(figure -> figure.name().library()).orElse("");
        fields.add(best + (isConclusive(cell) ? "" : " (inconclusive)"));
        return row(fields.toArray());
    }

    private static boolean isConclusive(List<StoredRun.Figure> cell) {
        return cell.stream().allMatch(figure -> figure.doubts().isEmpty());
    }

    /** The fastest that is not ours. */
    private static Optional<StoredRun.Figure> bestOther(List<StoredRun.Figure> cell) {
        return cell.stream().filter(figure -> !PeerCatalog.isOurs(figure.name().library()))
                .max(Comparator.comparingDouble(StoredRun.Figure::speed));
    }

    /** Ours beside it, if both were measured in as many rounds. */
    private static Optional<Comparison> comparison(List<StoredRun.Figure> cell) {
        return of(cell, PeerCatalog.OURS)
                .flatMap(ours -> bestOther(cell)
                        .filter(best -> ours.roundSpeeds().length == best.roundSpeeds().length)
                        .map(best -> Comparison.ofPairs(times(ours), times(best))));
    }

    private static Optional<StoredRun.Figure> of(List<StoredRun.Figure> cell, String library) {
        return cell.stream().filter(figure -> figure.name().library().equals(library)).findFirst();
    }

    private static String ratio(Comparison comparison) {
        String ratio = String.format(Locale.ROOT, "%.2f", comparison.ratio());
        return comparison.low() == comparison.high() ? ratio
                : ratio + String.format(Locale.ROOT, " [%.2f, %.2f] ", comparison.low(), comparison.high())
                        + comparison.mark();
    }

    private static double[] times(StoredRun.Figure figure) {
        return Arrays.stream(figure.roundSpeeds()).map(speed -> 1 / speed).toArray();
    }

    private static String decimals(double speed) {
        return String.format(Locale.ROOT, speed < 10 ? "%.2f" : "%.1f", speed);
    }

    private static String row(Object... fields) {
        return Arrays.stream(fields).map(field -> field.toString().strip().replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
