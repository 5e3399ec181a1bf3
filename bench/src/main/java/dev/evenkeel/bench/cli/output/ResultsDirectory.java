package dev.evenkeel.bench.cli.output;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** {@code target/results} of the bench module, wherever the command was started. */
public final class ResultsDirectory {
    private ResultsDirectory() {}

    /** Beside the jar or the classes that are running; both lie in {@code target}. */
    public static Path ofThisProgram() {
        try {
            Path program = Path.of(ResultsDirectory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return program.resolveSibling("results");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where the program is", e);
        }
    }
}
