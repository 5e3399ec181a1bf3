package dev.evenkeel.kernel;

import java.util.function.Supplier;

/**
 * When to change from the scalar code of one operation to its vector code: once that is compiled. Both give the same bits, so the change
 * may come in the middle of a fill. Interpreted vectors are objects: a first million of normals took 600 ms with them, and takes 70 ms
 * with scalar code.
 *
 * <p>What the scalar code has computed for {@value #PATIENCE_NANOS} ns is not small business; from then on
 * the vector code is tried out, on samples that nobody gets, until the time shows that it is compiled; and at no time has trying
 * taken longer than the scalar code: the total is at most twice the time of what would have been best.
 *
 * <p>Vector code that the virtual machine refuses to load is not tried again.
 *
 * <p>Threads that race lose a measurement, no more.
 *
 * @param <K> what both kernels are
 */
final class WarmingOperation<K> {
    private static final long PATIENCE_NANOS = 40_000_000;

    /** One unit at a time while interpreted, half a millisecond each; 200 calls later C1 has compiled it, and wants to see loops. */
    private static final int INTERPRETED_TRIALS = 200;

    private static final int UNITS_OF_A_TRIAL = 16;

    /** Times the scalar time. Until compiled, vector code takes a hundred times as long; some simple scalar loops C2 makes as fast itself. */
    private static final int SLOWEST_WARM = 3;

    private final K scalar;
    private final Supplier<? extends K> vector;
    private final Trial<K> trial;
    private K kernel;
    private boolean refused;
    private double leastScalarNanosPerUnit = Double.POSITIVE_INFINITY;
    private long scalarNanos;
    private long trialNanos;
    private int trials;

    /** Vector code for so many units, with everything that it works on. */
    interface Trial<K> {
        Runnable on(K kernel, int units);
    }

    /** @param vector asked at each trial, so that nothing is loaded before the first one */
    WarmingOperation(K scalar, Supplier<? extends K> vector, Trial<K> trial) {
        this.scalar = scalar;
        this.vector = vector;
        this.trial = trial;
        this.kernel = scalar;
    }

    /** The one to use now. */
    K kernel() {
        return kernel;
    }

    /** To be called before, for {@link #end}. */
    long start() {
        return kernel == scalar ? System.nanoTime() : 0;
    }

    /** {@link #kernel} has done so many units since. */
    void end(int units, long start) {
        if (kernel == scalar) {
            scalarCode(units, System.nanoTime() - start);
        }
    }

    private void scalarCode(int units, long nanos) {
        scalarNanos += nanos;
        leastScalarNanosPerUnit = Math.min(leastScalarNanosPerUnit, (double) nanos / units);
        long limit = scalarNanos - PATIENCE_NANOS;
        while (kernel == scalar && !refused && trialNanos < limit) {
            tryOut();
        }
    }

    private void tryOut() {
        int units = trials++ < INTERPRETED_TRIALS ? 1 : UNITS_OF_A_TRIAL;
        try {
            K twin = vector.get();
            Runnable code = trial.on(twin, units);
            long start = System.nanoTime();
            code.run();
            long nanos = System.nanoTime() - start;
            trialNanos += nanos;
            if ((double) nanos / units < SLOWEST_WARM * leastScalarNanosPerUnit) {
                kernel = twin;
            }
        } catch (UnsupportedOperationException | LinkageError e) {
            refused = true;
        }
    }
}
