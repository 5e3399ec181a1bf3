package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.testing.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Work on somebody's pool: no deadlock, no task left behind, no lost exception. Five minutes without an answer count as
 * a deadlock.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GemmThreadsTest {
    private static final int ROWS = 160;
    private static final int COLUMNS = 170;

    private final Matrix a = Values.ordinary(1).matrix(ROWS, 150);
    private final Matrix b = Values.ordinary(2).matrix(150, COLUMNS);
    private final float[] expected = ReferenceProduct.of(1f, a, b, 0f, result());

    @Test
    void productsInsideTasksOfTheSameFixedPoolEnd() throws Exception {
        for (int threads : new int[] {1, 2}) {
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                Execution execution = Execution.on(pool, 3);
                List<Future<?>> products = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    products.add(pool.submit(() -> check(execution)));
                }
                for (Future<?> product : products) {
                    product.get();
                }
            }
        }
    }

    @Test
    void productsInsideRowFunctionsOfTheSameExecutionEnd() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 3);
            AtomicInteger inner = new AtomicInteger();
            multiply(execution, (array, offset, length, row, column) -> {
                if (row % 40 == 0) {
                    check(execution);
                    inner.incrementAndGet();
                }
            });
            assertThat(inner.get()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void threadsOfThePoolTakePart() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 2);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            CountDownLatch second = new CountDownLatch(2);
            multiply(execution, (array, offset, length, row, column) -> {
                if (threads.add(Thread.currentThread())) {
                    second.countDown();
                    await(second);
                }
            });
            assertThat(threads).hasSize(2).contains(Thread.currentThread());
        }
    }

    @Test
    void neverMoreThreadsThanAskedForWorkAtATime() throws Exception {
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            Execution execution = Execution.on(pool, 3);
            for (int repetition = 0; repetition < 20; repetition++) {
                AtomicInteger busy = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                multiply(execution, (array, offset, length, row, column) -> {
                    most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    busy.decrementAndGet();
                });
                assertThat(most.get()).isBetween(1, 3);
            }
        }
    }

    /** Tasks that a busy pool kept for later must not all come to help with a later call. */
    @Test
    void helpersOfEarlierCallsDoNotAddToTheThreadsAskedFor() {
        int threads = 4;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Execution execution = Execution.on(pool, 2);
            for (int repetition = 0; repetition < 5; repetition++) {
                CountDownLatch release = new CountDownLatch(1);
                for (int i = 0; i < threads; i++) {
                    pool.execute(() -> await(release));
                }
                for (int i = 0; i < threads; i++) {
                    check(execution);
                }
                release.countDown();
                Set<Thread> workers = ConcurrentHashMap.newKeySet();
                Epilogue epilogue = new Epilogue(null, Activation.IDENTITY, (array, offset, length, row, column) -> {
                    if (workers.add(Thread.currentThread())) {
                        pause();
                    }
                });
                MatrixBatch results = MatrixBatch.of(Matrix.of(new float[2000], 2, 2), 500, 4);
                MatrixBatch inputs = MatrixBatch.of(Matrix.of(new float[4], 2, 2), 500, 0);
                Gemm.multiply(1f, inputs, inputs, 0f, results, epilogue, execution);
                assertThat(workers).hasSizeBetween(1, 2);
            }
        }
    }

    @Test
    void anExceptionReachesTheCallerWhicheverThreadItComesFrom() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 2);
            List<Throwable> causes =
                    List.of(new IllegalStateException("row"), new AssertionError("row"), new StackOverflowError("row"));
            for (Throwable cause : causes) {
                for (boolean fromCaller : new boolean[] {true, false}) {
                    Thread caller = Thread.currentThread();
                    CountDownLatch second = new CountDownLatch(2);
                    Set<Thread> threads = ConcurrentHashMap.newKeySet();
                    assertThatThrownBy(() -> multiply(execution, (array, offset, length, row, column) -> {
                        if (threads.add(Thread.currentThread())) {
                            second.countDown();
                            await(second);
                        }
                        if ((Thread.currentThread() == caller) == fromCaller) {
                            GemmThreadsTest.<RuntimeException>sneak(cause);
                        }
                    })).isSameAs(cause);
                }
            }
            check(execution);
        }
    }

    @Test
    void noTaskRunsOnAfterAFailure() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 2);
            for (int repetition = 0; repetition < 5; repetition++) {
                Thread caller = Thread.currentThread();
                CountDownLatch helperIsIn = new CountDownLatch(1);
                CountDownLatch callerFails = new CountDownLatch(1);
                AtomicBoolean helperHasEnded = new AtomicBoolean();
                AtomicBoolean slow = new AtomicBoolean(true);
                assertThatThrownBy(() -> multiply(execution, (array, offset, length, row, column) -> {
                    if (Thread.currentThread() == caller) {
                        await(helperIsIn);
                        callerFails.countDown();
                        throw new IllegalStateException("row");
                    }
                    helperIsIn.countDown();
                    await(callerFails);
                    helperHasEnded.set(false);
                    if (slow.getAndSet(false)) {
                        pause();
                    }
                    helperHasEnded.set(true);
                })).hasMessage("row");
                assertThat(helperHasEnded).isTrue();
            }
        }
    }

    @Test
    void aPoolThatFailsToStartAThreadLeavesNoTaskRunning() {
        CountDownLatch helperIsIn = new CountDownLatch(1);
        try (ThreadPoolExecutor pool = new ThreadPoolExecutor(0, 4, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            private int started;

            @Override
            public void execute(Runnable task) {
                if (++started == 2) {
                    GemmThreadsTest.await(helperIsIn);
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.execute(task);
            }
        }) {
            AtomicInteger rows = new AtomicInteger();
            assertThatThrownBy(() -> multiplyBatch(Execution.on(pool, 3), (array, offset, length, row, column) -> {
                helperIsIn.countDown();
                if (rows.getAndIncrement() < 3) {
                    pause();
                }
            })).isInstanceOf(OutOfMemoryError.class);
            int atTheEnd = rows.get();
            pause();
            pause();
            assertThat(rows).as("rows that were finished").hasValue(atTheEnd).hasPositiveValue();
        }
    }

    @Test
    void aFailedExecutionComputesTheNextProductCorrectly() {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            for (Execution execution : List.of(Execution.on(pool, 4), Execution.sequential())) {
                for (int repetition = 0; repetition < 10; repetition++) {
                    int failing = repetition * 16;
                    assertThatThrownBy(() -> multiply(execution, (array, offset, length, row, column) -> {
                        if (row == failing) {
                            throw new IllegalStateException("row " + row);
                        }
                    })).hasMessage("row " + failing);
                    check(execution);
                }
            }
        }
    }

    @Test
    void manyThreadsMayShareOneExecution() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3);
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Execution execution : List.of(Execution.on(pool, 3), Execution.sequential())) {
                List<Future<?>> products = new ArrayList<>();
                for (int caller = 0; caller < 8; caller++) {
                    int rows = ROWS - 9 * caller;
                    products.add(callers.submit(() -> {
                        for (int repetition = 0; repetition < 15; repetition++) {
                            Matrix c = result().slice(0, 0, rows, COLUMNS);
                            Gemm.multiply(a.slice(0, 0, rows, a.cols()), b, c, execution);
                            ReferenceProduct.assertSameBits(c, expected, rows + " rows");
                        }
                    }));
                }
                for (Future<?> product : products) {
                    product.get();
                }
            }
        }
    }

    @Test
    void anInterruptedCallerGetsItsResultAndStaysInterrupted() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 2);
            Thread caller = Thread.currentThread();
            AtomicInteger rowsOfHelper = new AtomicInteger();
            Matrix c = result();
            caller.interrupt();
            Epilogue epilogue = new Epilogue(null, Activation.IDENTITY, (array, offset, length, row, column) -> {
                if (Thread.currentThread() == caller) {
                    while (rowsOfHelper.get() == 0) {
                        Thread.onSpinWait();
                    }
                } else if (rowsOfHelper.getAndIncrement() < 5) {
                    pause();
                }
            });
            Gemm.multiply(1f, a, b, 0f, c, epilogue, execution);
            assertThat(Thread.interrupted()).isTrue();
            ReferenceProduct.assertSameBits(c, expected, "interrupted");
        }
    }

    @Test
    void aSaturatedPoolMeansLessHelpWhateverItsPolicy() {
        List<RejectedExecutionHandler> policies =
                List.of(new ThreadPoolExecutor.AbortPolicy(), new ThreadPoolExecutor.DiscardPolicy(),
                        new ThreadPoolExecutor.DiscardOldestPolicy(), new ThreadPoolExecutor.CallerRunsPolicy());
        for (RejectedExecutionHandler policy : policies) {
            CountDownLatch release = new CountDownLatch(1);
            try (ThreadPoolExecutor pool =
                    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), policy)) {
                pool.execute(() -> await(release));
                pool.execute(() -> {});
                Execution execution = Execution.on(pool, 4);
                for (int repetition = 0; repetition < 5; repetition++) {
                    check(execution);
                }
                release.countDown();
            }
        }
    }

    @Test
    void aBusyPoolIsNotWaitedFor() {
        CountDownLatch release = new CountDownLatch(1);
        try (ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
            pool.execute(() -> await(release));
            check(Execution.on(pool, 2));
            release.countDown();
        }
    }

    @Test
    void aPoolShutDownDuringTheCallLosesNothing() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Execution execution = Execution.on(pool, 3);
        Matrix c = result();
        Epilogue epilogue =
                new Epilogue(null, Activation.IDENTITY, (array, offset, length, row, column) -> pool.shutdownNow());
        Gemm.multiply(1f, a, b, 0f, c, epilogue, execution);
        ReferenceProduct.assertSameBits(c, expected, "shut down");
    }

    @Test
    void anySortOfPoolWillDo() {
        try (ExecutorService stealing = new ForkJoinPool(2);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService single = Executors.newSingleThreadExecutor()) {
            for (ExecutorService pool : List.of(stealing, virtual, single, ForkJoinPool.commonPool())) {
                for (int repetition = 0; repetition < 10; repetition++) {
                    check(Execution.on(pool, 3));
                }
            }
        }
    }

    private Matrix result() {
        return Matrix.of(new float[ROWS * COLUMNS], ROWS, COLUMNS);
    }

    private void check(Execution execution) {
        Matrix c = result();
        Gemm.multiply(a, b, c, execution);
        ReferenceProduct.assertSameBits(c, expected, execution);
    }

    private void multiply(Execution execution, Epilogue.RowFunction function) {
        Gemm.multiply(1f, a, b, 0f, result(), new Epilogue(null, Activation.IDENTITY, function), execution);
    }

    /** Several products, whose rows are finished in the tasks that compute them. */
    private void multiplyBatch(Execution execution, Epilogue.RowFunction function) {
        int count = 8;
        Matrix first = Matrix.of(new float[count * ROWS * COLUMNS], ROWS, COLUMNS);
        Gemm.multiply(1f, MatrixBatch.of(a, count, 0), MatrixBatch.of(b, count, 0), 0f,
                MatrixBatch.of(first, count, ROWS * COLUMNS), new Epilogue(null, Activation.IDENTITY, function),
                execution);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
