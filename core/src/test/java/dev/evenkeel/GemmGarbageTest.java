package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call makes no garbage once it is compiled: the least of several rounds, because the compiler comes and goes when it likes. */
class GemmGarbageTest {
    private static final int CALLS = 1000;
    private static final int ROUNDS = 400;
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
        Matrix a = Values.ordinary(1).matrix(7, 20);
        Matrix b = Values.ordinary(2).matrix(20, 37);
        Matrix c = Values.ordinary(3).matrix(7, 37);
        PackedMatrix packed = Gemm.pack(b, Execution.sequential());
        Epilogue epilogue = new Epilogue(new float[37], Activation.RELU, (array, offset, length, row, column) -> {});
        noGarbage("packed", () -> Gemm.multiply(a, packed, c, Execution.sequential()));
        noGarbage("epilogue", () -> Gemm.multiply(0.5f, a, b, 0.5f, c, epilogue, Execution.sequential()));
        noGarbage("packed, epilogue", () -> Gemm.multiply(0.5f, a, packed, 0.5f, c, epilogue, Execution.sequential()));
    }

    private static void check(Layout layoutOfA, Layout layoutOfB, Layout layoutOfC, Backing inputs, Backing outputs) {
        Matrix a = GuardedMatrix.of(layoutOfA, inputs, 7, 20, Values.ordinary(1)).view();
        Matrix b = GuardedMatrix.of(layoutOfB, inputs, 20, 37, Values.ordinary(2)).view();
        Matrix c = GuardedMatrix.of(layoutOfC, outputs, 7, 37, Values.ordinary(3)).view();
        String description = layoutOfA + " × " + layoutOfB + " → " + layoutOfC + ", " + inputs + " → " + outputs;
        noGarbage(description, () -> Gemm.multiply(0.5f, a, b, 0.5f, c, Execution.sequential()));
    }

    private static void noGarbage(String description, Runnable call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes allocated in %d calls: %s", CALLS, description).isZero();
    }
}
