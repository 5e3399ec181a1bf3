package dev.evenkeel.bench.page.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stored run.
 *
 * @param stored all but the limits
 * @param roofline the limits, or null
 */
public record Run(StoredRun stored, Roofline roofline) {
    static Run read(Path file, JsonNode root) throws IOException {
        try {
            JsonNode limits = root.get("roofline");
            return new Run(StoredRun.read(file), limits == null || limits.isNull() ? null
                    : new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .treeToValue(limits, Roofline.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": roofline: expected the limits of a run: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        }
    }

    /** When it began, in UTC. */
    public String date() {
        return stored.run().date();
    }

    /** Date and revision. */
    public String name() {
        return date().replace('T', ' ').replace("Z", " UTC") + ", revision " + stored.run().revision();
    }

    /** Two runs on the same are comparable in speed. */
    public String machine() {
        return stored.processor() + ", " + stored.java() + ", "
                + (roofline == null ? "unknown lanes" : roofline.lanes() + " lanes");
    }

    /** Cells by benchmark, in the order of the file; figures that are no speeds are left out. */
    public Map<String, List<Contest>> contests() {
        Map<String, Map<Map<String, Object>, List<StoredRun.Figure>>> found = new LinkedHashMap<>();
        for (StoredRun.Figure figure : stored.figures()) {
            if (!(figure.speed() > 0) || !Double.isFinite(figure.speed())) continue;
            found.computeIfAbsent(figure.name().benchmark(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(figure.name().parameters(), name -> new ArrayList<>()).add(figure);
        }
        Map<String, List<Contest>> contests = new LinkedHashMap<>();
        found.forEach((benchmark, cells) -> contests.put(benchmark,
                cells.values().stream().map(figures -> Contest.of(this, figures)).toList()));
        return contests;
    }
}
