package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Activation;
import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A call makes no garbage once it is compiled. The least of many rounds counts, because the compiler comes when it
 * likes, and the least of some sizes, because now and then it leaves a vector of one tile in an object; what the calls
 * themselves allocate shows in all.
 */
@Tag("alone")
class GemmGarbageTest {
    private static final int CALLS = 1000;
    private static final int[][] SIZES = {{7, 37, 20}, {6, 45, 20}, {11, 26, 24}};

    /** A vector that the interpreter or C1 makes is an object; C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void productsOfArraysMakeNoGarbage() {
        for (Layout layoutOfA : List.of(Layout.ROWS, Layout.COLUMNS, Layout.ROWS_AT_POWERS_OF_TWO,
                Layout.SCATTERED_ROWS)) {
            for (Layout layoutOfB : List.of(Layout.ROWS, Layout.COLUMNS)) {
                check(layoutOfA, layoutOfB, Layout.ROWS, Backing.PART_OF_AN_ARRAY, Backing.PART_OF_AN_ARRAY);
            }
        }
    }

    @Test
    void outputsOfAnyLayoutMakeNoGarbage() {
        for (Layout layout : List.of(Layout.COLUMNS, Layout.SCATTERED_ROWS, Layout.MIRRORED)) {
            check(Layout.ROWS, Layout.ROWS, layout, Backing.PART_OF_AN_ARRAY, Backing.PART_OF_AN_ARRAY);
        }
    }

    @Test
    void productsOfSegmentsMakeNoGarbage() {
        for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS)) {
            check(layout, layout, layout, Backing.NATIVE, Backing.NATIVE);
            check(layout, layout, layout, Backing.PART_OF_AN_ARRAY, Backing.NATIVE);
            check(layout, layout, layout, Backing.NATIVE, Backing.PART_OF_AN_ARRAY);
        }
    }

    @Test
    void packedProductsAndEpiloguesMakeNoGarbage() {
        noGarbage("packed", (m, n, k) -> {
            Matrix a = Values.ordinary(1).matrix(m, k);
            PackedMatrix packed = Gemm.pack(Values.ordinary(2).matrix(k, n), Execution.sequential());
            Matrix c = Values.ordinary(3).matrix(m, n);
            return () -> Gemm.multiply(a, packed, c, Execution.sequential());
        });
        noGarbage("epilogue", (m, n, k) -> {
            Matrix a = Values.ordinary(1).matrix(m, k);
            Matrix b = Values.ordinary(2).matrix(k, n);
            Matrix c = Values.ordinary(3).matrix(m, n);
            Epilogue epilogue = new Epilogue(new float[n], Activation.RELU, (array, offset, length, row, column) -> {});
            return () -> Gemm.multiply(0.5f, a, b, 0.5f, c, epilogue, Execution.sequential());
        });
        noGarbage("forward and backward", (m, n, k) -> {
            Matrix a = Values.ordinary(1).matrix(m, k);
            Matrix b = Values.ordinary(2).matrix(k, n);
            Matrix c = Values.ordinary(3).matrix(m, n);
            Epilogue forward = new Epilogue(new float[n], Activation.TANH).keeping(Values.ordinary(4).matrix(m, n));
            Epilogue backward = Epilogue.backward(Activation.TANH, Values.ordinary(5).matrix(m, n));
            return () -> {
                Gemm.multiply(1f, a, b, 0f, c, forward, Execution.sequential());
                Gemm.multiply(1f, a, b, 0f, c, backward, Execution.sequential());
            };
        });
    }

    @Test
    void productsOfDoublesMakeNoGarbage() {
        Random random = new Random(1);
        for (DoubleCase.Layout layout : DoubleCase.Layout.values()) {
            noGarbage("doubles in " + layout, (m, n, k) -> {
                DoubleMatrix a = DoubleCase.matrix(random, layout, m, k);
                DoubleMatrix b = DoubleCase.matrix(random, layout, k, n);
                DoubleMatrix c = DoubleCase.matrix(random, layout, m, n);
                DoubleEpilogue epilogue = new DoubleEpilogue(new double[n], Activation.RELU);
                return () -> Gemm.multiply(1, a, b, 0, c, epilogue, Execution.sequential());
            });
        }
    }

    @Test
    void symmetricUpdatesMakeNoGarbage() {
        Random random = new Random(2);
        for (Triangle triangle : Triangle.values()) {
            for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS)) {
                noGarbage(triangle + " of floats in " + layout, (m, n, k) -> {
                    Matrix a = GuardedMatrix.of(layout, Backing.PART_OF_AN_ARRAY, n, k, Values.ordinary(1)).view();
                    Matrix c = GuardedMatrix.of(layout, Backing.PART_OF_AN_ARRAY, n, n, Values.ordinary(2)).view();
                    return () -> Syrk.update(triangle, 0.5f, a, 0.5f, c, Execution.sequential());
                });
            }
            for (DoubleCase.Layout layout : DoubleCase.Layout.values()) {
                noGarbage(triangle + " of doubles in " + layout, (m, n, k) -> {
                    DoubleMatrix a = DoubleCase.matrix(random, layout, n, k);
                    DoubleMatrix c = DoubleCase.matrix(random, layout, n, n);
                    return () -> Syrk.update(triangle, 0.5, a, 0.5, c, Execution.sequential());
                });
            }
        }
    }

    @Test
    void vectorsTimesMatricesMakeNoGarbage() {
        for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS)) {
            noGarbage(layout + ", row times matrix", (m, n, k) -> product(1, n, k, layout, layout));
            noGarbage(layout + ", matrix times column", (m, n, k) -> product(m, 1, k, layout, layout));
        }
    }

    private static void check(Layout layoutOfA, Layout layoutOfB, Layout layoutOfC, Backing inputs, Backing outputs) {
        String description = layoutOfA + " × " + layoutOfB + " → " + layoutOfC + ", " + inputs + " → " + outputs;
        noGarbage(description, (m, n, k) -> {
            Matrix a = GuardedMatrix.of(layoutOfA, inputs, m, k, Values.ordinary(1)).view();
            Matrix b = GuardedMatrix.of(layoutOfB, inputs, k, n, Values.ordinary(2)).view();
            Matrix c = GuardedMatrix.of(layoutOfC, outputs, m, n, Values.ordinary(3)).view();
            return () -> Gemm.multiply(0.5f, a, b, 0.5f, c, Execution.sequential());
        });
    }

    private static Runnable product(int m, int n, int k, Layout layoutOfA, Layout layoutOfB) {
        Matrix a = GuardedMatrix.of(layoutOfA, Backing.PART_OF_AN_ARRAY, m, k, Values.ordinary(1)).view();
        Matrix b = GuardedMatrix.of(layoutOfB, Backing.PART_OF_AN_ARRAY, k, n, Values.ordinary(2)).view();
        Matrix c = Values.ordinary(3).matrix(m, n);
        return () -> Gemm.multiply(a, b, c, Execution.sequential());
    }

    /** Makes a call for rows, columns and depth. */
    private interface CallOfSize {
        Runnable of(int m, int n, int k);
    }

    private static void noGarbage(String description, CallOfSize calls) {
        long least = Long.MAX_VALUE;
        for (int[] size : SIZES) {
            Runnable call = calls.of(size[0], size[1], size[2]);
            long start = System.nanoTime();
            while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < CALLS; i++) {
                    call.run();
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertThat(least).as("bytes allocated in %d calls: %s", CALLS, description).isZero();
    }
}
