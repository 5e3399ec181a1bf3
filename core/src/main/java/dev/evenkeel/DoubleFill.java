package dev.evenkeel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import java.lang.foreign.MemorySegment;

/** Fills doubles, in an array or in a segment. */
final class DoubleFill extends Fill {
    private final Law law;
    private final Law.DoubleParameters parameters;
    private final double[] array;
    private final int offset;
    private final MemorySegment segment;

    private DoubleFill(
            double[] array, int offset, MemorySegment segment, Law law, RandomStream stream, Engine engine) {
        super(SamplingKernel.LONGS, stream, engine);
        this.law = law;
        this.parameters = law.doubles();
        this.array = array;
        this.offset = offset;
        this.segment = segment;
    }

    static DoubleFill of(double[] array, int offset, Law law, RandomStream stream, Engine engine) {
        return new DoubleFill(array, offset, null, law, stream, engine);
    }

    static DoubleFill of(MemorySegment segment, Law law, RandomStream stream, Engine engine) {
        return new DoubleFill(null, 0, segment, law, stream, engine);
    }

    @Override
    void store(long[] words, long firstUnit, int units, int skip, int length, long position, Workspace workspace) {
        if (array != null && skip == 0 && length == units * SamplingKernel.LONGS) {
            samples(words, firstUnit, units, array, (int) (offset + position));
            return;
        }
        double[] buffer = workspace.doubles(units * SamplingKernel.LONGS);
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
        Distribution distribution = law.distribution();
        if (distribution == Distribution.UNIFORM) {
            kernel.uniform(words, units, first, second, target, at);
        } else if (distribution == Distribution.TRUNCATED_NORMAL) {
            kernel.truncatedNormal(words, units, first, second, target, at);
        } else if (kernel.normal(words, units, first, second, target, at)) {
            ScalarSampling.tail(words, units, first, second, target, at, firstUnit, stream::more);
        }
    }
}
