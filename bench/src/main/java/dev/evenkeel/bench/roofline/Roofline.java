package dev.evenkeel.bench.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The measured limits of this machine.
 *
 * @param lanes float32 lanes of the vectors that were measured
 * @param caches capacities
 * @param peak GFLOP/s by number of threads
 * @param bandwidths each level, access and number of threads once
 */
public record Roofline(int lanes, CacheSizes caches, Map<Integer, Double> peak, List<Bandwidth> bandwidths) {
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1);

    /** C2 needs up to a third of a second for a loop that it has not seen. */
    private static final Stopwatch COMPILE =
            new Stopwatch(TimeUnit.MILLISECONDS.toNanos(300), WINDOW, TimeUnit.MILLISECONDS.toNanos(10));

    private static final Stopwatch STOPWATCH =
            new Stopwatch(TimeUnit.MILLISECONDS.toNanos(15), WINDOW, TimeUnit.MILLISECONDS.toNanos(60));

    /**
     * A measured rate.
     *
     * @param level where the data was
     * @param access what was done
     * @param threads how many at once
     * @param gigabytesPerSecond 10⁹ bytes per second, all threads together
     */
    public record Bandwidth(Level level, Access access, int threads, double gigabytesPerSecond) {
        private Bandwidth withRate(double rate) {
            return new Bandwidth(level, access, threads, rate);
        }

        private boolean isOfSame(Bandwidth other) {
            return level == other.level && access == other.access && threads == other.threads;
        }
    }

    /** Copies its arguments. */
    public Roofline {
        peak = Map.copyOf(peak);
        bandwidths = List.copyOf(bandwidths);
    }

    /** Measures everything for these numbers of threads: two seconds, and a tenth of a second for each figure. */
    public static Roofline measure(Set<Integer> threadCounts) {
        CacheSizes caches = CacheSizes.ofThisMachine();
        Map<Integer, Double> peak = new TreeMap<>();
        List<Bandwidth> bandwidths = new ArrayList<>();
        COMPILE.rate(FmaProbe::new, 1);
        for (Access access : Access.values()) COMPILE.rate(() -> new MemoryProbe(access, caches.probe(Level.L2)), 1);
        for (int threads : threadCounts) {
            peak.put(threads, measurePeak(threads).perNano());
            for (Level level : Level.values()) {
                for (Access access : Access.values()) {
                    double rate = measureBandwidth(caches, level, access, threads).perNano();
                    bandwidths.add(new Bandwidth(level, access, threads, rate));
                }
            }
        }
        return new Roofline(FmaProbe.lanes(), caches, peak, bandwidths);
    }

    /** GFLOP/s of these threads at this moment. */
    public static double peakNow(int threads) {
        return measurePeak(threads).perNano();
    }

    /** GB/s of copies in main memory at this moment; both directions are counted. */
    public static double copiesNow(int threads) {
        return measureBandwidth(CacheSizes.ofThisMachine(), Level.DRAM, Access.COPY, threads).perNano();
    }

    private static Rate measurePeak(int threads) {
        return STOPWATCH.rate(FmaProbe::new, threads);
    }

    private static Rate measureBandwidth(CacheSizes caches, Level level, Access access, int threads) {
        long bytes = Math.min(caches.probe(level), Runtime.getRuntime().maxMemory() / 3 / threads);
        return STOPWATCH.rate(() -> new MemoryProbe(access, bytes), threads);
    }

    /** The same with another peak. */
    public Roofline withPeak(int threads, double gflops) {
        Map<Integer, Double> changed = new TreeMap<>(peak);
        changed.put(threads, gflops);
        return new Roofline(lanes, caches, changed, bandwidths);
    }

    /** The same with another bandwidth. */
    Roofline with(Bandwidth changed) {
        return new Roofline(lanes, caches, peak, bandwidths.stream()
                .map(bandwidth -> bandwidth.isOfSame(changed) ? changed : bandwidth).toList());
    }

    /** Of each limit the higher of two measurements of the same limits. */
    Roofline max(Roofline other) {
        Map<Integer, Double> highest = new TreeMap<>(peak);
        other.peak.forEach((threads, gflops) -> highest.merge(threads, gflops, Math::max));
        List<Bandwidth> fastest = new ArrayList<>();
        for (Bandwidth mine : bandwidths) {
            double theirs = other.bandwidth(mine.level, mine.access, mine.threads);
            fastest.add(mine.withRate(Math.max(mine.gigabytesPerSecond, theirs)));
        }
        return new Roofline(lanes, caches, highest, fastest);
    }

    /**
     * Measures again what decides about a limit: what would change it if it were half as high.
     *
     * @param limit of some work on these threads
     */
    Again again(ToDoubleFunction<Roofline> limit, int threads) {
        double now = limit.applyAsDouble(this);
        Roofline measured = this;
        boolean confirmed = true;
        if (limit.applyAsDouble(withPeak(threads, peak.get(threads) / 2)) != now) {
            Rate rate = measurePeak(threads);
            confirmed = rate.confirmed();
            measured = measured.withPeak(threads, rate.perNano());
        }
        for (Bandwidth bandwidth : bandwidths) {
            Bandwidth half = bandwidth.withRate(bandwidth.gigabytesPerSecond / 2);
            if (bandwidth.threads == threads && limit.applyAsDouble(with(half)) != now) {
                Rate rate = measureBandwidth(caches, bandwidth.level, bandwidth.access, threads);
                confirmed &= rate.confirmed();
                measured = measured.with(bandwidth.withRate(rate.perNano()));
            }
        }
        return new Again(measured, confirmed);
    }

    /**
     * What was measured again.
     *
     * @param roofline with the new rates
     * @param confirmed whether each new rate was seen several times
     */
    record Again(Roofline roofline, boolean confirmed) {}

    /**
     * GFLOP/s that no implementation can pass: the smaller of the peak and of what the nearest memory that holds all
     * operands can deliver when every element is touched once.
     *
     * @throws IllegalArgumentException if the product's number of threads was not measured
     */
    public double limit(double flops, long leastBytes, long workingSet, int threads) {
        Double most = peak.get(threads);
        if (most == null) throw new IllegalArgumentException(
                "roofline was measured for " + peak.keySet() + " threads, not for " + threads);
        Level level = caches.holding(workingSet / threads);
        double bytes = bandwidth(level, Access.READ, threads);
        return Math.min(most, flops * bytes / leastBytes);
    }

    /**
     * GB/s at which memory of this size can be written by ordinary stores.
     *
     * @throws IllegalArgumentException if the number of threads was not measured
     */
    public double writeLimit(long bytes, int threads) {
        return bandwidth(caches.holding(bytes / threads), Access.WRITE, threads);
    }

    /**
     * GB/s.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public double bandwidth(Level level, Access access, int threads) {
        for (Bandwidth bandwidth : bandwidths) {
            if (bandwidth.level == level && bandwidth.access == access && bandwidth.threads == threads)
                return bandwidth.gigabytesPerSecond;
        }
        throw new IllegalArgumentException("no bandwidth of " + level + " " + access + " for " + threads + " threads");
    }
}
