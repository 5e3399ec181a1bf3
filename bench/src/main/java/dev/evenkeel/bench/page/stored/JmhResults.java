package dev.evenkeel.bench.page.stored;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in JMH's own format.
 *
 * @param name of the file
 * @param date of the file, because JMH writes none down
 * @param machine virtual machine and forks
 * @param scores in the order of the file
 */
public record JmhResults(String name, String date, String machine, List<Score> scores) {
    private static final String THROUGHPUT = "thrpt";

    /**
     * A benchmark's score.
     *
     * @param group class without the package, mode and unit
     * @param method within the class
     * @param parameters with threads where there are several
     * @param isThroughput whether more is better
     * @param value JMH's score
     * @param low end of JMH's interval, or least of the single figures, or null
     * @param high the other end, or null
     */
    public record Score(Group group, String method, Map<String, String> parameters, boolean isThroughput, double value,
            Double low, Double high) {
        /** More is better. */
        public double speed() {
            return isThroughput ? value : 1 / value;
        }
    }

    /**
     * What stands on one axis.
     *
     * @param type class without the package
     */
    public record Group(String type, String mode, String unit) {}

    static boolean isOne(JsonNode root) {
        return root.isArray() && !root.isEmpty() && root.get(0).has("benchmark") && root.get(0).has("primaryMetric");
    }

    static JmhResults read(Path file, JsonNode root) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (JsonNode result : root) {
            Score score = score(file, result);
            if (Double.isFinite(score.value) && score.value > 0) scores.add(score);
        }
        JsonNode first = root.get(0);
        String machine = List.of("vmName", "vmVersion").stream().map(field -> first.path(field).asText(""))
                .filter(text -> !text.isBlank()).reduce((a, b) -> a + " " + b).orElse("");
        String date = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new JmhResults(file.getFileName().toString(), date, machine, scores);
    }

    private static Score score(Path file, JsonNode result) throws IOException {
        JsonNode metric = result.path("primaryMetric");
        String benchmark = result.path("benchmark").asText();
        if (benchmark.isEmpty() || !metric.has("score") || !metric.has("scoreUnit")) {
            throw new IOException(file + ": expected benchmark, primaryMetric.score and primaryMetric.scoreUnit in "
                    + "each of JMH's results");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        result.path("params").properties()
                .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        if (result.path("threads").asInt(1) > 1) {
            parameters.putIfAbsent("threads", result.path("threads").asText());
        }
        int method = benchmark.lastIndexOf('.');
        String mode = result.path("mode").asText();
        double[] interval = interval(metric);
        return new Score(
                new Group(benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, Math.max(method, 0)), mode,
                        metric.get("scoreUnit").asText()),
                benchmark.substring(method + 1), parameters, mode.equals(THROUGHPUT), number(metric.get("score")),
                interval == null ? null : interval[0], interval == null ? null : interval[1]);
    }

    private static double[] interval(JsonNode metric) {
        JsonNode confidence = metric.path("scoreConfidence");
        if (confidence.size() == 2) {
            double[] ends = {number(confidence.get(0)), number(confidence.get(1))};
            if (Double.isFinite(ends[0]) && Double.isFinite(ends[1])) return ends;
        }
        List<Double> single = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) for (JsonNode value : fork) single.add(number(value));
        double[] values = single.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
        if (values.length < 2) return null;
        return new double[] {Arrays.stream(values).min().orElseThrow(), Arrays.stream(values).max().orElseThrow()};
    }

    /** JMH writes NaN as text. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    /** Scores of each axis. */
    public Map<Group, List<Score>> groups() {
        Map<Group, List<Score>> groups = new LinkedHashMap<>();
        for (Score score : scores) groups.computeIfAbsent(score.group, group -> new ArrayList<>()).add(score);
        return groups;
    }
}
