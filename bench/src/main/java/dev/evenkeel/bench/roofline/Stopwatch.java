package dev.evenkeel.bench.roofline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The best rate of a probe on some threads at once: a limit is what the machine can do, so the fastest of many windows
 * counts. A window is a piece of time that all threads have in common: what one thread does while another waits for a
 * processor is not added to what the other does later.
 *
 * @param warmUpNanos run before at least; it goes on until the loop no longer gets faster, because a busy machine
 * compiles late
 * @param windowNanos length of one window: shorter than what a busy system gives a thread at a time
 * @param recordNanos time in which windows are looked for
 */
record Stopwatch(long warmUpNanos, long windowNanos, long recordNanos) {
    private static final int STEADY_WINDOWS = 4;
    private static final int MARKS_A_WINDOW = 10;
    private static final long LONGEST_WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What counts as still getting faster. */
    private static final double PROGRESS = 1.01;

    /** So many times as long is looked for windows that agree. */
    private static final int PATIENCE = 10;

    /**
     * Measures; longer if threads were seldom undisturbed, or no window came near the best one.
     *
     * @param probes makes one probe per thread
     */
    Rate rate(Supplier<Probe> probes, int threads) {
        Rate first = rate(probes, threads, recordNanos);
        if (first.confirmed()) return first;
        Rate second = rate(probes, threads, PATIENCE * recordNanos);
        return second.confirmed() || second.perNano() > first.perNano() ? second : first;
    }

    private Rate rate(Supplier<Probe> probes, int threads, long nanos) {
        AtomicInteger cold = new AtomicInteger(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Marks>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) tasks.add(() -> marks(probes, cold, nanos));
            List<Marks> all = new ArrayList<>();
            for (Future<Marks> marks : pool.invokeAll(tasks)) all.add(marks.get());
            return Rate.of(all, windowNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while probing the machine", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("probe failed", e.getCause());
        }
    }

    /** Memory is touched first by the thread that reads it. A thread that fails keeps no other waiting. */
    private Marks marks(Supplier<Probe> probes, AtomicInteger cold, long nanos) {
        try (Probe probe = probes.get()) {
            return marks(probe, cold, nanos);
        } finally {
            cold.set(0);
        }
    }

    private Marks marks(Probe probe, AtomicInteger cold, long nanos) {
        double passesPerNano = warmUp(probe);
        long passes = Math.max(1, Math.round(passesPerNano * windowNanos / MARKS_A_WINDOW));
        cold.decrementAndGet();
        while (cold.get() > 0) probe.pass();
        long[] times = new long[64];
        int count = 0;
        long now = System.nanoTime();
        long end = now + nanos;
        times[count++] = now;
        while (now < end) {
            for (long pass = 0; pass < passes; pass++) probe.pass();
            now = System.nanoTime();
            if (count == times.length) times = Arrays.copyOf(times, 2 * count);
            times[count++] = now;
        }
        if (Double.isNaN(probe.consumed())) throw new IllegalStateException("probe computed NaN");
        return new Marks(Arrays.copyOf(times, count), passes * probe.work());
    }

    /** The best number of passes per nanosecond. */
    private double warmUp(Probe probe) {
        long start = System.nanoTime();
        double best = 0;
        int steady = 0;
        long elapsed = 0;
        while (elapsed < warmUpNanos || steady < STEADY_WINDOWS && elapsed < LONGEST_WARM_UP_NANOS) {
            double rate = run(probe, 3 * windowNanos);
            steady = rate > best * PROGRESS ? 0 : steady + 1;
            best = Math.max(best, rate);
            elapsed = System.nanoTime() - start;
        }
        return best;
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
        return (double) passes / elapsed;
    }
}
