package dev.evenkeel.bench.netlib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What all JVMs found, by job and side. */
final class Comparisons {
    private final Map<String, Map<Side, List<Measurement>>> measurements = new LinkedHashMap<>();

    /**
     * A line of the table.
     *
     * @param job its name
     * @param seconds per unit by side, medians over the JVMs
     * @param ratio of netlib's time to Evenkeel's
     * @param blasShare of netlib's time that was spent in netlib, its LAPACK too; NaN where it was not sampled
     * @param difference between the answers, relative to the largest number
     * @param tolerance of that
     */
    record Line(String job, Map<Side, Double> seconds, double ratio, double blasShare, double difference,
            double tolerance) {}

    void add(Side side, Measurement measurement) {
        measurements.computeIfAbsent(measurement.job(), job -> new EnumMap<>(Side.class))
                .computeIfAbsent(side, any -> new ArrayList<>()).add(measurement);
    }

    /** Lines in the order of the jobs. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        measurements.forEach((job, sides) -> {
            Map<Side, Double> seconds = new EnumMap<>(Side.class);
            sides.forEach((side, found) -> seconds.put(side, median(found.stream()
                    .mapToDouble(Measurement::seconds))));
            double[] expected = sides.get(Side.NETLIB).getFirst().answer();
            double difference = sides.values().stream().flatMap(List::stream).mapToDouble(
                    found -> difference(expected, found.answer())).max().orElse(0);
            lines.add(new Line(job, seconds, seconds.get(Side.NETLIB) / seconds.get(Side.EVENKEEL),
                    median(sides.get(Side.NETLIB).stream().mapToDouble(Measurement::blasShare)), difference,
                    sides.get(Side.NETLIB).getFirst().tolerance()));
        });
        return lines;
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The largest difference relative to the largest number; infinite where lengths or what is no number differ. */
    static double difference(double[] expected, double[] answer) {
        if (expected.length != answer.length) return Double.POSITIVE_INFINITY;
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            double between = Math.abs(expected[i] - answer[i]);
            difference = Double.isFinite(between) ? Math.max(difference, between) : Double.POSITIVE_INFINITY;
        }
        return difference == 0 ? 0 : difference / largest;
    }

    /** The jobs whose answers differ by more than they may. */
    List<String> wrong() {
        return lines().stream().filter(line -> !(line.difference <= line.tolerance)).map(Line::job).toList();
    }

    /** A table in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("| job | netlib | Evenkeel | native | ratio | in netlib |"
                + " answers differ by | may by |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Line line : lines()) {
            text.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %.2f | %s | %.1e | %.0e |%n", line.job,
                    time(line.seconds.get(Side.NETLIB)), time(line.seconds.get(Side.EVENKEEL)),
                    time(line.seconds.get(Side.NATIVE)), line.ratio,
                    Double.isNaN(line.blasShare) ? "–" : String.format("%.0f %%", 100 * line.blasShare),
                    line.difference, line.tolerance));
        }
        return text.toString();
    }

    private static String time(Double seconds) {
        if (seconds == null) return "–";
        double micros = 1e6 * seconds;
        return micros < 1 ? String.format(Locale.ROOT, "%.0f ns", 1e3 * micros)
                : micros < 1e3 ? String.format(Locale.ROOT, "%.1f µs", micros)
                        : String.format(Locale.ROOT, "%.2f ms", 1e-3 * micros);
    }
}
