package dev.evenkeel.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code summary.json} that is read again.
 *
 * @param run what made it
 * @param processor what it was made on
 * @param java the virtual machine
 * @param kernels of our library
 * @param figures in the order of the file
 */
public record StoredRun(RunDescription run, String processor, String java, String kernels, List<Figure> figures) {
    private static final Set<String> VALUES = Set.of("benchmark", "library", "unit", "speed", "percentOfRoof", "roof",
            "roundSpeeds", "nanosPerCall", "codePath");

    /**
     * The speed of a library in a cell.
     *
     * @param name which one
     * @param unit of the speeds
     * @param speed median
     * @param percentOfRoof median
     * @param roundSpeeds by round
     * @param codePath what the library said it ran
     */
    public record Figure(BenchmarkName name, String unit, double speed, double percentOfRoof, double[] roundSpeeds,
            String codePath) {}

    /**
     * Reads a run.
     *
     * @param file a summary, or the folder that holds one
     * @throws IOException if there is none, or a field is missing; the message names file and field
     */
    public static StoredRun read(Path file) throws IOException {
        Path summary = Files.isDirectory(file) ? file.resolve("summary.json") : file;
        if (!Files.isRegularFile(summary)) {
            throw new IOException(summary + " does not exist; expected the summary.json of a run");
        }
        try {
            JsonNode root = new ObjectMapper().readTree(summary.toFile());
            JsonNode run = field(summary, root, "run");
            List<String> command = new ArrayList<>();
            field(summary, run, "command").forEach(argument -> command.add(argument.asText()));
            JsonNode machine = field(summary, root, "machine");
            List<Figure> figures = new ArrayList<>();
            for (JsonNode figure : field(summary, root, "figures")) figures.add(figure(summary, figure));
            return new StoredRun(
                    new RunDescription(field(summary, run, "date").asText(), field(summary, run, "revision").asText(),
                            command),
                    field(summary, machine, "processor").asText(), field(summary, machine, "java").asText().strip(),
                    field(summary, machine, "kernels").asText(), figures);
        } catch (JsonProcessingException e) {
            throw new IOException(summary + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Figure figure(Path file, JsonNode node) throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        node.properties().stream().filter(entry -> !VALUES.contains(entry.getKey()))
                .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        JsonNode rounds = field(file, node, "roundSpeeds");
        double[] speeds = new double[rounds.size()];
        for (int i = 0; i < speeds.length; i++) speeds[i] = rounds.get(i).asDouble();
        return new Figure(
                new BenchmarkName(field(file, node, "benchmark").asText(), field(file, node, "library").asText(),
                        parameters),
                field(file, node, "unit").asText(), field(file, node, "speed").asDouble(),
                field(file, node, "percentOfRoof").asDouble(), speeds, field(file, node, "codePath").asText());
    }

    private static JsonNode field(Path file, JsonNode node, String name) throws IOException {
        JsonNode found = node.get(name);
        if (found == null || found.isNull()) {
            throw new IOException(file + " has no field " + name + "; expected the summary.json of a run");
        }
        return found;
    }
}
