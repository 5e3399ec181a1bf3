package dev.evenkeel.bench.timing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.LibraryTimes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * What one fork gave.
 *
 * @param json in JMH's format
 * @param printed by the fork
 */
record JmhFork(JsonNode json, String printed) {
    /** As JMH itself would write it. */
    static JsonNode json(RunResult result) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(written, true, StandardCharsets.UTF_8))
                .writeOut(List.of(result));
        try {
            return new ObjectMapper().readTree(written.toString(StandardCharsets.UTF_8)).get(0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JMH wrote no JSON", e);
        }
    }

    /** The iterations in nanoseconds per call. */
    private double[] nanos() {
        JsonNode iterations = json.get("primaryMetric").get("rawData").get(0);
        double[] nanos = new double[iterations.size()];
        for (int i = 0; i < nanos.length; i++) nanos[i] = iterations.get(i).asDouble();
        return nanos;
    }

    /** One fork of each round. */
    static LibraryTimes together(String library, List<JmhFork> forks) {
        int unsettled = (int) forks.stream().filter(fork -> !ForkReport.isSteady(fork.printed)).count();
        return new LibraryTimes(library, ForkReport.codePath(forks.getLast().printed),
                forks.stream().map(JmhFork::nanos).toList(), unsettled);
    }
}
