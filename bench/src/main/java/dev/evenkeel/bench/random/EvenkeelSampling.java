package dev.evenkeel.bench.random;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongToDoubleFunction;

/** Our own fills and initialisers: another stream for every run. */
final class EvenkeelSampling implements SamplingPeer {
    static final long SEED = 0x5eed;
    private static final long CACHE_LINE = 64;

    /** Arrays need not be freed. */
    private static final Runnable GARBAGE = () -> {};

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
    public PreparedFill prepare(Filling filling) {
        return filling.memory() == Memory.HEAP ? onHeap(filling) : offHeap(filling);
    }

    private PreparedFill onHeap(Filling filling) {
        int length = (int) filling.elements();
        if (filling.type() == ElementType.FLOAT32) {
            float[] floats = new float[length];
            return new Prepared(filling.threads(), index -> floats[(int) index], GARBAGE,
                    (stream, execution) -> Sampling.fill(floats, filling.distribution(), stream, execution));
        }
        double[] doubles = new double[length];
        return new Prepared(filling.threads(), index -> doubles[(int) index], GARBAGE,
                (stream, execution) -> Sampling.fill(doubles, filling.distribution(), stream, execution));
    }

    private PreparedFill offHeap(Filling filling) {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(filling.bytes(), CACHE_LINE);
        if (filling.type() == ElementType.FLOAT32) {
            return new Prepared(filling.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index),
                    arena::close,
                    (stream, execution) -> Sampling.fillFloats(segment, 0, filling.distribution(), stream, execution));
        }
        return new Prepared(filling.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index),
                arena::close,
                (stream, execution) -> Sampling.fillDoubles(segment, 0, filling.distribution(), stream, execution));
    }

    @Override
    public PreparedFill prepare(Initialization initialization) {
        int rows = initialization.rows();
        int cols = initialization.cols();
        if (initialization.memory() == Memory.HEAP) {
            float[] floats = new float[rows * cols];
            return new Prepared(initialization.threads(), index -> floats[(int) index], GARBAGE,
                    weights(initialization, Matrix.of(floats, rows, cols)));
        }
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate((long) rows * cols * Float.BYTES, CACHE_LINE);
        return new Prepared(initialization.threads(), index -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index),
                arena::close, weights(initialization, Matrix.of(segment, rows, cols)));
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
        private final Runnable memory;
        private final Fill fill;
        private final ExecutorService pool;
        private final Execution execution;
        private long runs;

        Prepared(int threads, LongToDoubleFunction elements, Runnable memory, Fill fill) {
            this.elements = elements;
            this.memory = memory;
            this.fill = fill;
            pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1);
            execution = pool == null ? Execution.sequential() : Execution.on(pool, threads);
        }

        @Override
        public void run() { fill.from(seed.stream(runs++), execution); }

        @Override
        public double element(long index) { return elements.applyAsDouble(index); }

        @Override
        public String codePath() { return execution.kernels(); }

        @Override
        public void close() {
            if (pool != null) pool.close();
            memory.run();
        }
    }
}
