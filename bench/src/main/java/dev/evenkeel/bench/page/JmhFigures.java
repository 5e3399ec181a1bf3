package dev.evenkeel.bench.page;

import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Row;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.JmhResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Anybody's JMH results: curves where a parameter is a size, rows elsewhere. */
final class JmhFigures {
    private static final int MOST_CURVES = 12;
    private static final String LIBRARY = "library";

    private JmhFigures() {}

    static Section section(JmhResults file) {
        List<Section.Figure> figures = new ArrayList<>();
        file.groups().forEach((group, scores) -> figures.add(figure(group, scores)));
        return new Section("JMH: " + file.name(),
                (file.machine().isEmpty() ? "" : file.machine() + ". ") + "Written " + file.date() + ".", figures);
    }

    private static Section.Figure figure(JmhResults.Group group, List<JmhResults.Score> scores) {
        String size = Sizes.parameter(scores.stream().map(JmhResults.Score::parameters).toList());
        Map<String, List<JmhResults.Score>> curves = new LinkedHashMap<>();
        List<String> varying = varying(scores);
        for (JmhResults.Score score : scores) {
            curves.computeIfAbsent(name(score, scores, without(varying, size)), name -> new ArrayList<>()).add(score);
        }
        boolean isCurve = size != null && curves.size() <= MOST_CURVES && scores.stream()
                .allMatch(score -> Sizes.single(score.parameters().getOrDefault(size, "")).isPresent())
                && curves.values().stream().allMatch(curve -> Sizes.makeACurve(
                        curve.stream().map(score -> score.parameters().get(size)).toList()));
        return isCurve ? curves(group, curves, size, scores) : rows(group, scores, varying);
    }

    /** Parameters that differ, in the order of the file. */
    private static List<String> varying(List<JmhResults.Score> scores) {
        Set<String> names = new LinkedHashSet<>();
        for (JmhResults.Score score : scores) names.addAll(score.parameters().keySet());
        return names.stream().filter(name -> scores.stream().map(score -> score.parameters().getOrDefault(name, ""))
                .distinct().count() > 1).toList();
    }

    private static List<String> without(List<String> names, String left) {
        return names.stream().filter(name -> !name.equals(left)).toList();
    }

    /** The method where there are several, and the values of these parameters. */
    private static String name(JmhResults.Score score, List<JmhResults.Score> all, List<String> parameters) {
        boolean hasMethods = all.stream().map(JmhResults.Score::method).distinct().count() > 1;
        String values = Words.values(score.parameters(), parameters);
        if (values.isEmpty()) return score.method();
        return hasMethods ? score.method() + " · " + values : values;
    }

    private static Section.Figure curves(JmhResults.Group group, Map<String, List<JmhResults.Score>> curves,
            String size, List<JmhResults.Score> scores) {
        List<Series> series = new ArrayList<>();
        curves.forEach((name, unsorted) -> {
            List<Point> points = unsorted.stream().map(score -> new Point(
                    Sizes.single(score.parameters().get(size)).orElseThrow(), score.value(), score.low(), score.high(),
                    null, tip(name + ", " + size + " " + score.parameters().get(size), score)))
                    .sorted(Comparator.comparingDouble(Point::x)).toList();
            series.add(new Series(name, style(unsorted.getFirst(), name, series.size()), Role.LINE, points));
        });
        double largest = scores.stream().mapToDouble(
                score -> Sizes.single(score.parameters().get(size)).orElseThrow()).max().orElseThrow();
        List<JmhResults.Score> last = scores.stream().filter(
                score -> Sizes.single(score.parameters().get(size)).orElseThrow() == largest).toList();
        List<String> names = without(varying(scores), size);
        return new Section.Figure(
                group.type() + ", " + size + " " + last.getFirst().parameters().get(size) + ": "
                        + best(last, scores, names),
                direction(scores),
                Chart.plane(Sizes.axis(size, scores.stream().map(score -> score.parameters().get(size)).toList()),
                        axis(group, scores), series.reversed()),
                table(group, scores, varying(scores)), false);
    }

    private static Section.Figure rows(JmhResults.Group group, List<JmhResults.Score> scores, List<String> varying) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<String, List<Point>> points = new LinkedHashMap<>();
        Map<String, Style> styles = new LinkedHashMap<>();
        boolean hasLibraries = varying.contains(LIBRARY);
        for (JmhResults.Score score : scores) {
            String row = name(score, scores, without(varying, LIBRARY));
            String library = hasLibraries ? score.parameters().getOrDefault(LIBRARY, "") : "score";
            int y = numbers.computeIfAbsent(row, name -> numbers.size());
            styles.putIfAbsent(library, hasLibraries ? Style.ofLibrary(library) : Style.OURS);
            points.computeIfAbsent(library, name -> new ArrayList<>()).add(new Point(score.value(), (double) y,
                    score.low(), score.high(), null, tip(hasLibraries ? row + ", " + library : row, score)));
        }
        List<Row> rows = numbers.entrySet().stream().map(row -> new Row(row.getKey(),
                hasLibraries ? "" : Words.number(points.get("score").get(row.getValue()).x()), null)).toList();
        List<Series> series = points.entrySet().stream()
                .map(library -> new Series(library.getKey(), styles.get(library.getKey()), Role.DOTS,
                        library.getValue()))
                .toList();
        return new Section.Figure(group.type() + ": " + best(scores, scores, varying), direction(scores),
                Chart.rows(axis(group, scores), rows, series, null), table(group, scores, varying), true);
    }

    private static Style style(JmhResults.Score score, String name, int number) {
        String library = score.parameters().get(LIBRARY);
        return library != null && Words.value(LIBRARY, library).equals(name) ? Style.ofLibrary(library)
                : Style.number(number);
    }

    private static Axis axis(JmhResults.Group group, List<JmhResults.Score> scores) {
        return Words.axis(group.unit(), scores.stream().flatMapToDouble(score -> score.low() == null
                || score.low() <= 0 ? DoubleStream.of(score.value())
                        : DoubleStream.of(score.value(), score.low(), score.high()))
                .toArray());
    }

    private static String direction(List<JmhResults.Score> scores) {
        return (scores.getFirst().isThroughput() ? "More is better. " : "Less is better. ")
                + (scores.stream().anyMatch(score -> score.low() != null)
                        ? "Bars: JMH's interval, or the range of single figures where it gives none."
                        : "There are too few figures for an interval.");
    }

    private static String best(List<JmhResults.Score> shown, List<JmhResults.Score> all, List<String> parameters) {
        JmhResults.Score best = shown.stream().max(Comparator.comparingDouble(JmhResults.Score::speed)).orElseThrow();
        String score = Words.number(best.value()) + " " + best.group().unit();
        if (shown.size() == 1) return score;
        JmhResults.Score worst = shown.stream().min(Comparator.comparingDouble(JmhResults.Score::speed)).orElseThrow();
        return name(best, all, parameters) + " is the fastest, " + score + ", "
                + Words.ratio(best.speed() / worst.speed()) + " times as fast as " + name(worst, all, parameters);
    }

    private static String tip(String name, JmhResults.Score score) {
        return name + "\n" + Words.number(score.value()) + " " + score.group().unit()
                + (score.low() == null ? ""
                        : "\nfrom " + Words.number(score.low()) + " to " + Words.number(score.high()));
    }

    private static Table table(JmhResults.Group group, List<JmhResults.Score> scores, List<String> varying) {
        Table table = new Table("benchmark", "score, " + group.unit(), "from", "to");
        for (JmhResults.Score score : scores) {
            table.add(name(score, scores, varying), Words.number(score.value()),
                    score.low() == null ? "–" : Words.number(score.low()),
                    score.high() == null ? "–" : Words.number(score.high()));
        }
        return table;
    }
}
