package dev.evenkeel.kernel;

/** The vector kernel once it is compiled, the scalar one until then, each operation on its own: see {@link WarmingOperation}. */
public final class WarmingSampling implements SamplingKernel {
    private final ScalarSampling scalar = new ScalarSampling();
    private final WarmingOperation philox = operation((kernel, to) -> kernel.philox(0, 0, 0, to.units, to.words));
    private final WarmingOperation splitMix = operation((kernel, to) -> kernel.splitMix(0, 1, 0, to.units, to.words));
    private final WarmingOperation uniform =
            operation((kernel, to) -> kernel.uniform(to.words, to.units, 0f, 1f, to.floats, 0));
    private final WarmingOperation normal =
            operation((kernel, to) -> kernel.normal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final WarmingOperation truncatedNormal =
            operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final WarmingOperation uniformDouble =
            operation((kernel, to) -> kernel.uniform(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final WarmingOperation normalDouble =
            operation((kernel, to) -> kernel.normal(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final WarmingOperation truncatedNormalDouble =
            operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0d, 1d, to.doubles, 0));

    /** Loaded at the first trial. */
    private static final class Twin {
        static final VectorSampling VECTOR = new VectorSampling();
    }

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

    private WarmingOperation operation(Trial trial) {
        return new WarmingOperation(units -> {
            Scratch scratch = new Scratch(units);
            return () -> trial.run(Twin.VECTOR, scratch);
        });
    }

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        if (philox.isWarm()) {
            Twin.VECTOR.philox(seed, stream, firstUnit, units, words);
            return;
        }
        long start = System.nanoTime();
        scalar.philox(seed, stream, firstUnit, units, words);
        philox.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        if (splitMix.isWarm()) {
            Twin.VECTOR.splitMix(state, gamma, firstUnit, units, words);
            return;
        }
        long start = System.nanoTime();
        scalar.splitMix(state, gamma, firstUnit, units, words);
        splitMix.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        if (uniform.isWarm()) {
            Twin.VECTOR.uniform(words, units, low, width, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.uniform(words, units, low, width, target, offset);
        uniform.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        if (normal.isWarm()) {
            return Twin.VECTOR.normal(words, units, mean, deviation, target, offset);
        }
        long start = System.nanoTime();
        boolean tail = scalar.normal(words, units, mean, deviation, target, offset);
        normal.scalarCode(units, System.nanoTime() - start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        if (truncatedNormal.isWarm()) {
            Twin.VECTOR.truncatedNormal(words, units, mean, deviation, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormal.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        if (uniformDouble.isWarm()) {
            Twin.VECTOR.uniform(words, units, low, width, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.uniform(words, units, low, width, target, offset);
        uniformDouble.scalarCode(units, System.nanoTime() - start);
    }

    @Override
    public boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        if (normalDouble.isWarm()) {
            return Twin.VECTOR.normal(words, units, mean, deviation, target, offset);
        }
        long start = System.nanoTime();
        boolean tail = scalar.normal(words, units, mean, deviation, target, offset);
        normalDouble.scalarCode(units, System.nanoTime() - start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        if (truncatedNormalDouble.isWarm()) {
            Twin.VECTOR.truncatedNormal(words, units, mean, deviation, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormalDouble.scalarCode(units, System.nanoTime() - start);
    }
}
