package dev.evenkeel.bench.timing;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a fork that failed printed, in one line; all of it goes to a file. */
public final class FailedFork {
    private static final Pattern WRONG =
            Pattern.compile(".*" + Pattern.quote(WrongAnswerException.class.getName()) + ":\\s*(.*)");
    private static final Pattern REASON =
            Pattern.compile(
                    "(?:Caused by: |Suppressed: |Exception in thread \"[^\"]*\" )?([\\w.$]+(?:Exception|Error)\\b.*)");

    private FailedFork() {}

    /**
     * The exception to throw.
     *
     * @param who was timed at what
     * @param printed by the fork
     * @param otherwise the reason if the fork gave none
     * @param folder for the file
     */
    public static RuntimeException of(String who, String printed, String otherwise, Path folder) {
        String wrong = last(WRONG, printed);
        if (wrong != null) return new WrongAnswerException(wrong);
        String reason = last(REASON, printed);
        String what = who + ": could not be timed: " + (reason == null ? otherwise : reason);
        Path log = folder.resolve("failed-fork.log");
        try {
            Files.writeString(log, printed);
            return new MeasurementException(what + " (all that it printed: " + log + ")", null);
        } catch (IOException e) {
            return new MeasurementException(what + " (what it printed could not be stored: " + e.getMessage() + ")", e);
        }
    }

    private static String last(Pattern pattern, String printed) {
        return printed.lines().map(String::strip).map(pattern::matcher).filter(Matcher::matches)
                .map(matcher -> matcher.group(1)).reduce((first, second) -> second).orElse(null);
    }
}
