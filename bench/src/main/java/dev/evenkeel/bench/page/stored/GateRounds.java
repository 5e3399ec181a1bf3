package dev.evenkeel.bench.page.stored;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What a gate measured, and what it said.
 *
 * @param folder that holds it
 * @param rows by benchmark
 */
public record GateRounds(Path folder, List<Row> rows) {
    /** A line of gate.csv: time, name, verdict, change, its interval, rounds, form. */
    private static final Pattern LINE =
            Pattern.compile("([^,]*),\"((?:[^\"]|\"\")*)\",([A-Z]+),([^,]+),([^,]+),([^,]+),(\\d+)(?:,[^,]*)?");

    /**
     * A benchmark.
     *
     * @param verdict or null, where only rounds are stored
     * @param change the candidate's cost over the baseline's, less 1
     * @param low end of its interval, or null
     * @param high end of its interval, or null
     * @param rounds the change in each
     */
    public record Row(String name, String verdict, double change, Double low, Double high, double[] rounds) {}

    static boolean isOne(JsonNode root) {
        return root.has("baseline") && root.has("candidate") && root.path("rounds").isObject();
    }

    /** Rounds, and beside them the verdicts of the last report, if it was written. */
    static GateRounds read(Path file, JsonNode root) throws IOException {
        Map<String, Matcher> verdicts = verdicts(file.resolveSibling("gate.csv"));
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.get("rounds").properties()) {
            double[] changes = changes(file, entry.getValue());
            if (changes.length > 0) rows.add(row(entry.getKey(), changes, verdicts.get(entry.getKey())));
        }
        return new GateRounds(file.toAbsolutePath().getParent(), rows);
    }

    /** Verdicts alone. */
    static GateRounds ofVerdicts(Path csv) throws IOException {
        List<Row> rows = verdicts(csv).entrySet().stream().filter(entry -> !entry.getValue().group(4).equals("NaN"))
                .map(entry -> row(entry.getKey(), new double[0], entry.getValue())).toList();
        return new GateRounds(csv.toAbsolutePath().getParent(), rows);
    }

    private static double[] changes(Path file, JsonNode rounds) throws IOException {
        double[] changes = new double[rounds.size()];
        for (int i = 0; i < changes.length; i++) {
            JsonNode round = rounds.get(i);
            changes[i] = round.path("candidate").path("cost").asDouble(Double.NaN)
                    / round.path("baseline").path("cost").asDouble(Double.NaN) - 1;
            if (!Double.isFinite(changes[i])) {
                throw new IOException(file + ": expected baseline.cost and candidate.cost in every round");
            }
        }
        return changes;
    }

    private static Row row(String name, double[] changes, Matcher verdict) {
        if (verdict == null) {
            return new Row(name, null, Median.withDefaults().withCopy(true).evaluate(changes), null, null, changes);
        }
        return new Row(name, verdict.group(3), Double.parseDouble(verdict.group(4)), finite(verdict.group(5)),
                finite(verdict.group(6)), changes);
    }

    private static Double finite(String number) {
        double value = Double.parseDouble(number);
        return Double.isFinite(value) ? value : null;
    }

    /** The last line of each benchmark. */
    private static Map<String, Matcher> verdicts(Path csv) throws IOException {
        Map<String, Matcher> verdicts = new LinkedHashMap<>();
        for (String line : Files.isRegularFile(csv) ? Files.readAllLines(csv) : List.<String>of()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && areNumbers(matcher)) {
                verdicts.put(matcher.group(2).replace("\"\"", "\""), matcher);
            }
        }
        return verdicts;
    }

    private static boolean areNumbers(Matcher line) {
        return Arrays.asList(line.group(4), line.group(5), line.group(6)).stream()
                .allMatch(text -> text.matches("NaN|-?(Infinity|\\d+(\\.\\d+)?)"));
    }
}
