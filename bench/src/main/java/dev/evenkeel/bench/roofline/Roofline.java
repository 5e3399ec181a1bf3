package dev.evenkeel.bench.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The measured limits of this machine.
 *
 * @param lanes float32 lanes of the vectors that were measured
 * @param caches capacities
 * @param peak GFLOP/s by number of threads
 * @param bandwidths each level, access and number of threads once
 */
public record Roofline(int lanes, CacheSizes caches, Map<Integer, Double> peak, List<Bandwidth> bandwidths) {
    /** C2 needs up to a third of a second for a loop that it has not seen. */
    private static final Stopwatch COMPILE =
            new Stopwatch(TimeUnit.MILLISECONDS.toNanos(300), TimeUnit.MILLISECONDS.toNanos(15), 1);

    private static final Stopwatch STOPWATCH =
            new Stopwatch(TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(15), 6);

    /**
     * A measured rate.
     *
     * @param level where the data was
     * @param access what was done
     * @param threads how many at once
     * @param gigabytesPerSecond 10⁹ bytes per second, all threads together
     */
    public record Bandwidth(Level level, Access access, int threads, double gigabytesPerSecond) {}

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
            peak.put(threads, STOPWATCH.rate(FmaProbe::new, threads));
            for (Level level : Level.values()) {
                long bytes = Math.min(caches.probe(level), Runtime.getRuntime().maxMemory() / 3 / threads);
                for (Access access : Access.values()) {
                    double rate = STOPWATCH.rate(() -> new MemoryProbe(access, bytes), threads);
                    bandwidths.add(new Bandwidth(level, access, threads, rate));
                }
            }
        }
        return new Roofline(FmaProbe.lanes(), caches, peak, bandwidths);
    }

    /** Only the multiply-add peak, again: shows whether the clock has moved since. */
    public static double measurePeak(int threads) {
        return STOPWATCH.rate(FmaProbe::new, threads);
    }

    /** Only copies in main memory, GB/s: both directions are counted. */
    public static double measureCopies(int threads) {
        long bytes = Math.min(CacheSizes.ofThisMachine().probe(Level.DRAM),
                Runtime.getRuntime().maxMemory() / 3 / threads);
        return STOPWATCH.rate(() -> new MemoryProbe(Access.COPY, bytes), threads);
    }

    /** The same with another peak. */
    public Roofline withPeak(int threads, double gflops) {
        Map<Integer, Double> changed = new TreeMap<>(peak);
        changed.put(threads, gflops);
        return new Roofline(lanes, caches, changed, bandwidths);
    }

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
