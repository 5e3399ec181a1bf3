package dev.evenkeel.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;

/**
 * Which run made the figures, so that somebody can repeat it.
 *
 * @param date in UTC, to the second
 * @param revision of the sources that were built, with {@code -dirty} where some were not committed; {@code unknown}
 * outside a repository
 * @param command the arguments of the program
 */
public record RunDescription(String date, String revision, List<String> command) {
    private static final String UNKNOWN = "unknown";

    /** Copies its argument. */
    public RunDescription {
        command = List.copyOf(command);
    }

    /** A run that begins now with these arguments. */
    public static RunDescription ofNow(List<String> command) {
        return new RunDescription(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), builtRevision(), command);
    }

    private static String builtRevision() {
        Properties build = new Properties();
        try (InputStream stream = RunDescription.class.getResourceAsStream("/evenkeel-build.properties")) {
            if (stream != null) build.load(stream);
        } catch (IOException e) {
            return UNKNOWN;
        }
        String revision = build.getProperty("git.commit.id.abbrev", UNKNOWN);
        return Boolean.parseBoolean(build.getProperty("git.dirty")) ? revision + "-dirty" : revision;
    }
}
