package dev.evenkeel.bench.gate.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** Sides that take as long as they say, on a clock that only they move. */
final class FakeSides {
    long now;
    long compilerIsIdleAt;
    long allocated;
    final List<String> turns = new ArrayList<>();

    /** A side whose call takes that long at that time. */
    Side side(String name, LongToDoubleFunction nanosPerCall, long settledAt) {
        return new Side(calls -> {
            turns.add(name);
            long nanos = Math.round(calls * nanosPerCall.applyAsDouble(now));
            now += nanos;
            return nanos;
        }, () -> now < settledAt ? 1 : 0, () -> "fake", () -> turns.add(name + " closed"));
    }

    Side side(String name, double nanosPerCall) {
        return side(name, time -> nanosPerCall, 0);
    }

    TwinTimer timer() {
        return new TwinTimer(
                new SteadyPair(10_000_000, 150_000_000, 500_000_000, 20_000_000_000L, () -> now >= compilerIsIdleAt,
                        () -> allocated, () -> now),
                new Slices(200_000, 50_000_000, 40, () -> now));
    }
}
