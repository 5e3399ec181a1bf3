package dev.evenkeel.bench.firstseconds;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.launch.Compiler;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.Arrays;

/** Multiplies again and again and writes down how fast. It looks at the clock some ten thousand times a second. */
final class Recorder {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The last moment at which speeds are told. */
    private static final long LEAST_NANOS = 3_000_000_000L;

    /** Calls between two looks at the clock take longer than the first and less than the second. */
    private static final long SHORT_NANOS = 50_000;

    private static final long LONG_NANOS = 200_000;

    private final double flops;
    private final long sliceNanos;
    private final long longestNanos;
    private final ThreadMXBean threads;
    private final double[] ends;
    private final double[] speeds;
    private final long[] allocated;
    private int slices;
    private double firstResult;
    private double others;
    private boolean isSteady;

    Recorder(FreshTask task, ThreadMXBean threads) {
        this.threads = threads;
        flops = task.cell().work();
        sliceNanos = task.slice().toNanos();
        longestNanos = task.longest().toNanos();
        int most = Math.toIntExact(longestNanos / sliceNanos + 2);
        ends = new double[most];
        speeds = new double[most];
        allocated = new long[most];
    }

    /**
     * Measures from the first call on.
     *
     * @param first gets the first answer
     */
    void record(PreparedProduct product, float[] first) {
        ProcessorTime earlier = ProcessorTime.now();
        long before = threads.getTotalThreadAllocatedBytes();
        long start = System.nanoTime();
        product.multiply();
        long now = System.nanoTime();
        firstResult = (now - start) / NANOS_PER_SECOND;
        System.arraycopy(product.result(), 0, first, 0, first.length);
        long calls = 1;
        long batch = 1;
        for (long sliceStart = start; !isOver(now - start); sliceStart = now, calls = 0) {
            while (now - sliceStart < sliceNanos) {
                for (long i = 0; i < batch; i++) product.multiply();
                calls += batch;
                long then = System.nanoTime();
                if (then - now < SHORT_NANOS) batch *= 2;
                else if (then - now > LONG_NANOS) batch = Math.max(1, batch / 2);
                now = then;
            }
            ends[slices] = (now - start) / NANOS_PER_SECOND;
            speeds[slices] = flops * calls / (now - sliceStart);
            allocated[slices] = threads.getTotalThreadAllocatedBytes() - before;
            slices++;
        }
        others = ProcessorTime.now().shareOfOthersSince(earlier);
        isSteady = isSteady();
    }

    private boolean isOver(long nanos) {
        if (slices == 0) return false;
        return nanos >= longestNanos || nanos > LEAST_NANOS && isSteady();
    }

    /** On a busy machine the compiler takes so long that the speed is flat meanwhile. */
    private boolean isSteady() {
        return StandIn.count() == 0 && curve().isFlat() && Compiler.isIdle();
    }

    private Curve curve() {
        return new Curve(Arrays.copyOf(ends, slices), Arrays.copyOf(speeds, slices));
    }

    /** What was measured. */
    Series series(double untilFirstCall, String codePath) {
        Curve curve = curve();
        return new Series(untilFirstCall, firstResult, curve, Arrays.copyOf(allocated, slices), isSteady,
                StandIn.count(), Double.isNaN(others) ? null : (Double) others, codePath);
    }
}
