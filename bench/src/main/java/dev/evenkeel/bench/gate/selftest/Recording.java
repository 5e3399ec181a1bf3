package dev.evenkeel.bench.gate.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.Round;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.report.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds of one jar against itself, in a file.
 *
 * @param stamp of the first call
 * @param note what else ran on the machine, in words
 * @param checksum of the jar
 * @param rounds by benchmark, in the order of time
 */
public record Recording(EnvironmentStamp stamp, String note, String checksum, Map<String, List<Timed>> rounds) {
    /**
     * A round.
     *
     * @param round both sides
     * @param seconds it took, JVMs' starts included
     */
    public record Timed(Round round, double seconds) {}

    /**
     * Reads one.
     *
     * @param option by which the file was given
     * @throws IllegalArgumentException if it cannot be read, or holds nothing; the message says what is wrong
     */
    public static Recording read(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(option + ": " + file + " does not exist; expected recorded forks");
        }
        try {
            Recording found = new ObjectMapper().readValue(file.toFile(), Recording.class);
            if (found == null || found.stamp == null || found.rounds == null || found.rounds.isEmpty()
                    || found.rounds.values().stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException(option + ": " + file + " holds no recorded rounds; record anew");
            }
            return found;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    option + ": " + file + " is damaged, record anew: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one to draw from.
     *
     * @param option by which the file was given
     * @throws IllegalArgumentException also if it has too few rounds; the message says how many are needed
     */
    public static Recording toPlay(String option, Path file) {
        Recording found = read(option, file);
        if (found.complete() < SequentialPlan.FIRST) {
            throw new IllegalArgumentException(option + ": " + file + " has " + Counted.of(found.complete(), "round")
                    + " of every benchmark; expected " + SequentialPlan.FIRST
                    + " or more, after which the gate first decides. Call --record-forks again.");
        }
        return found;
    }

    /** One without rounds. */
    static Recording empty(EnvironmentStamp stamp, String note, String checksum) {
        return new Recording(stamp, note, checksum, new LinkedHashMap<>());
    }

    /** Rounds that all benchmarks have. */
    int complete() {
        return rounds.values().stream().mapToInt(List::size).min().orElse(0);
    }

    /** Adds a round. */
    void add(String benchmark, Timed timed) {
        rounds.computeIfAbsent(benchmark, name -> new ArrayList<>()).add(timed);
    }

    /** Replaces the file, which is whole at any time. */
    void write(Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(whole.toFile(), this);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
