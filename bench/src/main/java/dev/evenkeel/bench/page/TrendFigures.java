package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.Contest;
import dev.evenkeel.bench.page.stored.JmhResults;
import dev.evenkeel.bench.page.stored.Results;
import dev.evenkeel.bench.page.stored.Run;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.StoredRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.GeometricMean;

/**
 * Each library's speed over several runs, relative to the first: the geometric mean over the cells that all runs have,
 * with the cells that changed least and most.
 */
final class TrendFigures {
    /** A run's speeds by library and cell. */
    private record Measured(String name, Map<String, Map<Object, Double>> speeds) {}

    private TrendFigures() {}

    static Section section(Results results) {
        List<Section.Figure> figures = new ArrayList<>();
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (Run run : results.runs()) {
            for (String benchmark : run.contests().keySet()) {
                runs.computeIfAbsent(benchmark, key -> new ArrayList<>()).add(run);
            }
        }
        runs.forEach((benchmark, its) -> ofRuns(benchmark, its).ifPresent(figures::add));
        Map<JmhResults.Group, List<JmhResults>> files = new LinkedHashMap<>();
        for (JmhResults file : results.jmh()) {
            for (JmhResults.Group group : file.groups().keySet()) {
                files.computeIfAbsent(group, key -> new ArrayList<>()).add(file);
            }
        }
        files.forEach((group, its) -> ofFiles(group, its).ifPresent(figures::add));
        return new Section("Over time", "Speed relative to the first run, from the oldest to the newest. Points: the"
                + " geometric mean over the cells that all runs have; bars: the cells that changed least and most."
                + " Code that did not change shows how far the machine moved.", figures);
    }

    private static Optional<Section.Figure> ofRuns(String benchmark, List<Run> runs) {
        boolean isOneMachine = runs.stream().map(Run::machine).distinct().count() == 1;
        ToDoubleFunction<StoredRun.Figure> value =
                isOneMachine ? StoredRun.Figure::speed : StoredRun.Figure::percentOfRoof;
        List<Measured> measured = new ArrayList<>();
        for (Run run : runs) {
            Map<String, Map<Object, Double>> speeds = new LinkedHashMap<>();
            for (Contest cell : run.contests().get(benchmark)) {
                for (StoredRun.Figure figure : cell.figures()) {
                    if (value.applyAsDouble(figure) > 0) {
                        speeds.computeIfAbsent(figure.name().library(), library -> new LinkedHashMap<>())
                                .put(cell.parameters(), value.applyAsDouble(figure));
                    }
                }
            }
            measured.add(new Measured(date(run.date()) + "\n" + run.stored().run().revision(), speeds));
        }
        return figure(Words.benchmark(benchmark), measured, isOneMachine ? "speed, first run = 1"
                : "share of the limit, first run = 1",
                isOneMachine ? "" : "The runs are of different machines or virtual machines: shares of the limit"
                        + " are compared, not speeds.");
    }

    private static Optional<Section.Figure> ofFiles(JmhResults.Group group, List<JmhResults> files) {
        List<Measured> measured = new ArrayList<>();
        for (JmhResults file : files) {
            Map<String, Map<Object, Double>> speeds = new LinkedHashMap<>();
            for (JmhResults.Score score : file.groups().get(group)) {
                speeds.computeIfAbsent(score.method(), method -> new LinkedHashMap<>()).put(score.parameters(),
                        score.speed());
            }
            measured.add(new Measured(date(file.date()) + "\n" + file.name(), speeds));
        }
        return figure(group.type() + ", " + group.mode(), measured, "speed, first file = 1",
                "JMH writes no date down: files are in the order in which they were last written.");
    }

    private static Optional<Section.Figure> figure(String what, List<Measured> runs, String unit, String note) {
        if (runs.size() < 2) return Optional.empty();
        List<String> libraries = runs.getFirst().speeds.keySet().stream()
                .filter(library -> runs.stream().allMatch(run -> run.speeds.containsKey(library)))
                .sorted(Comparator.comparing(library -> !PeerCatalog.isOurs(library))).toList();
        List<Series> series = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        double least = 1;
        double greatest = 1;
        Table table = new Table("run", "library", "relative to the first", "least", "most", "cells");
        for (String library : libraries) {
            List<Object> cells = runs.getFirst().speeds.get(library).keySet().stream()
                    .filter(cell -> runs.stream().allMatch(run -> run.speeds.get(library).containsKey(cell)))
                    .toList();
            if (cells.isEmpty()) continue;
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                double[] relative = relative(runs.get(i).speeds.get(library), runs.getFirst().speeds.get(library),
                        cells);
                double mean = GeometricMean.of(relative).getAsDouble();
                double low = Arrays.stream(relative).min().orElseThrow();
                double high = Arrays.stream(relative).max().orElseThrow();
                least = Math.min(least, low);
                greatest = Math.max(greatest, high);
                boolean hasRange = low < high;
                points.add(new Point((double) i, mean, hasRange ? low : null, hasRange ? high : null, null,
                        runs.get(i).name + "\n" + library + ": " + Words.ratio(mean) + " over "
                                + Counted.of(cells.size(), "cell")
                                + (hasRange ? ", from " + Words.ratio(low) + " to " + Words.ratio(high) : "")));
                table.add(runs.get(i).name.replace('\n', ' '), library, Words.ratio(mean), Words.ratio(low),
                        Words.ratio(high), cells.size());
            }
            changes.add(library + " " + Words.change(points.getLast().y() - 1));
            series.add(new Series(library, Style.ofLibrary(library), Role.LINE, points));
        }
        if (series.isEmpty()) return Optional.empty();
        double room = 0.02 + 0.1 * (greatest - least);
        return Optional.of(new Section.Figure(what + ": " + Words.list(changes, 3) + " since the first run", note,
                Chart.plane(new Axis("", Scale.NAMES, null, null, runs.stream().map(Measured::name).toList()),
                        new Axis(unit, Scale.LINEAR, least - room, greatest + room, List.of()), series.reversed()),
                table, true));
    }

    private static double[] relative(Map<Object, Double> speeds, Map<Object, Double> first, List<Object> cells) {
        return cells.stream().mapToDouble(cell -> speeds.get(cell) / first.get(cell)).toArray();
    }

    private static String date(String instant) {
        return instant.replaceFirst(":\\d\\d(\\.\\d+)?Z$", "").replace('T', ' ');
    }
}
