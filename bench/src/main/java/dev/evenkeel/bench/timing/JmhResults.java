package dev.evenkeel.bench.timing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.util.ListStatistics;

/**
 * All forks in JMH's format, those of one cell and library together, with the same figures as the table: the score is
 * the median over the forks of each one's median, its confidence interval the lowest and the highest fork, and the raw
 * data are all iterations. What the cell counts per second is a secondary metric.
 */
public final class JmhResults {
    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private final Map<Key, List<JsonNode>> forks = new LinkedHashMap<>();

    private record Key(Cell cell, String library) {}

    /** None yet. */
    JmhResults() {}

    void add(Cell cell, String library, JsonNode fork) {
        forks.computeIfAbsent(new Key(cell, library), key -> new ArrayList<>()).add(fork);
    }

    /** The results of these cells, in this order. */
    public ArrayNode json(List<CellResult> results) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (CellResult result : results) {
            for (LibraryTimes times : result.times()) {
                all.add(together(result.cell(), times, forks.get(new Key(result.cell(), times.library()))));
            }
        }
        return all;
    }

    private static ObjectNode together(Cell cell, LibraryTimes times, List<JsonNode> forks) {
        ObjectNode result = forks.getFirst().deepCopy();
        result.put("forks", forks.size());
        result.withObjectProperty("params").put("library", times.library());
        result.set("primaryMetric", metric(times, nanos -> nanos, "ns/op"));
        result.withObjectProperty("secondaryMetrics").set(cell.measure().unit(),
                metric(times, nanos -> cell.work() / nanos, cell.measure().unit()));
        return result;
    }

    private static ObjectNode metric(LibraryTimes times, DoubleUnaryOperator ofNanos, String unit) {
        double[] rounds = Arrays.stream(times.roundNanos()).map(ofNanos).sorted().toArray();
        double score = ofNanos.applyAsDouble(times.nanos());
        boolean hasInterval = rounds.length > 1;
        ObjectNode metric = JsonNodeFactory.instance.objectNode();
        metric.put("score", score);
        if (hasInterval) metric.put("scoreError", Math.max(score - rounds[0], rounds[rounds.length - 1] - score));
        else metric.put("scoreError", "NaN");
        ArrayNode interval = metric.putArray("scoreConfidence");
        if (hasInterval) interval.add(rounds[0]).add(rounds[rounds.length - 1]);
        else interval.add("NaN").add("NaN");
        double[] iterations =
                times.rounds().stream().flatMapToDouble(Arrays::stream).map(ofNanos).toArray();
        ObjectNode percentiles = metric.putObject("scorePercentiles");
        for (double rank : PERCENTILES) {
            percentiles.put(String.valueOf(rank), new ListStatistics(iterations).getPercentile(rank));
        }
        metric.put("scoreUnit", unit);
        ArrayNode raw = metric.putArray("rawData");
        for (double[] round : times.rounds()) {
            ArrayNode fork = raw.addArray();
            Arrays.stream(round).map(ofNanos).forEach(fork::add);
        }
        return metric;
    }
}
