package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.Floors;
import java.util.List;
import java.util.Locale;

/**
 * What the first seconds of our library are measured by.
 *
 * @param shares of the steady speed
 * @param plainAfter seconds after which plain Java may not be faster; infinity if it may
 */
public record CourseFloors(List<ShareFloor> shares, double plainAfter) {
    /** Copies its argument. */
    public CourseFloors {
        shares = List.copyOf(shares);
    }

    /** A line for each floor of each product; the exit code is that of the worst. */
    public Floors.Verdict check(List<CellCourse> cells) {
        int worst = ExitCode.OK;
        StringBuilder text = new StringBuilder();
        for (CellCourse cell : cells) {
            for (ShareFloor floor : shares) {
                worst = worse(worst, floor.verdict(cell));
                text.append(line(floor.verdict(cell), cell, floor.text(cell)));
            }
            if (plainAfter == Double.POSITIVE_INFINITY) continue;
            int verdict = cell.behindUntil() > plainAfter ? ExitCode.CHECK_FAILED : ExitCode.OK;
            worst = worse(worst, verdict);
            text.append(line(verdict, cell, String.format(Locale.ROOT,
                    "slower than plain Java until %.2f s, floor %s s", cell.behindUntil(), plainAfter)));
        }
        return new Floors.Verdict(worst, text.toString());
    }

    private static int worse(int one, int other) {
        return one == ExitCode.CHECK_FAILED || other == ExitCode.OK ? one : other;
    }

    private static String line(int verdict, CellCourse cell, String what) {
        String word = switch (verdict) {
            case ExitCode.OK -> "ok";
            case ExitCode.INCONCLUSIVE -> "INCONCLUSIVE";
            default -> "BELOW";
        };
        return String.format(Locale.ROOT, "%-12s %s %s: %s%n", word, cell.ours().library(), cell.cell(), what);
    }
}
