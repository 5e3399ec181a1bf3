package dev.evenkeel.bench.study.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.bench.report.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file with a JSON object in each line, every one of which has a {@code step}. */
public final class TrainingLog {
    private final Path file;

    private TrainingLog(Path file) { this.file = file; }

    /**
     * Opens the log of a training that goes on, or begins. What was written behind that step is removed: the training
     * was cut off before it was saved, and will write it again.
     *
     * @param step of the checkpoint; 0 to begin
     * @throws IOException if the file cannot be read or written, or is no such log
     */
    public static TrainingLog open(Path file, long step) throws IOException {
        StringBuilder kept = new StringBuilder();
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                boolean isLast = i == lines.size() - 1;
                if (isUpTo(file, lines.get(i), step, isLast)) kept.append(lines.get(i)).append('\n');
            }
        }
        WholeFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
        return new TrainingLog(file);
    }

    /** A last line may be half of one. */
    private static boolean isUpTo(Path file, String line, long step, boolean isLast) throws IOException {
        try {
            JsonNode number = new ObjectMapper().readTree(line).path("step");
            if (number.isNumber()) return number.longValue() <= step;
        } catch (JsonProcessingException e) {
            if (isLast) return false;
            throw new IOException(file + ": is no log of a training, it has the line " + line, e);
        }
        throw new IOException(file + ": is no log of a training, it has the line " + line);
    }

    /** Adds a line. */
    public void append(ObjectNode line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }
}
