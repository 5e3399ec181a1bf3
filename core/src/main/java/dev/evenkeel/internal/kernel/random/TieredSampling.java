package dev.evenkeel.internal.kernel.random;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}.
 */
public final class TieredSampling implements SamplingKernel {
    private final TieredOperation<SamplingKernel> philox =
            operation((kernel, to) -> kernel.philox(0, 0, 0, to.units, to.words));
    private final TieredOperation<SamplingKernel> splitMix =
            operation((kernel, to) -> kernel.splitMix(0, 1, 0, to.units, to.words));
    private final TieredOperation<SamplingKernel> uniform =
            operation((kernel, to) -> kernel.uniform(to.words, to.units, 0f, 1f, to.floats, 0));
    private final TieredOperation<SamplingKernel> normal =
            operation((kernel, to) -> kernel.normal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final TieredOperation<SamplingKernel> truncatedNormal =
            operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0f, 1f, to.floats, 0));
    private final TieredOperation<SamplingKernel> uniformDouble =
            operation((kernel, to) -> kernel.uniform(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final TieredOperation<SamplingKernel> normalDouble =
            operation((kernel, to) -> kernel.normal(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final TieredOperation<SamplingKernel> truncatedNormalDouble =
            operation((kernel, to) -> kernel.truncatedNormal(to.words, to.units, 0d, 1d, to.doubles, 0));
    private final TieredOperation<SamplingKernel> drop = operation((kernel, to) -> kernel.drop(to.words, 0,
            to.units * UNIT, Integer.MAX_VALUE / 2, 2f, to.floats, 0, to.floats, 0));

    /** Arrays that a trial works on. */
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
        void run(SamplingKernel kernel, Scratch scratch);
    }

    private static TieredOperation<SamplingKernel> operation(Trial trial) {
        return new TieredOperation<>(new ScalarSampling(), () -> new VectorSampling(), (kernel, units) -> {
            Scratch scratch = new Scratch(units);
            return () -> trial.run(kernel, scratch);
        });
    }

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        long start = philox.start();
        philox.kernel().philox(seed, stream, firstUnit, units, words);
        philox.end(units, start);
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        long start = splitMix.start();
        splitMix.kernel().splitMix(state, gamma, firstUnit, units, words);
        splitMix.end(units, start);
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        long start = uniform.start();
        uniform.kernel().uniform(words, units, low, width, target, offset);
        uniform.end(units, start);
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        long start = normal.start();
        boolean tail = normal.kernel().normal(words, units, mean, deviation, target, offset);
        normal.end(units, start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        long start = truncatedNormal.start();
        truncatedNormal.kernel().truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormal.end(units, start);
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        long start = uniformDouble.start();
        uniformDouble.kernel().uniform(words, units, low, width, target, offset);
        uniformDouble.end(units, start);
    }

    @Override
    public boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        long start = normalDouble.start();
        boolean tail = normalDouble.kernel().normal(words, units, mean, deviation, target, offset);
        normalDouble.end(units, start);
        return tail;
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        long start = truncatedNormalDouble.start();
        truncatedNormalDouble.kernel().truncatedNormal(words, units, mean, deviation, target, offset);
        truncatedNormalDouble.end(units, start);
    }

    @Override
    public void drop(
            long[] words, int first, int length, int dropped, float factor, float[] x, int from, float[] y, int to) {
        long start = drop.start();
        drop.kernel().drop(words, first, length, dropped, factor, x, from, y, to);
        drop.end(length / UNIT + 1, start);
    }
}
