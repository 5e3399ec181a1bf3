package dev.evenkeel.bench.kernels;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.kernel.GemmKernel;
import dev.evenkeel.kernel.KernelSet;
import dev.evenkeel.kernel.Kernels;
import dev.evenkeel.kernel.PanelKernel;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Calls every kernel until it is compiled, in a JVM that compiles before it goes on ({@code -Xbatch}), and prints a line for each that still allocates: a
 * vector that C2 could not keep in a register is an object.
 */
public final class KernelWorkload {
    /** Every tile size, not only the smallest, the middle and the tallest of each width. */
    static final String EVERY_SIZE = "every-size";

    /** The line about a kernel that allocates starts with this. */
    static final String ALLOCATES = "allocates: ";

    /** The last line, if all went well. */
    static final String FINISHED = "finished";

    /** Well above what makes C2 compile a loop of {@link #DEPTH}. */
    private static final int CALLS = 1500;

    private static final int DEPTH = 96;
    private static final int MEASURED_CALLS = 64;

    /** Reading the counter allocates a little now and then; a boxed vector in the loop allocates a megabyte. */
    private static final long NEGLIGIBLE_BYTES = 4096;

    private static final int STRIDE = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final float[] a = random(STRIDE * STRIDE);
    private final float[] b = random(STRIDE * STRIDE);
    private final float[] c = random(STRIDE * STRIDE);

    private KernelWorkload() {}

    /**
     * Runs all kernels.
     *
     * @param arguments {@value #EVERY_SIZE} or nothing
     */
    public static void main(String[] arguments) {
        KernelWorkload workload = new KernelWorkload();
        KernelSet kernels = Kernels.vector();
        workload.tiles(kernels.gemm(), Arrays.asList(arguments).contains(EVERY_SIZE));
        workload.panels(kernels.panels());
        System.out.println(FINISHED);
    }

    private static float[] random(int length) {
        float[] values = new float[length];
        SplittableRandom random = new SplittableRandom(length);
        for (int i = 0; i < length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return values;
    }

    private void tiles(GemmKernel kernel, boolean everySize) {
        Set<Integer> widths = new LinkedHashSet<>();
        for (int columns = 1; columns <= kernel.widestTile(); columns++) widths.add(kernel.tileWidth(columns));
        for (int width : widths) {
            int tallest = kernel.tallestTile(width);
            IntStream heights = everySize ? IntStream.rangeClosed(1, tallest)
                    : IntStream.of(1, (tallest + 1) / 2, tallest).distinct();
            heights.forEach(height -> {
                for (float beta : new float[] {0, 1}) {
                    run("tile %d × %d, A along rows, β = %s".formatted(height, width, beta),
                            () -> kernel.tile(a, 0, STRIDE, 1, b, 0, STRIDE, c, 0, STRIDE, height, width, DEPTH, 1,
                                    beta));
                    run("tile %d × %d, A along depth, β = %s".formatted(height, width, beta),
                            () -> kernel.tile(a, 0, 1, STRIDE, b, 0, STRIDE, c, 0, STRIDE, height, width, DEPTH, 1,
                                    beta));
                }
            });
        }
    }

    private void panels(PanelKernel kernel) {
        run("copy of a panel", () -> kernel.copy(a, 0, STRIDE, c, 0, STRIDE, DEPTH, DEPTH - 1));
        run("transposed copy of a panel", () -> kernel.transpose(a, 0, STRIDE, c, 0, STRIDE, DEPTH - 1, DEPTH - 1));
    }

    private static void run(String name, Runnable kernel) {
        for (int i = 0; i < CALLS; i++) kernel.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED_CALLS; i++) kernel.run();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > NEGLIGIBLE_BYTES)
            System.out.println(ALLOCATES + name + ": " + allocated / MEASURED_CALLS + " bytes a call");
    }
}
