package dev.evenkeel.internal.kernel.simd;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * When to change from the scalar code of one operation to its vector code: once that is compiled. Both give the same
 * bits, so the change may come in the middle of a fill. Interpreted vectors are objects: a first million of normals
 * took 600 ms with them, and takes 70 ms with scalar code.
 *
 * <p>What the scalar code has computed for {@value #PATIENCE_NANOS} ns is not small business; from then on the vector
 * code is tried out, on samples that nobody gets, until the time shows that it is compiled; and at no time has trying
 * taken longer than the scalar code: the total is at most twice the time of what would have been best. Where that does
 * not help, because nothing compiles vector code there, trials become rare: their share of the time halves again and
 * again.
 *
 * <p>Vector code that the virtual machine refuses to load is not tried again; an error for want of memory or stack only
 * ends a trial.
 *
 * <p>Threads that race lose a measurement, no more.
 *
 * @param <K> what both kernels are
 */
public final class TieredOperation<K> {
    private static final long PATIENCE_NANOS = 40_000_000;

    /**
     * One unit at a time while interpreted, half a millisecond each; 200 calls later C1 has compiled it, and wants to
     * see loops.
     */
    private static final int INTERPRETED_TRIALS = 200;

    private static final int UNITS_OF_A_TRIAL = 16;

    /** Some times as many as it takes; after each so many more, they may take half as much of the time. */
    private static final int TRIALS_TO_COMPILE = 10_000;

    /** Trials until all classes that they need are initialised. */
    private static final int FIRST_TRIALS = 2;

    /**
     * Times the scalar time. Until compiled, vector code takes a hundred times as long; some simple scalar loops C2
     * makes as fast itself.
     */
    private static final int SLOWEST_WARM = 3;

    private final K scalar;
    private final Supplier<? extends K> vector;
    private final Trial<K> trial;
    private final LongSupplier clock;
    private K twin;
    private K kernel;
    private boolean refused;
    private double leastScalarNanosPerUnit = Double.POSITIVE_INFINITY;
    private long scalarNanos;
    private long trialNanos;
    private int trials;

    /** Vector code for so many units, with everything that it works on. */
    public interface Trial<K> {
        Runnable on(K kernel, int units);
    }

    /** @param vector asked at the first trial, so that nothing is loaded before */
    public TieredOperation(K scalar, Supplier<? extends K> vector, Trial<K> trial) {
        this(scalar, vector, trial, System::nanoTime);
    }

    /** For tests: with another clock. */
    TieredOperation(K scalar, Supplier<? extends K> vector, Trial<K> trial, LongSupplier clock) {
        this.scalar = scalar;
        this.vector = vector;
        this.trial = trial;
        this.clock = clock;
        this.kernel = scalar;
    }

    /** The one to use now. */
    public K kernel() {
        return kernel;
    }

    /** To be called before, for {@link #end}. */
    public long start() {
        return kernel == scalar ? clock.getAsLong() : 0;
    }

    /** {@link #kernel} has done so many units since. */
    public void end(int units, long start) {
        if (kernel == scalar) {
            scalarCode(units, clock.getAsLong() - start);
        }
    }

    private void scalarCode(int units, long nanos) {
        scalarNanos += nanos;
        leastScalarNanosPerUnit = Math.min(leastScalarNanosPerUnit, (double) nanos / units);
        while (kernel == scalar && !refused && trialNanos < nanosForTrials()) {
            tryOut();
        }
    }

    private long nanosForTrials() {
        return (scalarNanos - PATIENCE_NANOS) >> Math.min(trials / TRIALS_TO_COMPILE, Long.SIZE - 1);
    }

    private void tryOut() {
        int units = trials < INTERPRETED_TRIALS ? 1 : UNITS_OF_A_TRIAL;
        long start = clock.getAsLong();
        try {
            if (trials++ < FIRST_TRIALS) {
                Room.require();
            }
            K tried = twin != null ? twin : (twin = vector.get());
            Runnable code = trial.on(tried, units);
            start = clock.getAsLong();
            code.run();
            if ((double) (clock.getAsLong() - start) / units < SLOWEST_WARM * leastScalarNanosPerUnit) {
                kernel = tried;
            }
        } catch (UnsupportedOperationException | LinkageError e) {
            refused = true;
        } catch (OutOfMemoryError | StackOverflowError e) {
            trials = 0;
            trialNanos = Math.max(trialNanos, scalarNanos);
        }
        trialNanos += clock.getAsLong() - start;
    }
}
