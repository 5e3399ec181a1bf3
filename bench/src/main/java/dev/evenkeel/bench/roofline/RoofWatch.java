package dev.evenkeel.bench.roofline;

import java.util.function.ToDoubleFunction;

/** Measures limits again beside the work that they bound, because clocks drift and other programs come and go. */
public final class RoofWatch {
    private Roofline best;

    /** Begins with what was measured first. */
    public RoofWatch(Roofline first) {
        best = first;
    }

    /** The highest rates so far. */
    public Roofline best() {
        return best;
    }

    /** Measures the limit of some work on these threads: once before it, once after. */
    public Roof beside(Runnable work, ToDoubleFunction<Roofline> limit, int threads) {
        Roofline.Again before = best.again(limit, threads);
        work.run();
        Roofline.Again after = best.again(limit, threads);
        best = best.max(before.roofline()).max(after.roofline());
        double first = limit.applyAsDouble(before.roofline());
        double second = limit.applyAsDouble(after.roofline());
        return new Roof(Math.max(first, second), Math.min(first, second), limit.applyAsDouble(best),
                before.confirmed() && after.confirmed());
    }
}
