package dev.evenkeel.internal.kernel.simd;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides when one operation changes from scalar to vector code: once trials show that C2 has compiled it. Both give
 * the same bits. Threads that race lose a measurement, no more (decision 4).
 *
 * @param <K> the type of both kernels
 */
public final class TieredOperation<K> {
    /** Time that scalar code works before vector code is tried (decision 4). */
    private static final long PATIENCE_NANOS = 40_000_000;

    /** Time in which scalar code's speed is taken: a short call may be shorter than the clock's steps. */
    private static final long NANOS_OF_A_SAMPLE = 20_000;

    /** Calls without work after each trial: HotSpot compiles what is called often (decision 4). */
    private static final int EMPTY_CALLS = 64;

    /** Trials of one unit, as long as they are interpreted. */
    private static final int INTERPRETED_TRIALS = 8;

    /** Units of later trials: C2 makes good code only of loops that it has seen run for long (decision 4). */
    private static final int UNITS_OF_A_TRIAL = 16;

    /** Several times the trials that compilation takes; after each so many, trials get half the share of time. */
    private static final int TRIALS_TO_COMPILE = 10_000;

    /**
     * Several times the trials until C2 is done; then vector code is made anew, and after twice as many (decision 4).
     */
    private static final int TRIALS_TO_REMAKE = 1_000;

    /** Trials until all classes that they need are initialised. */
    private static final int FIRST_TRIALS = 2;

    /** Vector code takes over below this many times the scalar time (decision 4). */
    private static final int SLOWEST_COMPILED = 3;

    private final K scalar;
    private final Supplier<? extends K> vector;
    private final Trial<K> trial;
    private final LongSupplier clock;
    private final StandIn standIn = new StandIn();
    private K twin;
    private K kernel;
    private boolean refused;
    private double leastScalarNanosPerUnit = Double.POSITIVE_INFINITY;

    /**
     * Nanoseconds of the sample that is being taken, and its units in the lower half. It is one word, or threads that
     * race would divide the time of one call by the units of many.
     */
    private volatile long sample;

    private long scalarNanos;
    private long trialNanos;
    private int trials;
    private int trialsToRemake = TRIALS_TO_REMAKE;

    /**
     * Makes a trial: code that runs the kernel on so many units, with everything that it works on. With 0 units each
     * method that is to be compiled is called just once, and returns at once (decision 4).
     */
    public interface Trial<K> {
        Runnable on(K kernel, int units);
    }

    /**
     * @param vector asked at the first trial, so that nothing is loaded before, and once more where trials stay slow
     */
    public TieredOperation(K scalar, Supplier<? extends K> vector, Trial<K> trial) {
        this(scalar, vector, trial, System::nanoTime);
    }

    /** The same with another clock, for tests. */
    TieredOperation(K scalar, Supplier<? extends K> vector, Trial<K> trial, LongSupplier clock) {
        this.scalar = scalar;
        this.vector = vector;
        this.trial = trial;
        this.clock = clock;
        this.kernel = scalar;
    }

    /** An operation without a stand-in. */
    public static <K> TieredOperation<K> settled(K kernel) {
        TieredOperation<K> operation = new TieredOperation<>(null, null, null);
        operation.kernel = kernel;
        return operation;
    }

    /** The kernel to use now. */
    public K kernel() {
        return kernel;
    }

    /** Whether that is the scalar one. */
    public boolean isStandIn() {
        return kernel == scalar;
    }

    /** Called before the kernel works, for {@link #end}. */
    public long start() {
        return kernel == scalar ? clock.getAsLong() : 0;
    }

    /** Called after {@link #kernel} has done so many units. */
    public void end(int units, long start) {
        if (kernel == scalar) {
            scalarCode(units, clock.getAsLong() - start);
        }
    }

    private void scalarCode(int units, long nanos) {
        scalarNanos += nanos;
        if (scalarNanos > PATIENCE_NANOS) { // What takes less is none that a measurement would have to wait for.
            standIn.work();
        }
        addToSample(units, nanos);
        while (kernel == scalar && !refused && trialNanos < nanosForTrials()) {
            tryOut();
        }
    }

    private void addToSample(int units, long nanos) {
        long seen = sample;
        long sampledNanos = (seen >>> Integer.SIZE) + nanos;
        long sampledUnits = Math.min((int) seen + (long) units, Integer.MAX_VALUE);
        if (sampledNanos < NANOS_OF_A_SAMPLE) {
            sample = sampledNanos << Integer.SIZE | sampledUnits;
        } else {
            sample = 0;
            leastScalarNanosPerUnit = Math.min(leastScalarNanosPerUnit, (double) sampledNanos / sampledUnits);
        }
    }

    /**
     * Trials may take as long in all as scalar code has worked beyond the patience, and ever less if they do not help.
     */
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
            if (trials > trialsToRemake) {
                trialsToRemake *= 2;
                twin = null;
            }
            K tried = twin; // Read once: another thread may set it to null.
            if (tried == null) {
                twin = tried = vector.get();
            }
            Runnable code = trial.on(tried, units);
            start = clock.getAsLong();
            code.run();
            if ((double) (clock.getAsLong() - start) / units < SLOWEST_COMPILED * leastScalarNanosPerUnit) {
                kernel = tried;
                standIn.end();
            } else {
                callOften(trial.on(tried, 0));
            }
        } catch (UnsupportedOperationException | LinkageError e) {
            refused = true;
            standIn.end();
        } catch (OutOfMemoryError | StackOverflowError e) {
            trials = 0;
            trialNanos = Math.max(trialNanos, scalarNanos);
        }
        trialNanos += clock.getAsLong() - start;
    }

    private static void callOften(Runnable empty) {
        for (int i = 0; i < EMPTY_CALLS; i++) {
            empty.run();
        }
    }
}
