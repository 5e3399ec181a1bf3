package dev.evenkeel.bench.gate.twin;

import dev.evenkeel.bench.launch.Compiler;

/**
 * Times two sides of one benchmark.
 *
 * @param warmUp before anything counts
 * @param slices what counts
 */
record TwinTimer(SteadyPair warmUp, Slices slices) {
    /** Something moved in so many windows: then it is left to another JVM. */
    private static final int WINDOWS = 3;

    /** Time of calls whose allocation is looked at. */
    private static final long ALLOCATION_NANOS = 2_000_000;

    /** Measured in this JVM, with lengths that were tried out. */
    static TwinTimer ofThisJvm() {
        return new TwinTimer(
                new SteadyPair(10_000_000, 150_000_000, 500_000_000, 20_000_000_000L, Compiler::isIdle,
                        Allocation::total, System::nanoTime),
                new Slices(200_000, 500_000_000, 40, System::nanoTime));
    }

    /** What the first window whose halves agree shows, or else the last window. */
    TwinFigures measure(Side baseline, Side candidate, boolean baselineFirst) {
        Side first = baselineFirst ? baseline : candidate;
        Side second = baselineFirst ? candidate : baseline;
        SteadyPair.Pace pace = warmUp.warmUp(first, second);
        Window window = slices.window(first, second, pace.nanosPerCall());
        for (int i = 1; i < WINDOWS && !window.halvesAgree(); i++) {
            window = slices.window(first, second, pace.nanosPerCall());
        }
        double ratio = Math.exp(window.logRatio());
        long calls = Math.max(1, Math.round(ALLOCATION_NANOS / pace.nanosPerCall()));
        return new TwinFigures(baselineFirst ? window.firstCost() : window.firstCost() * ratio,
                baselineFirst ? ratio : 1 / ratio, Allocation.perCall(baseline, calls),
                Allocation.perCall(candidate, calls), pace.isSteady() && window.halvesAgree());
    }
}
