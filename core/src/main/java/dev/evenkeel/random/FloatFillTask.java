package dev.evenkeel.random;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import dev.evenkeel.internal.memory.Views;

/** Fills the elements of a matrix in row-major order; arrays and segments come as matrices too. */
final class FloatFillTask extends FillTask {
    private final Distribution distribution;
    private final Distribution.FloatParameters parameters;
    private final Matrix target;

    FloatFillTask(Matrix target, Distribution distribution, RandomStream stream, Engine engine) {
        super(SamplingKernel.UNIT, stream, engine);
        this.distribution = distribution;
        this.parameters = distribution.floats();
        this.target = target;
    }

    @Override
    void store(long[] words, long firstUnit, int units, int skip, int length, long position, Scratch scratch) {
        int row = (int) (position / target.cols());
        int col = (int) (position % target.cols());
        if (Views.hasHeapRows(target) && skip == 0 && length == units * SamplingKernel.UNIT
                && length <= target.cols() - col) {
            int offset = (int) (target.offset() + row * target.rowStride() + col);
            samples(words, firstUnit, units, target.array(), offset);
            return;
        }
        float[] buffer = scratch.result(units * SamplingKernel.UNIT);
        samples(words, firstUnit, units, buffer, 0);
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, target.cols() - col);
            target.copyFrom(row, col, 1, count, buffer, skip + done, count);
            done += count;
            row++;
            col = 0;
        }
    }

    /**
     * Without a switch, whose table javac puts into the initialiser of another class: see {@link SamplingGroundwork}.
     */
    private void samples(long[] words, long firstUnit, int units, float[] array, int offset) {
        SamplingKernel kernel = kernels.sampling();
        float first = parameters.first();
        float second = parameters.second();
        DistributionFamily family = distribution.family();
        if (family == DistributionFamily.UNIFORM) {
            kernel.uniform(words, units, first, second, array, offset);
        } else if (family == DistributionFamily.TRUNCATED_NORMAL) {
            kernel.truncatedNormal(words, units, first, second, array, offset);
        } else if (kernel.normal(words, units, first, second, array, offset)) {
            ScalarSampling.tail(words, units, first, second, array, offset, firstUnit, stream::more);
        }
    }
}
