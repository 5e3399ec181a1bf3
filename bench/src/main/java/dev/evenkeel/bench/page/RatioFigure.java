package dev.evenkeel.bench.page;

import dev.evenkeel.bench.campaign.Comparison;
import dev.evenkeel.bench.page.Chart.Axis;
import dev.evenkeel.bench.page.Chart.Point;
import dev.evenkeel.bench.page.Chart.Role;
import dev.evenkeel.bench.page.Chart.Row;
import dev.evenkeel.bench.page.Chart.Scale;
import dev.evenkeel.bench.page.Chart.Series;
import dev.evenkeel.bench.page.stored.Contest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.GeometricMean;

/** Our speed over that of the best other library, with the lowest and the highest round. */
final class RatioFigure {
    /** Beyond this a straight axis hides what is near 1. */
    private static final double WIDE = 3;

    private static final String INCONCLUSIVE = "INCONCLUSIVE";

    private final List<Contest> compared;
    private final List<String> varying;

    RatioFigure(List<Contest> cells) {
        compared = cells.stream().filter(cell -> cell.comparison().isPresent()).toList();
        varying = Contest.parameters(cells, true);
    }

    /** Over all cells, if there are any. */
    Optional<Double> geometricMean() {
        if (compared.isEmpty()) return Optional.empty();
        return Optional.of(GeometricMean.of(compared.stream().mapToDouble(RatioFigure::ratio).toArray())
                .getAsDouble());
    }

    int cells() {
        return compared.size();
    }

    Optional<Section.Figure> figure() {
        if (compared.isEmpty()) return Optional.empty();
        List<Row> rows = new ArrayList<>();
        List<Point> ahead = new ArrayList<>();
        List<Point> behind = new ArrayList<>();
        List<Point> open = new ArrayList<>();
        Table table = new Table("cell", "ours / best other", "lowest round", "highest round", "best other", "shown");
        boolean hasIntervals = false;
        for (int row = 0; row < compared.size(); row++) {
            Contest cell = compared.get(row);
            Comparison comparison = cell.comparison().orElseThrow();
            String other = cell.bestOther().orElseThrow().name().library();
            String label = Words.values(cell.parameters(), varying.isEmpty()
                    ? List.copyOf(cell.parameters().keySet()) : varying);
            boolean hasInterval = comparison.low() < comparison.high();
            hasIntervals |= hasInterval;
            boolean isOpen = !cell.doubts().isEmpty();
            rows.add(new Row(label, Words.ratio(comparison.ratio()) + " " + other + (isOpen ? ", inconclusive" : ""),
                    isOpen ? INCONCLUSIVE : null));
            (isOpen ? open : comparison.ratio() >= 1 ? ahead : behind).add(new Point(comparison.ratio(), (double) row,
                    hasInterval ? comparison.low() : null, hasInterval ? comparison.high() : null, null,
                    label + "\n" + Words.ratio(comparison.ratio()) + " times the speed of " + other
                            + (hasInterval ? "\nrounds " + Words.ratio(comparison.low()) + " to "
                                    + Words.ratio(comparison.high()) : "")
                            + (isOpen ? "\ninconclusive: " + String.join("; ", cell.doubts()) : "")));
            table.add(label, Words.ratio(comparison.ratio()), Words.ratio(comparison.low()),
                    Words.ratio(comparison.high()), other,
                    isOpen ? "inconclusive: " + String.join("; ", cell.doubts()) : shown(comparison));
        }
        List<Series> series = new ArrayList<>();
        if (!open.isEmpty()) series.add(new Series("inconclusive", Style.PLAIN, Role.DOTS, open, INCONCLUSIVE));
        if (!behind.isEmpty()) series.add(new Series("behind", new Style(1, 3), Role.DOTS, behind));
        if (!ahead.isEmpty()) series.add(new Series("ahead", Style.OURS, Role.DOTS, ahead));
        return Optional.of(new Section.Figure(title(ahead.size(), open.size()), hasIntervals
                ? "Evenkeel's speed over the best other library's; bars from the lowest to the highest round."
                : "Evenkeel's speed over the best other library's. A single round has no interval.",
                Chart.rows(axis(), rows, series, 1.0), table, true));
    }

    private Axis axis() {
        double[] ends = compared.stream().map(cell -> cell.comparison().orElseThrow())
                .flatMapToDouble(comparison -> DoubleStream.of(comparison.low(), comparison.high(), 1)).toArray();
        double low = DoubleStream.of(ends).min().orElseThrow();
        double high = DoubleStream.of(ends).max().orElseThrow();
        boolean isWide = high / low > WIDE;
        double room = isWide ? 1.15 : 1 + 0.05 * (high / low);
        return new Axis("ours / best other", isWide ? Scale.LOG2 : Scale.LINEAR, low / room, high * room, List.of());
    }

    private String title(int ahead, int open) {
        String mean = Words.ratio(geometricMean().orElseThrow());
        if (compared.size() == 1) return mean + " times the speed of the best other library";
        String where = ahead == compared.size() ? "Ahead in all " + ahead + " cells"
                : "Ahead in " + ahead + " of " + compared.size() + " cells";
        return where + (open > 0 ? ", " + open + " inconclusive" : "") + ": " + mean
                + " times the speed of the best other library, in the geometric mean";
    }

    private static String shown(Comparison comparison) {
        return switch (comparison.mark()) {
            case "▲" -> "faster";
            case "▼" -> "slower";
            case "≈" -> "no difference";
            default -> "too few rounds to say";
        };
    }

    private static double ratio(Contest cell) {
        return cell.comparison().orElseThrow().ratio();
    }
}
