package dev.evenkeel.bench.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The best rate of a probe on some threads at once: a limit is what the machine can do, so the fastest of several
 * windows counts.
 *
 * @param warmUpNanos run before at least; it goes on until the loop no longer gets faster, because a busy machine
 * compiles late
 * @param windowNanos length of one window
 * @param windows how many
 */
record Stopwatch(long warmUpNanos, long windowNanos, int windows) {
    private static final int STEADY_WINDOWS = 4;
    private static final long LONGEST_WARM_UP_NANOS = 3_000_000_000L;

    /** What counts as still getting faster. */
    private static final double PROGRESS = 1.01;

    /**
     * Work per nanosecond, added over the threads.
     *
     * @param probes makes one probe per thread
     */
    double rate(Supplier<Probe> probes, int threads) {
        CyclicBarrier together = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<double[]>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) tasks.add(() -> rates(probes.get(), together));
            double[] sums = new double[windows];
            for (Future<double[]> rates : pool.invokeAll(tasks)) {
                for (int window = 0; window < windows; window++) sums[window] += rates.get()[window];
            }
            double best = 0;
            for (double sum : sums) best = Math.max(best, sum);
            return best;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while probing the machine", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("probe failed", e.getCause());
        }
    }

    private double[] rates(Probe probe, CyclicBarrier together) throws Exception {
        warmUp(probe);
        double[] rates = new double[windows];
        for (int window = 0; window < windows; window++) {
            together.await();
            rates[window] = run(probe, windowNanos);
        }
        if (Double.isNaN(probe.consumed())) throw new IllegalStateException("probe computed NaN");
        return rates;
    }

    private void warmUp(Probe probe) {
        long start = System.nanoTime();
        double best = 0;
        int steady = 0;
        long elapsed = 0;
        while (elapsed < warmUpNanos || steady < STEADY_WINDOWS && elapsed < LONGEST_WARM_UP_NANOS) {
            double rate = run(probe, windowNanos / STEADY_WINDOWS);
            steady = rate > best * PROGRESS ? 0 : steady + 1;
            best = Math.max(best, rate);
            elapsed = System.nanoTime() - start;
        }
    }

    private static double run(Probe probe, long nanos) {
        long passes = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            probe.pass();
            passes++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return passes * probe.work() / elapsed;
    }
}
