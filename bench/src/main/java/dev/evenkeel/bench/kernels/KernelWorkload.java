package dev.evenkeel.bench.kernels;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Execution;
import dev.evenkeel.Gemm;
import dev.evenkeel.Law;
import dev.evenkeel.Matrix;
import dev.evenkeel.RandomStream;
import dev.evenkeel.Sampling;
import dev.evenkeel.TorchReplay;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Multiplies matrices of many small shapes, and fills arrays with samples, until the kernels of each are compiled, in a JVM that compiles before it goes on ({@code -Xbatch}), and prints
 * a line for each shape that still allocates: a vector that C2 could not keep in a register is an object.
 *
 * <p>Shapes up to the size of one tile bring one kernel each to the front; a larger one adds packing and ragged edges.
 */
public final class KernelWorkload {
    /** Every size of a tile, not only some. */
    static final String EVERY_SIZE = "every-size";

    /** The line about a shape that allocates starts with this. */
    static final String ALLOCATES = "allocates: ";

    /** The last line, if all went well. */
    static final String FINISHED = "finished";

    private static final int TALLEST = 16;
    private static final int WIDEST = 64;
    private static final int[] SOME_HEIGHTS = {1, 4, 6, 8, 12, 16};
    private static final int[] SOME_WIDTHS = {4, 8, 16, 24, 32, 48, 64};
    private static final int WIDTH_STEP = 4;
    private static final int LARGE = 130;

    /** Well above what makes C2 compile a loop of {@link #DEPTH}. */
    private static final int CALLS = 1200;

    private static final int DEPTH = 96;
    private static final int MEASURED_CALLS = 64;

    /** Reading the counter allocates a little now and then. */
    private static final long NEGLIGIBLE_BYTES = 4096;

    /** One call of a sampling kernel. */
    private static final int SAMPLES = 2048;

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
        for (int rows : heights) {
            for (int columns : widths) workload.products(rows, columns, DEPTH, CALLS);
        }
        workload.products(LARGE, LARGE, LARGE, CALLS);
        workload.fills();
        System.out.println(FINISHED);
    }

    private void fills() {
        float[] floats = new float[SAMPLES];
        double[] doubles = new double[SAMPLES];
        for (RandomStream stream : new RandomStream[] {RandomStream.philox(1).stream(1),
            RandomStream.splitMix(1).stream(1)}) {
            for (Law law : new Law[] {Law.uniform(-1, 1), Law.normal(0, 1), Law.truncatedNormal(0, 1)}) {
                run("float32 from " + stream + ", " + law, CALLS, () -> Sampling.fill(floats, law, stream, execution));
                run("float64 from " + stream + ", " + law, CALLS, () -> Sampling.fill(doubles, law, stream, execution));
            }
        }
        TorchReplay torch = TorchReplay.manualSeed(1, execution);
        run("uniform as in PyTorch", CALLS, () -> torch.uniform(floats, -1, 1));
        run("normal as in PyTorch", CALLS, () -> torch.normal(floats, 0, 1));
    }

    private void products(int rows, int columns, int depth, int calls) {
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
                    run(name, calls, () -> Gemm.multiply(1, left, right, beta, c, execution));
                }
            }
        }
    }

    private static Matrix random(int rows, int columns) {
        float[] values = new float[rows * columns];
        SplittableRandom random = new SplittableRandom(values.length);
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return Matrix.of(values, rows, columns);
    }

    private static void run(String name, int calls, Runnable product) {
        for (int i = 0; i < calls; i++) product.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED_CALLS; i++) product.run();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > NEGLIGIBLE_BYTES)
            System.out.println(ALLOCATES + name + ": " + allocated / MEASURED_CALLS + " bytes a call");
    }
}
