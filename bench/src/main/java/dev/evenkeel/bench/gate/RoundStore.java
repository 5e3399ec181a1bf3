package dev.evenkeel.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The complete rounds of a comparison, in a file that always holds all of them: an interrupted gate goes on there. */
public final class RoundStore {
    private final Path file;
    private final Contents contents;

    /**
     * What is in the file.
     *
     * @param baseline checksum of the jar
     * @param candidate checksum of the jar
     * @param options whatever else decides about a figure
     * @param rounds by name of the benchmark
     */
    record Contents(String baseline, String candidate, List<String> options, Map<String, List<Round>> rounds) {}

    private RoundStore(Path file, Contents contents) {
        this.file = file;
        this.contents = contents;
    }

    /**
     * A new one, or that of an earlier call of the same comparison.
     *
     * @throws IllegalArgumentException if the folder holds another comparison
     */
    static RoundStore open(Path folder, String baseline, String candidate, List<String> options) throws IOException {
        Path file = Files.createDirectories(folder).resolve("rounds.json");
        if (!Files.exists(file)) {
            return new RoundStore(file, new Contents(baseline, candidate, options, new LinkedHashMap<>()));
        }
        try {
            Contents found = new ObjectMapper().readValue(file.toFile(), Contents.class);
            if (!found.baseline.equals(baseline) || !found.candidate.equals(candidate)
                    || !found.options.equals(options)) {
                throw new IllegalArgumentException("--results: " + folder
                        + " holds rounds of other jars or options; expected an empty folder, or that comparison");
            }
            return new RoundStore(file, found);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("--results: " + file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** One that forgets. */
    public static RoundStore inMemory() {
        return new RoundStore(null, new Contents("", "", List.of(), new LinkedHashMap<>()));
    }

    /** Those of a benchmark so far. */
    List<Round> rounds(String name) {
        return contents.rounds.getOrDefault(name, List.of());
    }

    /** Keeps one more. */
    void add(String name, Round round) throws IOException {
        contents.rounds.computeIfAbsent(name, unknown -> new ArrayList<>()).add(round);
        if (file == null) return;
        Path whole = file.resolveSibling("rounds.json.new");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(whole.toFile(), contents);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
