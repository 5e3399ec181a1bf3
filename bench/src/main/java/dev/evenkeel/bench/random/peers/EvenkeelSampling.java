package dev.evenkeel.bench.random.peers;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongToDoubleFunction;

/** Our own fills and initialisers: another stream for every run. */
final class EvenkeelSampling implements SamplingPeer {
    static final long SEED = 0x5eed;
    private static final long CACHE_LINE = 64;

    /** What is filled. */
    private static final String TARGET = "target";

    private final String name;
    private final RandomStream.Seed seed;

    EvenkeelSampling(String name, RandomStream.Seed seed) {
        this.name = name;
        this.seed = seed;
    }

    @Override
    public String name() { return name; }

    @Override
    public boolean accepts(Filling filling) { return true; }

    @Override
    public boolean accepts(Initialization initialization) { return true; }

    @Override
    public PreparedFill prepare(Filling filling) { return prepare(filling, Buffers.own()); }

    @Override
    public PreparedFill prepare(Filling filling, Buffers buffers) {
        return filling.memory() == Memory.HEAP ? onHeap(filling, buffers) : offHeap(filling, buffers);
    }

    private PreparedFill onHeap(Filling filling, Buffers buffers) {
        int length = (int) filling.elements();
        if (filling.type() == ElementType.FLOAT32) {
            float[] floats = buffers.floats(TARGET, length);
            return new Prepared(filling.threads(), index -> floats[(int) index], buffers,
                    (stream, execution) -> Sampling.fill(floats, filling.distribution(), stream, execution));
        }
        double[] doubles = buffers.doubles(TARGET, length);
        return new Prepared(filling.threads(), index -> doubles[(int) index], buffers,
                (stream, execution) -> Sampling.fill(doubles, filling.distribution(), stream, execution));
    }

    private PreparedFill offHeap(Filling filling, Buffers buffers) {
        MemorySegment segment = buffers.segment(TARGET, filling.bytes(), CACHE_LINE);
        if (filling.type() == ElementType.FLOAT32) {
            return new Prepared(filling.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index),
                    buffers,
                    (stream, execution) -> Sampling.fillFloats(segment, 0, filling.distribution(), stream, execution));
        }
        return new Prepared(filling.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index),
                buffers,
                (stream, execution) -> Sampling.fillDoubles(segment, 0, filling.distribution(), stream, execution));
    }

    @Override
    public PreparedFill prepare(Initialization initialization) { return prepare(initialization, Buffers.own()); }

    @Override
    public PreparedFill prepare(Initialization initialization, Buffers buffers) {
        int rows = initialization.rows();
        int cols = initialization.cols();
        if (initialization.memory() == Memory.HEAP) {
            float[] floats = buffers.floats(TARGET, rows * cols);
            return new Prepared(initialization.threads(), index -> floats[(int) index], buffers,
                    weights(initialization, Matrix.of(floats, rows, cols)));
        }
        MemorySegment segment = buffers.segment(TARGET, (long) rows * cols * Float.BYTES, CACHE_LINE);
        return new Prepared(initialization.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index),
                buffers, weights(initialization, Matrix.of(segment, rows, cols)));
    }

    private static Fill weights(Initialization initialization, Matrix matrix) {
        Weights weights = Weights.outputsByInputs(matrix);
        return (stream, execution) -> initialization.scheme().initializer().fill(weights, stream, execution);
    }

    private interface Fill {
        void from(RandomStream stream, Execution execution);
    }

    private final class Prepared implements PreparedFill {
        private final LongToDoubleFunction elements;
        private final Buffers memory;
        private final Fill fill;
        private final OwnExecution execution;
        private long runs;

        Prepared(int threads, LongToDoubleFunction elements, Buffers memory, Fill fill) {
            this.elements = elements;
            this.memory = memory;
            this.fill = fill;
            execution = new OwnExecution(threads);
        }

        @Override
        public void run() { fill.from(seed.stream(runs++), execution.get()); }

        @Override
        public double element(long index) { return elements.applyAsDouble(index); }

        @Override
        public String codePath() { return execution.codePath(); }

        @Override
        public void close() {
            execution.close();
            memory.close();
        }
    }
}
