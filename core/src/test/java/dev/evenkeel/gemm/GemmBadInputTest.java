package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every refusal names what is wrong and comes before anything is written. */
class GemmBadInputTest {
    private static final ExecutorService POOL = Executors.newCachedThreadPool();
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final Execution SHARED = Execution.on(POOL, 2);

    private final float[] result = {1, 2, 3, 4, 5, 6, 7, 8};
    private final Matrix a = Matrix.of(new float[6], 2, 3);
    private final Matrix b = Matrix.of(new float[12], 3, 4);
    private final Matrix c = Matrix.of(result, 2, 4);

    @AfterAll
    static void endThreads() {
        POOL.close();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(result).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void nullIsRefusedByName() {
        Epilogue none = Epilogue.none();
        PackedMatrix packed = Gemm.pack(b, SEQUENTIAL);
        refused(NullPointerException.class, () -> Gemm.multiply(null, b, c, SEQUENTIAL), "a");
        refused(NullPointerException.class, () -> Gemm.multiply(a, (Matrix) null, c, SEQUENTIAL), "b");
        refused(NullPointerException.class, () -> Gemm.multiply(a, b, null, SEQUENTIAL), "c");
        refused(NullPointerException.class, () -> Gemm.multiply(a, b, c, null), "execution");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, a, b, 0f, c, null, SEQUENTIAL), "epilogue");
        refused(NullPointerException.class, () -> Gemm.multiply(null, packed, c, SEQUENTIAL), "a");
        refused(NullPointerException.class, () -> Gemm.multiply(a, (PackedMatrix) null, c, SEQUENTIAL), "b");
        refused(NullPointerException.class, () -> Gemm.multiply(a, packed, null, SEQUENTIAL), "c");
        refused(NullPointerException.class, () -> Gemm.multiply(a, packed, c, null), "execution");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, a, packed, 0f, c, null, SEQUENTIAL), "epilogue");
        refused(NullPointerException.class, () -> Gemm.pack((Matrix) null, SEQUENTIAL), "b");
        refused(NullPointerException.class, () -> Gemm.pack(b, null), "execution");
        MatrixBatch batch = MatrixBatch.of(a, 1, 0);
        refused(NullPointerException.class, () -> Gemm.multiply(1f, null, batch, 0f, batch, none, SEQUENTIAL), "a");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, batch, null, 0f, batch, none, SEQUENTIAL), "b");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, batch, batch, 0f, null, none, SEQUENTIAL), "c");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, batch, batch, 0f, batch, null, SEQUENTIAL),
                "epilogue");
        refused(NullPointerException.class, () -> Gemm.multiply(1f, batch, batch, 0f, batch, none, null), "execution");
    }

    @Test
    void shapesThatDoNotMatchAreAllNamed() {
        String[] expected = {"shapes do not match", "m × k, k × n and m × n"};
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a.transposed(), b, c, SEQUENTIAL), "a is 3 × 2",
                "b is 3 × 4",
                "c is 2 × 4", expected[0], expected[1]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a, b.transposed(), c, SEQUENTIAL), "b is 4 × 3",
                expected[0]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a, b, c.transposed(), SEQUENTIAL), "c is 4 × 2",
                expected[0]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a, b, c.slice(0, 0, 1, 4), SEQUENTIAL),
                "c is 1 × 4", expected[0]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a.slice(0, 0, 0, 3), b, c, SEQUENTIAL),
                "a is 0 × 3", expected[0]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(0f, a.slice(0, 0, 2, 0), b, 0f, c, SEQUENTIAL),
                "a is 2 × 0",
                expected[0]);
        PackedMatrix packed = Gemm.pack(b, SEQUENTIAL);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a.transposed(), packed, c, SEQUENTIAL),
                "a is 3 × 2", "b is 3 × 4",
                expected[0]);
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a, packed, c.slice(0, 0, 2, 3), SEQUENTIAL),
                "c is 2 × 3",
                expected[0]);
    }

    @Test
    void closedSegmentsAreRefusedByName() {
        Arena arena = Arena.ofConfined();
        Matrix closed = Matrix.of(arena.allocate(48), 3, 4);
        arena.close();
        Matrix small = closed.slice(0, 0, 2, 3);
        refused(IllegalStateException.class, () -> Gemm.multiply(small, b, c, SEQUENTIAL), "a is a closed segment",
                "2 × 3");
        refused(IllegalStateException.class, () -> Gemm.multiply(a, closed, c, SEQUENTIAL), "b is a closed segment",
                "3 × 4");
        refused(IllegalStateException.class, () -> Gemm.multiply(a, b, closed.slice(0, 0, 2, 4), SEQUENTIAL),
                "c is a closed segment");
        refused(IllegalStateException.class, () -> Gemm.pack(closed, SEQUENTIAL), "b is a closed segment");
    }

    @Test
    void readOnlySegmentsAreRefusedAsOutputsOnly() {
        MemorySegment onHeap = MemorySegment.ofArray(new float[12]).asReadOnly();
        refused(IllegalArgumentException.class, () -> Gemm.multiply(a, b, Matrix.of(onHeap, 2, 4), SEQUENTIAL),
                "c is a read-only segment",
                "2 × 4");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nativeSegment = arena.allocate(48).asReadOnly();
            refused(IllegalArgumentException.class,
                    () -> Gemm.multiply(a, b, Matrix.of(nativeSegment, 2, 4), SEQUENTIAL), "read-only");
            Gemm.multiply(Matrix.of(onHeap, 2, 3), Matrix.of(nativeSegment, 3, 4), Matrix.of(new float[8], 2, 4),
                    SEQUENTIAL);
        }
    }

    @Test
    void segmentsConfinedToAnotherThreadAreRefusedByName() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            Matrix confined = Matrix.of(arena.allocate(48), 3, 4);
            Throwable[] thrown = new Throwable[4];
            Thread other = Thread.ofPlatform().start(() -> {
                thrown[0] = caught(() -> Gemm.multiply(confined.slice(0, 0, 2, 3), b, c, SEQUENTIAL));
                thrown[1] = caught(() -> Gemm.multiply(a, confined, c, SEQUENTIAL));
                thrown[2] = caught(() -> Gemm.multiply(a, b, confined.slice(0, 0, 2, 4), SEQUENTIAL));
                thrown[3] = caught(() -> Gemm.pack(confined, SEQUENTIAL));
            });
            other.join();
            String[] names = {"a", "b", "c", "b"};
            for (int i = 0; i < names.length; i++) {
                assertThat(thrown[i]).isInstanceOf(WrongThreadException.class)
                        .hasMessageContaining(names[i] + " is a segment confined to another thread");
            }
        }
    }

    @Test
    void confinedSegmentsAreRefusedWhereThreadsShareTheWork() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix confined = Matrix.of(arena.allocate(48), 3, 4);
            refused(WrongThreadException.class, () -> Gemm.multiply(confined.slice(0, 0, 2, 3), b, c, SHARED),
                    "a is a segment confined to this thread", "2 threads");
            refused(WrongThreadException.class, () -> Gemm.multiply(a, confined, c, SHARED), "b is a segment confined");
            refused(WrongThreadException.class, () -> Gemm.multiply(a, b, confined.slice(0, 0, 2, 4), SHARED),
                    "c is a segment confined");
            Gemm.multiply(a, confined, Matrix.of(new float[8], 2, 4), Execution.on(POOL, 1));
        }
        try (Arena arena = Arena.ofShared()) {
            Gemm.multiply(a, Matrix.of(arena.allocate(48), 3, 4), Matrix.of(new float[8], 2, 4), SHARED);
        }
    }

    @Test
    void aPoolThatIsShutDownIsRefused() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Execution two = Execution.on(pool, 2);
        Execution one = Execution.on(pool, 1);
        pool.shutdown();
        refused(RejectedExecutionException.class, () -> Gemm.multiply(a, b, c, two), "pool is shut down");
        refused(RejectedExecutionException.class, () -> Gemm.multiply(a, b, c, one), "pool is shut down");
        refused(RejectedExecutionException.class, () -> Gemm.pack(b, two), "pool is shut down");
        PackedMatrix packed = Gemm.pack(b, SEQUENTIAL);
        refused(RejectedExecutionException.class, () -> Gemm.multiply(a, packed, c, two), "pool is shut down");
        MatrixBatch batchOfC = MatrixBatch.of(c, 1, 0);
        refused(RejectedExecutionException.class,
                () -> Gemm.multiply(1f, MatrixBatch.of(a, 1, 0), MatrixBatch.of(b, 1, 0), 0f, batchOfC,
                        Epilogue.none(), two),
                "pool is shut down");
    }

    @Test
    void batchesOfDifferentCountsAreRefusedWithTheirCounts() {
        MatrixBatch two = MatrixBatch.of(a, 2, 0);
        MatrixBatch three = MatrixBatch.of(b, 3, 0);
        MatrixBatch one = MatrixBatch.of(c, 1, 0);
        refused(IllegalArgumentException.class,
                () -> Gemm.multiply(1f, two, three, 0f, one, Epilogue.none(), SEQUENTIAL),
                "equally many", "2, 3 and 1");
    }

    @Test
    void batchesAreCheckedAsTheirMatricesAre() {
        float[] storage = new float[100];
        MatrixBatch batchOfA = MatrixBatch.of(a, 3, 0);
        MatrixBatch batchOfB = MatrixBatch.of(b, 3, 0);
        MatrixBatch batchOfC = MatrixBatch.of(Matrix.of(storage, 2, 4), 3, 8);
        refused(IllegalArgumentException.class,
                () -> Gemm.multiply(1f, batchOfB, batchOfB, 0f, batchOfC, Epilogue.none(), SEQUENTIAL),
                "shapes do not match", "a is 3 × 4");
        refused(IllegalArgumentException.class, () -> Gemm.multiply(1f, batchOfA, batchOfB, 0f, batchOfC,
                new Epilogue(new float[3], Activation.IDENTITY), SEQUENTIAL), "bias");
        MatrixBatch readOnly = MatrixBatch.of(Matrix.of(MemorySegment.ofArray(storage).asReadOnly(), 2, 4), 3, 8);
        refused(IllegalArgumentException.class,
                () -> Gemm.multiply(1f, batchOfA, batchOfB, 0f, readOnly, Epilogue.none(), SEQUENTIAL),
                "read-only");
    }

    @Test
    void packingMoreThanAnArrayHoldsIsRefused() {
        Matrix broadcast = Matrix.of(new float[1], 0, 512, 5_000_000, 0, 0);
        refused(IllegalArgumentException.class, () -> Gemm.pack(broadcast, SEQUENTIAL), "5000000", "exceed an array");
    }

    @Test
    void packingTheLongestRowIsRefusedAsLong() {
        Matrix row = Matrix.of(new float[1], 0, 1, Integer.MAX_VALUE, 0, 0);
        refused(IllegalArgumentException.class, () -> Gemm.pack(row, SEQUENTIAL), "1 × 2147483647", "exceed an array");
    }

    private void refused(Class<? extends Throwable> type, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isExactlyInstanceOf(type).hasMessageContainingAll(parts);
        nothingWasWritten();
    }

    private static Throwable caught(Runnable call) {
        try {
            call.run();
            return null;
        } catch (RuntimeException thrown) {
            return thrown;
        }
    }
}
