package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Row;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.Contest;
import dev.evenkeel.bench.report.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Speeds of all libraries with the machine's limit: a curve against size where there are sizes enough, a row for each
 * other cell.
 */
final class SpeedFigures {
    private static final String LIMIT = "limit";

    /** More libraries than these get lanes of their own within a row. */
    private static final int CROWD = 5;

    private static final double SPREAD = 0.6;

    private final List<Contest> cells;
    private final List<String> varying;
    private final String size;
    private final String unit;

    SpeedFigures(List<Contest> cells) {
        this.cells = cells;
        varying = Contest.parameters(cells, true);
        size = Sizes.parameter(cells.stream().map(Contest::parameters).toList());
        unit = cells.getFirst().figures().getFirst().unit();
    }

    List<Section.Figure> all() {
        Map<Map<String, String>, List<Contest>> groups = new LinkedHashMap<>();
        for (Contest cell : cells) groups.computeIfAbsent(withoutSize(cell), key -> new ArrayList<>()).add(cell);
        List<Section.Figure> figures = new ArrayList<>();
        List<Contest> others = new ArrayList<>();
        for (List<Contest> group : groups.values()) {
            List<Contest> curve = group.stream()
                    .filter(cell -> size != null && Sizes.single(cell.parameters().get(size)).isPresent()).toList();
            if (curve.size() == group.size() || Sizes.makeACurve(sizes(curve))) {
                boolean drawn = Sizes.makeACurve(sizes(curve));
                if (drawn) figures.add(curve(curve));
                group.stream().filter(cell -> !drawn || !curve.contains(cell)).forEach(others::add);
            } else {
                others.addAll(group);
            }
        }
        if (!others.isEmpty()) figures.add(rows(others, figures.isEmpty() ? "" : "Other cells: "));
        return figures;
    }

    private List<String> sizes(List<Contest> curve) {
        return curve.stream().map(cell -> cell.parameters().get(size)).toList();
    }

    private Map<String, String> withoutSize(Contest cell) {
        Map<String, String> parameters = new LinkedHashMap<>(cell.parameters());
        parameters.remove(size);
        return parameters;
    }

    private Section.Figure curve(List<Contest> unsorted) {
        List<Contest> curve = unsorted.stream().sorted(Comparator.comparingDouble(this::x)).toList();
        List<Series> series = new ArrayList<>();
        List<Point> limits = curve.stream().filter(cell -> Double.isFinite(cell.limit()))
                .map(cell -> new Point(x(cell), cell.limit(), null,
                        "limit at " + label(cell) + ": " + Words.number(cell.limit()) + " " + unit))
                .toList();
        if (!limits.isEmpty()) series.add(new Series(LIMIT, Style.PLAIN, Role.LIMIT, limits));
        for (String library : Contest.libraries(curve).reversed()) {
            List<Point> points = curve.stream()
                    .map(cell -> cell.figure(library).map(figure -> point(cell, figure, x(cell), figure.speed(), true))
                            .orElse(null))
                    .filter(Objects::nonNull).toList();
            series.add(new Series(library, Style.ofLibrary(library), Role.LINE, points));
        }
        List<String> kept = varying.stream().filter(name -> !name.equals(size)).toList();
        String which = Words.values(curve.getFirst().parameters(), kept);
        return new Section.Figure((which.isEmpty() ? "" : which + ": ") + summary(curve, "sizes"),
                "Bars: the slowest and the fastest round. Dashed: what this machine allows.",
                Chart.plane(Sizes.axis(size, sizes(curve)), Words.axis(unit, speeds(curve)), series), table(curve),
                false);
    }

    private Section.Figure rows(List<Contest> shown, String prefix) {
        List<String> libraries = Contest.libraries(shown);
        List<Series> series = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<Point> limits = new ArrayList<>();
        for (int row = 0; row < shown.size(); row++) {
            Contest cell = shown.get(row);
            rows.add(new Row(label(cell), share(cell) + (cell.doubts().isEmpty() ? "" : ", inconclusive"),
                    cell.doubts().isEmpty() ? null : "INCONCLUSIVE"));
            if (Double.isFinite(cell.limit())) {
                limits.add(new Point(cell.limit(), row, null,
                        label(cell) + ": limit " + Words.number(cell.limit()) + " " + unit));
            }
        }
        if (!limits.isEmpty()) series.add(new Series(LIMIT, Style.PLAIN, Role.BARRIER, limits));
        for (String library : libraries.reversed()) {
            List<Point> points = new ArrayList<>();
            double lane = libraries.size() <= CROWD ? 0
                    : SPREAD * ((double) libraries.indexOf(library) / (libraries.size() - 1) - 0.5);
            for (int row = 0; row < shown.size(); row++) {
                Contest cell = shown.get(row);
                double y = row + lane;
                cell.figure(library).ifPresent(figure -> points.add(point(cell, figure, figure.speed(), y, false)));
            }
            series.add(new Series(library, Style.ofLibrary(library), Role.DOTS, points));
        }
        return new Section.Figure(prefix + summary(shown, "cells"),
                "Bars: the slowest and the fastest round. Strokes: what this machine allows, with the share that is reached.",
                Chart.rows(Words.axis(unit, speeds(shown)), rows, series, null), table(shown), true);
    }

    private double x(Contest cell) {
        return Sizes.single(cell.parameters().get(size)).orElseThrow();
    }

    private double[] speeds(List<Contest> shown) {
        return shown.stream().flatMapToDouble(cell -> DoubleStream.concat(DoubleStream.of(cell.limit()),
                cell.figures().stream().mapToDouble(StoredRun.Figure::speed))).toArray();
    }

    private String label(Contest cell) {
        String label = Words.values(cell.parameters(), varying);
        return label.isEmpty() ? Words.values(cell.parameters(), List.copyOf(cell.parameters().keySet())) : label;
    }

    /** Of ours, or of the fastest where we take no part. */
    private static String share(Contest cell) {
        StoredRun.Figure shown = cell.ours().orElseGet(cell::best);
        return shown.percentOfRoof() > 0 ? Words.percent(shown.percentOfRoof()) : "";
    }

    private Point point(Contest cell, StoredRun.Figure figure, double x, double y, boolean isUpright) {
        double[] rounds = figure.roundSpeeds();
        Double low = rounds.length > 1 ? DoubleStream.of(rounds).min().orElseThrow() : null;
        Double high = rounds.length > 1 ? DoubleStream.of(rounds).max().orElseThrow() : null;
        return new Point(x, y, low, high, null, label(cell) + "\n" + figure.name().library() + ": "
                + Words.number(figure.speed()) + " " + unit + ", " + Words.percent(figure.percentOfRoof())
                + " of the limit"
                + (low == null ? "" : "\nrounds " + Words.number(low) + " to " + Words.number(high)));
    }

    private static String summary(List<Contest> shown, String what) {
        List<Contest> contested = shown.stream()
                .filter(cell -> cell.ours().isPresent() && cell.bestOther().isPresent()).toList();
        if (contested.isEmpty()) {
            Optional<StoredRun.Figure> best = shown.stream().map(Contest::best)
                    .max(Comparator.comparingDouble(StoredRun.Figure::speed));
            return best.map(figure -> (PeerCatalog.isOurs(figure.name().library()) ? "Evenkeel"
                    : figure.name().library()) + " reaches " + Words.number(figure.speed()) + " " + figure.unit())
                    .orElseThrow();
        }
        long won = contested.stream().filter(cell -> cell.doubts().isEmpty())
                .filter(cell -> PeerCatalog.isOurs(cell.best().name().library())).count();
        if (won == contested.size()) return "Evenkeel is the fastest in all " + won + " " + what;
        long open = contested.stream().filter(cell -> !cell.doubts().isEmpty()).count();
        return "Evenkeel is the fastest in " + won + " of " + contested.size() + " " + what
                + (open == 0 ? "" : ", " + open + " inconclusive");
    }

    private Table table(List<Contest> shown) {
        List<String> libraries = Contest.libraries(shown);
        List<String> head = new ArrayList<>(List.of("cell"));
        for (String library : libraries) head.add(library + ", " + unit);
        head.add("limit, " + unit);
        head.add("reached");
        Table table = new Table(head);
        for (Contest cell : shown) {
            List<Object> fields = new ArrayList<>(List.of(label(cell)));
            for (String library : libraries) {
                fields.add(cell.figure(library).map(figure -> Words.number(figure.speed())).orElse("–"));
            }
            fields.add(Words.number(cell.limit()));
            fields.add(share(cell) + (cell.doubts().isEmpty() ? ""
                    : "; inconclusive: " + String.join("; ", cell.doubts())));
            table.add(fields.toArray());
        }
        return table;
    }
}
