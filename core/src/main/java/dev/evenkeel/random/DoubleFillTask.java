package dev.evenkeel.random;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import java.lang.foreign.MemorySegment;

/** Fills doubles, in an array or in a segment. */
final class DoubleFillTask extends FillTask {
    private final Distribution distribution;
    private final Distribution.DoubleParameters parameters;
    private final double[] array;
    private final int offset;
    private final MemorySegment segment;

    private DoubleFillTask(
            double[] array, int offset, MemorySegment segment, Distribution distribution, RandomStream stream,
            Engine engine) {
        super(SamplingKernel.LONGS, stream, engine);
        this.distribution = distribution;
        this.parameters = distribution.doubles();
        this.array = array;
        this.offset = offset;
        this.segment = segment;
    }

    static DoubleFillTask of(double[] array, int offset, Distribution distribution, RandomStream stream,
            Engine engine) {
        return new DoubleFillTask(array, offset, null, distribution, stream, engine);
    }

    static DoubleFillTask of(MemorySegment segment, Distribution distribution, RandomStream stream, Engine engine) {
        return new DoubleFillTask(null, 0, segment, distribution, stream, engine);
    }

    @Override
    void store(long[] words, long firstUnit, int units, int skip, int length, long position, Scratch scratch) {
        if (array != null && skip == 0 && length == units * SamplingKernel.LONGS) {
            samples(words, firstUnit, units, array, (int) (offset + position));
            return;
        }
        double[] buffer = scratch.doubles(units * SamplingKernel.LONGS);
        samples(words, firstUnit, units, buffer, 0);
        if (array != null) {
            System.arraycopy(buffer, skip, array, (int) (offset + position), length);
        } else {
            MemorySegment.copy(buffer, skip, segment, JAVA_DOUBLE_UNALIGNED, position * Double.BYTES, length);
        }
    }

    private void samples(long[] words, long firstUnit, int units, double[] target, int at) {
        SamplingKernel kernel = kernels.sampling();
        double first = parameters.first();
        double second = parameters.second();
        DistributionFamily family = distribution.family();
        if (family == DistributionFamily.UNIFORM) {
            kernel.uniform(words, units, first, second, target, at);
        } else if (family == DistributionFamily.TRUNCATED_NORMAL) {
            kernel.truncatedNormal(words, units, first, second, target, at);
        } else if (kernel.normal(words, units, first, second, target, at)) {
            ScalarSampling.tail(words, units, first, second, target, at, firstUnit, stream::more);
        }
    }
}
