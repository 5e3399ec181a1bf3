package dev.evenkeel.bench.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of one run, named after its date and revision, beside those of other runs and the pointer {@value #LATEST}
 * to the last that measured something.
 *
 * @param path made by {@link #create}
 */
public record RunFolder(Path path) {
    /** A symbolic link; where links do not work, a file that holds the folder's name. */
    public static final String LATEST = "latest";

    /** The figures of a run. */
    static final String SUMMARY = "summary.json";

    private static final int MOST_RUNS_A_SECOND = 1000;

    /**
     * Makes a folder that no other run has.
     *
     * @param results holds the folders of all runs; made if it does not exist
     * @throws IOException if it cannot be written to
     */
    public static RunFolder create(Path results, RunDescription run) throws IOException {
        Path all = Files.createDirectories(results.toAbsolutePath().normalize());
        String name = run.date().replace(":", "") + "-" + run.revision();
        for (int i = 1; i < MOST_RUNS_A_SECOND; i++) {
            try {
                return new RunFolder(Files.createDirectory(all.resolve(i == 1 ? name : name + "-" + i)));
            } catch (FileAlreadyExistsException another) {
                continue;
            }
        }
        throw new IOException(all + " has " + MOST_RUNS_A_SECOND + " runs named " + name);
    }

    /** Points {@value #LATEST} here. */
    public void becomeLatest() throws IOException {
        Path pointer = path.resolveSibling(LATEST);
        Path made = path.resolveSibling(
                String.format(Locale.ROOT, "%s.%d.new", LATEST, ProcessHandle.current().pid()));
        Files.deleteIfExists(made);
        try {
            Files.createSymbolicLink(made, path.getFileName());
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.writeString(made, path.getFileName() + "\n");
        }
        Files.move(made, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the folder of a run that measured nothing. */
    public void deleteIfEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) return;
        }
        Files.delete(path);
    }

    /**
     * The {@value #SUMMARY} that a path means.
     *
     * @param given the file, the folder of a run, the pointer to one, or the folder that holds the runs
     * @throws IOException if there is none
     */
    static Path summary(Path given) throws IOException {
        if (isFilePointer(given)) return summary(named(given));
        if (Files.isRegularFile(given)) return given;
        if (!Files.exists(given)) throw new IOException(given + " does not exist; expected " + expected());
        Path own = given.resolve(SUMMARY);
        if (Files.isRegularFile(own)) return own;
        Path latest = given.resolve(LATEST);
        if (Files.exists(latest) && !given.endsWith(LATEST)) return summary(latest);
        throw new IOException(given + " holds neither " + SUMMARY + " nor " + LATEST + "; expected " + expected());
    }

    /**
     * Where a path leads.
     *
     * @param given a pointer that is a file, or any other path, which leads to itself
     * @throws IOException if the pointer names no folder
     */
    public static Path pointed(Path given) throws IOException {
        return isFilePointer(given) ? named(given) : given;
    }

    private static boolean isFilePointer(Path given) {
        return given.endsWith(LATEST) && Files.isRegularFile(given);
    }

    private static Path named(Path pointer) throws IOException {
        String name = Files.readString(pointer).strip();
        try {
            Path folder = pointer.resolveSibling(name);
            if (!name.isEmpty() && Files.isDirectory(folder)) return folder;
        } catch (InvalidPathException e) {
            throw new IOException(pointer + " names no folder; expected the name of a run's", e);
        }
        throw new IOException(pointer + " names '" + name + "', which is no folder; expected the name of a run's");
    }

    private static String expected() {
        return "the " + SUMMARY + " of a run, its folder, or the folder that holds all runs";
    }
}
