package dev.evenkeel.bench.gate.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The forks of one jar, in a file.
 *
 * @param stamp what they were measured on
 * @param jar the name of its file
 * @param checksum of the jar
 * @param benchmarks in the order in which they were measured
 */
public record StoredForks(EnvironmentStamp stamp, String jar, String checksum, List<Measured> benchmarks) {
    private static final String EXPECTED = "; expected what gate --record wrote";

    /**
     * Of one benchmark.
     *
     * @param id which one
     * @param forks in the order of time
     */
    public record Measured(BenchmarkId id, List<RuledFork> forks) {}

    /** Of this jar, without forks. */
    public static StoredForks empty(EnvironmentStamp stamp, Path jar, String checksum) {
        return new StoredForks(stamp, jar.getFileName().toString(), checksum, new ArrayList<>());
    }

    /**
     * Reads what was stored.
     *
     * @param option by which the file was given
     * @throws IllegalArgumentException if it cannot be read, or is something else; the message names option and file
     */
    public static StoredForks read(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(option + ": " + file + " does not exist" + EXPECTED);
        }
        try {
            StoredForks found = new ObjectMapper().readValue(file.toFile(), StoredForks.class);
            if (found == null || !found.isWhole()) {
                throw new IllegalArgumentException(option + ": " + file + " lacks what forks need" + EXPECTED);
            }
            return found;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(option + ": " + file + " is empty, cut off or no such file ("
                    + e.getOriginalMessage().lines().findFirst().orElse("") + ")" + EXPECTED, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isWhole() {
        return stamp != null && checksum != null && benchmarks != null
                && benchmarks.stream().allMatch(measured -> measured != null && measured.id != null
                        && measured.forks != null && measured.forks.stream().allMatch(StoredForks::isWhole));
    }

    private static boolean isWhole(RuledFork fork) {
        return fork != null && fork.fork() != null && fork.fork().cost() > 0 && fork.peak() > 0
                && fork.bandwidth() > 0 && Double.isFinite(fork.fork().cost() * fork.peak() * fork.bandwidth());
    }

    /** Those of a benchmark; none if it is not there. */
    List<RuledFork> forks(BenchmarkId id) {
        return benchmarks.stream().filter(measured -> measured.id.equals(id)).findFirst().map(Measured::forks)
                .orElse(List.of());
    }

    /** One more. */
    void add(BenchmarkId id, RuledFork fork) {
        benchmarks.stream().filter(measured -> measured.id.equals(id)).findFirst().orElseGet(() -> {
            Measured measured = new Measured(id, new ArrayList<>());
            benchmarks.add(measured);
            return measured;
        }).forks.add(fork);
    }

    /** Replaces the file, which is whole at any time. */
    void write(Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(whole.toFile(), this);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
