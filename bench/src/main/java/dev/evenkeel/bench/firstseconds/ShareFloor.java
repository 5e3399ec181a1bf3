package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.report.ExitCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What our library must have reached by a moment.
 *
 * @param share of its steady speed
 * @param seconds after the first call began
 */
public record ShareFloor(double share, double seconds) {
    private static final double PERCENT = 100;

    /** {@link ExitCode#CHECK_FAILED} if every JVM lies below, else what a median below or a speed in doubt is. */
    int verdict(CellCourse cell) {
        double[] shares = cell.ours().sharesAt(seconds);
        if (Arrays.stream(shares).noneMatch(this::isReachedBy)) return ExitCode.CHECK_FAILED;
        boolean isSure = isReachedBy(cell.ours().shareAt(seconds)) && cell.ours().isSteady();
        return isSure ? ExitCode.OK : ExitCode.INCONCLUSIVE;
    }

    private boolean isReachedBy(double reached) {
        return reached >= share;
    }

    /** In words, with what the single JVMs had reached. */
    String text(CellCourse cell) {
        String shares = Arrays.stream(cell.ours().sharesAt(seconds))
                .mapToObj(reached -> String.format(Locale.ROOT, "%.0f", PERCENT * reached))
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "%.0f %% of steady at %s s, floor %.0f %% (JVMs %s)%s",
                PERCENT * cell.ours().shareAt(seconds), seconds, PERCENT * share, shares,
                cell.ours().isSteady() ? "" : "; " + CourseTable.DOUBT);
    }
}
