package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.cli.convert.LongCountConverter;
import dev.evenkeel.bench.cli.convert.ThreadsConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a training goes on, whatever is trained. */
final class TrainingOptions {
    @Option(names = "--interval", paramLabel = "N", defaultValue = "10000", converter = LongCountConverter.class,
            description = "Steps from one line of the log, and checkpoint, to the next. Default: ${DEFAULT-VALUE}.")
    private long interval;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", converter = ThreadsConverter.class,
            description = "Threads that compute; they change no bit. Default: ${DEFAULT-VALUE}.")
    private int threads;

    TrainingOptions() {}

    long interval() { return interval; }

    int threads() { return threads; }

    /**
     * Makes the folder of {@code --out} where there is none.
     *
     * @throws IllegalArgumentException if it cannot be made, or is a file
     */
    static void createFolder(Path folder) {
        try {
            if (!folder.toString().isEmpty() && Files.isDirectory(Files.createDirectories(folder))) return;
        } catch (IOException e) {
            throw noFolder(folder, e);
        }
        throw noFolder(folder, null);
    }

    private static IllegalArgumentException noFolder(Path folder, IOException cause) {
        return new IllegalArgumentException(
                "--out '" + folder + "': expected a folder that can be written to, or a place for one", cause);
    }
}
