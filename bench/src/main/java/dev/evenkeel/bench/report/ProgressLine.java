package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.Campaign;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.Measure;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is told after every cell. */
public final class ProgressLine {
    private ProgressLine() {}

    /** How far, what came out, and how long it will still take. */
    public static String of(Campaign.Progress progress) {
        CellResult last = progress.last();
        Measure measure = last.cell().measure();
        String speeds = last.times().stream()
                .map(times -> String.format(Locale.ROOT, "%s %." + measure.decimals() + "f", times.library(),
                        times.speed(last.cell())))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "[%d/%d, %s left] %s: %s%s", progress.done(), progress.total(),
                duration(progress.left()), last.cell(), speeds, last.isInconclusive() ? ", INCONCLUSIVE" : "");
    }

    /** Minutes from one on, else seconds. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) return seconds + " s";
        return seconds / 60 + " min " + seconds % 60 + " s";
    }
}
