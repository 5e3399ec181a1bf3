package dev.evenkeel.bench.kernels;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Activation;
import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.ChannelLayout;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Weights;
import dev.evenkeel.internal.kernel.simd.StandIn;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.torch.TorchReplay;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Multiplies, samples, normalises, applies activations and trains in many small shapes until every kernel is compiled,
 * in a JVM that compiles before it goes on ({@code -Xbatch}). It prints a line for each shape that still allocates: a
 * vector that C2 could not keep in a register is an object.
 */
public final class KernelWorkload {
    /** Every size of a tile, not only some. */
    static final String EVERY_SIZE = "every-size";

    /** The line about a shape that allocates starts with this. */
    static final String ALLOCATES = "allocates: ";

    /** The line about how far it is starts with this; a share follows. */
    static final String DONE = "done: ";

    /** The last line, if all went well. */
    static final String FINISHED = "finished";

    /** What else there is takes about as long as so many small shapes. */
    private static final int STEPS_OF_THE_REST = 30;

    private static final int TALLEST = 16;
    private static final int WIDEST = 64;
    private static final int[] SOME_HEIGHTS = {1, 4, 5, 6, 8, 12, 16};
    private static final int[] SOME_WIDTHS = {4, 8, 16, 24, 32, 48, 64};
    private static final int WIDTH_STEP = 4;
    private static final int LARGE = 130;

    /** Rows of float64's products, whose tiles the same code writes as those of float32. */
    private static final int[] ROWS_OF_DOUBLES = {1, 5, 12};

    /** Above what makes C2 compile a loop of {@link #DEPTH}: up to 2,400 calls were seen. */
    private static final int CALLS = 3200;

    /** Longest that more calls wait for scalar code to be replaced. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Rounds of those calls, as long as they allocate. */
    private static final int MOST_ROUNDS = 4;

    private static final int DEPTH = 96;
    private static final int MOST_TERMS_OF_SHALLOW = 8;
    private static final int ROWS_OF_SHALLOW = 48;
    private static final int MEASURED_CALLS = 64;

    /** Reading the counter allocates a little now and then. */
    private static final long NEGLIGIBLE_BYTES = 4096;

    /** The small objects around a fill; its hundred vectors in memory would be more. */
    private static final long BYTES_OF_A_FILL = 1024;

    /** One call of a sampling kernel. */
    private static final int SAMPLES = 2048;

    /** Several blocks of reflectors, the last one not whole. */
    private static final int ORTHOGONAL = 90;

    private static final int ORTHOGONAL_FILLS = 100;

    /** The matrix and its reflectors in float64; a vector in memory for each inner step would be far more. */
    private static final long BYTES_OF_A_QR = 400 << 10;

    /** Ragged on both sides, and more than one block. */
    private static final int IMAGES = 6;

    private static final int CHANNELS = 70;
    private static final int POSITIONS = 85;
    private static final int NORMALIZATIONS = 600;

    /** What a pass of batch normalisation needs for itself; vectors as objects would be a hundred times as much. */
    private static final long BOOKKEEPING_BYTES = 48 << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Execution execution = Execution.sequential();

    private KernelWorkload() {}

    /**
     * Runs all kernels.
     *
     * @param arguments {@value #EVERY_SIZE} or nothing
     */
    public static void main(String[] arguments) {
        boolean everySize = Arrays.asList(arguments).contains(EVERY_SIZE);
        int[] heights = everySize ? IntStream.rangeClosed(1, TALLEST).toArray() : SOME_HEIGHTS;
        int[] widths = everySize ? IntStream.rangeClosed(1, WIDEST / WIDTH_STEP).map(i -> i * WIDTH_STEP).toArray()
                : SOME_WIDTHS;
        KernelWorkload workload = new KernelWorkload();
        double steps = heights.length * widths.length + STEPS_OF_THE_REST;
        int done = 0;
        for (int rows : heights) {
            for (int columns : widths) {
                workload.products(rows, columns, DEPTH, CALLS);
                System.out.println(DONE + ++done / steps);
            }
        }
        for (int depth = 1; depth <= MOST_TERMS_OF_SHALLOW; depth++) workload.shallow(depth, widths);
        workload.products(LARGE, LARGE, LARGE, CALLS);
        for (int rows : ROWS_OF_DOUBLES) for (int columns : widths) workload.doubles(rows, columns);
        System.out.println(DONE + (done + STEPS_OF_THE_REST / 3) / steps);
        workload.fills();
        System.out.println(DONE + (done + STEPS_OF_THE_REST * 2 / 3) / steps);
        workload.normalizations();
        workload.activations();
        new TrainingWorkload(workload.execution.withVectorKernels()).run();
        System.out.println(FINISHED);
    }

    private void doubles(int rows, int columns) {
        Execution used = rows == 1 ? execution.withVectorKernels() : execution;
        DoubleMatrix a = DoubleMatrix.allocate(rows, DEPTH);
        DoubleMatrix c = DoubleMatrix.allocate(rows, columns);
        for (DoubleMatrix b : new DoubleMatrix[] {DoubleMatrix.allocate(DEPTH, columns),
            DoubleMatrix.allocate(columns, DEPTH).transposed()}) {
            run("float64, %d × %d × %d, B in strides %d and %d".formatted(rows, columns, DEPTH, b.rowStride(),
                    b.colStride()), CALLS, () -> Gemm.multiply(a, b, c, used));
        }
    }

    /** With vector code from the first call: scalar code would stand in for all that is done here. */
    private void fills() {
        Execution vector = execution.withVectorKernels();
        float[] floats = new float[SAMPLES];
        double[] doubles = new double[SAMPLES];
        for (RandomStream stream : new RandomStream[] {RandomStream.philox(1).stream(1),
            RandomStream.splitMix(1).stream(1)}) {
            for (Distribution distribution : new Distribution[] {Distribution.uniform(-1, 1), Distribution.normal(0, 1),
                Distribution.truncatedNormal(0, 1)}) {
                run("float32 from " + stream + ", " + distribution, CALLS, BYTES_OF_A_FILL,
                        () -> Sampling.fill(floats, distribution, stream, vector));
                run("float64 from " + stream + ", " + distribution, CALLS, BYTES_OF_A_FILL,
                        () -> Sampling.fill(doubles, distribution, stream, vector));
            }
        }
        Weights square = Weights.outputsByInputs(random(ORTHOGONAL, ORTHOGONAL));
        RandomStream stream = RandomStream.philox(1).stream(2);
        run("orthogonal weights", ORTHOGONAL_FILLS, BYTES_OF_A_QR, () -> Orthogonal.PLAIN.fill(square, stream, vector));
        TorchReplay torch = TorchReplay.manualSeed(1, vector);
        run("uniform as in PyTorch", CALLS, () -> torch.uniform(floats, -1, 1));
        run("normal as in PyTorch", CALLS, () -> torch.normal(floats, 0, 1));
    }

    private void normalizations() {
        int values = CHANNELS * POSITIONS * IMAGES;
        Features[] layouts = {Features.channelsFirst(new float[values], IMAGES, CHANNELS, POSITIONS),
            Features.channelsLast(new float[values], IMAGES, POSITIONS, CHANNELS)};
        for (Features x : layouts) {
            Features y = x.layout() == ChannelLayout.CHANNELS_FIRST
                    ? Features.channelsFirst(new float[values], IMAGES, CHANNELS, POSITIONS)
                    : Features.channelsLast(new float[values], IMAGES, POSITIONS, CHANNELS);
            BatchNormParameters parameters = BatchNormParameters.none(1e-5);
            Moments saved = new Moments(CHANNELS);
            RunningStatistics running = new RunningStatistics(CHANNELS);
            for (Fusion fusion : new Fusion[] {Fusion.none(), Fusion.relu(), Fusion.addRelu(x)}) {
                run("forward of " + x + ", " + fusion, NORMALIZATIONS, BOOKKEEPING_BYTES,
                        () -> BatchNorm.forward(x, y, parameters, saved, fusion, execution));
                run("inference of " + x + ", " + fusion, NORMALIZATIONS, BOOKKEEPING_BYTES,
                        () -> BatchNorm.infer(x, y, parameters, running, fusion, execution));
            }
            for (ReluGate gate : new ReluGate[] {ReluGate.none(), ReluGate.relu()}) {
                run("backward of " + x + ", " + gate, NORMALIZATIONS, BOOKKEEPING_BYTES,
                        () -> BatchNorm.backward(x, x, saved, parameters, gate, y, null, null, execution));
            }
        }
    }

    /** A range of whole vectors, and one with a last vector that overlaps, in turns. */
    private void activations() {
        Execution vector = execution.withVectorKernels();
        float[] x = new float[SAMPLES];
        float[] y = new float[SAMPLES];
        for (Activation activation : Activation.all()) {
            run("values of " + activation, CALLS, () -> {
                activation.apply(x, 0, y, 0, SAMPLES, vector);
                activation.apply(x, 0, y, 0, SAMPLES - 1, vector);
            });
            run("gradients of " + activation, CALLS, () -> {
                activation.backward(x, 0, y, 0, y, 0, SAMPLES, vector);
                activation.backward(x, 0, y, 0, y, 0, SAMPLES - 1, vector);
            });
            if (activation.outputDeterminesDerivative())
                run("gradients of the output of " + activation, CALLS, () -> {
                    activation.backwardFromOutput(x, 0, y, 0, y, 0, SAMPLES, vector);
                    activation.backwardFromOutput(x, 0, y, 0, y, 0, SAMPLES - 1, vector);
                });
        }
    }

    /** One row gets vector code from the first call: the trial of scalar code against it allocates. */
    private void products(int rows, int columns, int depth, int calls) {
        Execution used = rows == 1 ? execution.withVectorKernels() : execution;
        Matrix a = random(rows, depth);
        Matrix b = random(depth, columns);
        Matrix c = random(rows, columns);
        for (boolean transposedA : new boolean[] {false, true}) {
            for (boolean transposedB : new boolean[] {false, true}) {
                Matrix left = transposedA ? random(depth, rows).transposed() : a;
                Matrix right = transposedB ? random(columns, depth).transposed() : b;
                for (float beta : new float[] {0, 1}) {
                    String name = "%d × %d × %d, %s%s, β = %s".formatted(rows, columns, depth, transposedA ? "T" : "N",
                            transposedB ? "T" : "N", beta);
                    run(name, calls, () -> Gemm.multiply(1, left, right, beta, c, used));
                }
            }
        }
    }

    /** Products of a few terms, whose kernels are of other kinds; a call is as many rows as fill a cache. */
    private void shallow(int depth, int[] widths) {
        for (int columns : widths) products(ROWS_OF_SHALLOW, columns, depth, CALLS);
    }

    static Matrix random(int rows, int columns) {
        float[] values = new float[rows * columns];
        SplittableRandom random = new SplittableRandom(values.length);
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return Matrix.of(values, rows, columns);
    }

    static void run(String name, int calls, Runnable product) {
        run(name, calls, 0, product);
    }

    /**
     * {@code expected} bytes a call are no finding, nor is what ends with more calls: trials of vector code allocate
     * while scalar code stands in. Vectors that became objects stay so.
     */
    static void run(String name, int calls, long expected, Runnable product) {
        long allocated = Long.MAX_VALUE;
        int standIns = StandIn.count();
        for (int round = 0; round < MOST_ROUNDS && allocated > NEGLIGIBLE_BYTES + expected * MEASURED_CALLS; round++) {
            long end = System.nanoTime() + PATIENCE_NANOS;
            for (int i = 0; i < calls || StandIn.count() > standIns && System.nanoTime() < end; i++) product.run();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED_CALLS; i++) product.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (allocated > NEGLIGIBLE_BYTES + expected * MEASURED_CALLS)
            System.out.println(ALLOCATES + name + ": " + allocated / MEASURED_CALLS + " bytes a call");
    }
}
