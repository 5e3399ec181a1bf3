package dev.evenkeel.bench.timing;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.Set;

/** How long a call may take, before anything was timed: good for saying when a run will be ready, and nothing else. */
final class CallTimes {
    /** Loops without vectors, or with vectors as objects. */
    private static final Set<String> SLOW =
            Set.of("plain-java", "ejml", "netlib-vector", "commons-rng", "jdk-xoroshiro", "jdk-splittable");

    /** Times as long as the machine's limit would allow. */
    private static final double SLOWLY = 50;

    private static final double FAST = 3;

    private CallTimes() {}

    static double nanos(Cell cell, String library, Roofline roofline) {
        return cell.work() / cell.limit(roofline) * (SLOW.contains(library) ? SLOWLY : FAST);
    }
}
