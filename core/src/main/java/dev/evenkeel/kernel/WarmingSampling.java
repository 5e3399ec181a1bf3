package dev.evenkeel.kernel;

/**
 * The vector kernel once it is compiled, the scalar one until then. Both give the same bits, so the change may come in the middle of a
 * fill. Interpreted vectors are objects: a first million of normals took 600 ms with them, and takes 70 ms with scalar code.
 *
 * <p>Each operation is on its own. What its scalar code has computed for {@value #PATIENCE_NANOS} ns is not small business; from then on
 * its vector code is tried out, on samples that nobody gets, until the time shows that it is compiled; and at no time has trying
 * taken longer than the scalar code: the total is at most twice the time of what would have been best.
 */
public final class WarmingSampling implements SamplingKernel {
    private static final long PATIENCE_NANOS = 40_000_000;

    /** One at a time while interpreted, half a millisecond each; 200 calls later C1 has compiled it, and wants to see loops. */
    private static final int INTERPRETED_TRIALS = 200;

    private static final int UNITS_OF_A_TRIAL = 16;

    /** Times the scalar time. Until compiled, vector code takes a hundred times as long; some simple scalar loops C2 makes as fast itself. */
    private static final int SLOWEST_WARM = 3;

    private final ScalarSampling scalar = new ScalarSampling();
    private final VectorSampling vector = new VectorSampling();
    private final Operation philox = new Operation((kernel, to) -> kernel.philox(0, 0, 0, to.units, to.words));
    private final Operation splitMix = new Operation((kernel, to) -> kernel.splitMix(0, 1, 0, to.units, to.words));
    private final Operation uniform =
            new Operation((kernel, to) -> kernel.uniform(to.words, to.units, 0f, 1f, to.floats, 0));
    private final Operation normal =
            new Operation((kernel, to) -> kernel.normal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final Operation truncatedNormal =
            new Operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final Operation uniformDouble =
            new Operation((kernel, to) -> kernel.uniform(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final Operation normalDouble =
            new Operation((kernel, to) -> kernel.normal(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final Operation truncatedNormalDouble =
            new Operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0d, 1d, to.doubles, 0));

    /** Where a trial works. */
    private static final class Scratch {
        final int units;
        final long[] words;
        final float[] floats;
        final double[] doubles;

        Scratch(int units) {
            this.units = units;
            words = new long[units * LONGS];
            floats = new float[units * UNIT];
            doubles = new double[units * LONGS];
        }
    }

    private interface Trial {
        void run(VectorSampling kernel, Scratch scratch);
    }

    /** Its times. Threads that race lose a measurement, no more. */
    private final class Operation {
        private final Trial trial;
        private boolean warm;
        private double leastScalarNanosPerUnit = Double.POSITIVE_INFINITY;
        private long scalarNanos;
        private long trialNanos;
        private int trials;

        Operation(Trial trial) {
            this.trial = trial;
        }

        void scalarCode(int units, long nanos) {
            scalarNanos += nanos;
            leastScalarNanosPerUnit = Math.min(leastScalarNanosPerUnit, (double) nanos / units);
            long limit = scalarNanos - PATIENCE_NANOS;
            while (!warm && trialNanos < limit) {
                tryOut();
            }
        }

        private void tryOut() {
            Scratch scratch = new Scratch(trials++ < INTERPRETED_TRIALS ? 1 : UNITS_OF_A_TRIAL);
            long start = System.nanoTime();
            trial.run(vector, scratch);
            long nanos = System.nanoTime() - start;
            trialNanos += nanos;
            warm = (double) nanos / scratch.units < SLOWEST_WARM * leastScalarNanosPerUnit;
        }
    }

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        if (philox.warm) {
            vector.philox(seed, stream, firstUnit, units, words);
            return;
        }
        long start = System.nanoTime();
        scalar.philox(seed, stream, firstUnit, units, words);
        philox.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        if (splitMix.warm) {
            vector.splitMix(state, gamma, firstUnit, units, words);
            return;
        }
        long start = System.nanoTime();
        scalar.splitMix(state, gamma, firstUnit, units, words);
        splitMix.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        if (uniform.warm) {
            vector.uniform(words, units, low, width, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.uniform(words, units, low, width, target, offset);
        uniform.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        if (normal.warm) {
            return vector.normal(words, units, mean, deviation, target, offset);
        }
        long start = System.nanoTime();
        boolean tail = scalar.normal(words, units, mean, deviation, target, offset);
        normal.scalarCode(units, System.nanoTime() - start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        if (truncatedNormal.warm) {
            vector.truncatedNormal(words, units, mean, deviation, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormal.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        if (uniformDouble.warm) {
            vector.uniform(words, units, low, width, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.uniform(words, units, low, width, target, offset);
        uniformDouble.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        if (normalDouble.warm) {
            return vector.normal(words, units, mean, deviation, target, offset);
        }
        long start = System.nanoTime();
        boolean tail = scalar.normal(words, units, mean, deviation, target, offset);
        normalDouble.scalarCode(units, System.nanoTime() - start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        if (truncatedNormalDouble.warm) {
            vector.truncatedNormal(words, units, mean, deviation, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormalDouble.scalarCode(units, System.nanoTime() - start);
    }
}
