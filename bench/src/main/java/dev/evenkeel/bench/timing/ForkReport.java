package dev.evenkeel.bench.timing;

import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;

/** What a fork prints for the process that started it: lines that begin with a mark. */
public final class ForkReport {
    private static final String CODE_PATH = "code path: ";
    private static final String NOT_STEADY = "warm-up ended before the speed was steady";

    private ForkReport() {}

    /** Warms up, then tells what runs and whether its speed is steady. */
    public static void warmUp(WarmUp warmUp, Trial trial) {
        if (!warmUp.untilSteady(trial).isSteady()) System.out.println(NOT_STEADY);
        tell(trial);
    }

    /** Tells what runs. */
    public static void tell(Trial trial) {
        System.out.println(CODE_PATH + trial.codePath());
    }

    /** What the library said it ran, or nothing. JMH may have begun the line. */
    static String codePath(String printed) {
        return printed.lines().filter(line -> line.contains(CODE_PATH))
                .map(line -> line.substring(line.indexOf(CODE_PATH) + CODE_PATH.length()))
                .reduce("", (first, last) -> last);
    }

    /** Whether no line says otherwise. */
    static boolean isSteady(String printed) {
        return printed.lines().noneMatch(line -> line.endsWith(NOT_STEADY));
    }
}
