package dev.evenkeel.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.testing.Values;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool has to do with helpers, and what they hold. Five minutes without an answer count as a deadlock. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("once")
class ThreadTeamTest {
    private static final int TASKS = 8;

    @Test
    void aPoolInArrearsGetsNoMoreHelpersThanThereArePlaces() {
        HoardingPool pool = new HoardingPool();
        for (int parallelism = 1; parallelism <= 5; parallelism++) {
            pool.tasks.clear();
            ThreadTeam team = new ThreadTeam(pool, parallelism);
            for (int call = 0; call < 1000; call++) {
                check(team, 1 + call % 7);
            }
            assertThat(pool.tasks).hasSize(parallelism - 1);
        }
    }

    @Test
    void severalCallersTogetherGetNoMoreEither() throws Exception {
        HoardingPool pool = new HoardingPool();
        ThreadTeam team = new ThreadTeam(pool, 4);
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                calls.add(callers.submit(() -> {
                    for (int call = 0; call < 500; call++) {
                        check(team, 4);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(pool.tasks).hasSize(3);
    }

    @Test
    void aHelperThatThePoolKeptForLongStillHelpsWhoeverIsThere() throws Exception {
        HoardingPool pool = new HoardingPool();
        ThreadTeam team = new ThreadTeam(pool, 2);
        check(team, 2);
        for (int repetition = 0; repetition < 5; repetition++) {
            System.gc();
            CountDownLatch both = new CountDownLatch(2);
            Thread late = new Thread(() -> {
                await(both, 1);
                pool.tasks.remove().run();
            });
            late.start();
            Set<Thread> threads = workers(team, 2, both);
            late.join();
            assertThat(threads).hasSize(2).contains(late);
            assertThat(pool.tasks).isEmpty();
            check(team, 2);
            assertThat(pool.tasks).hasSize(1);
        }
    }

    @Test
    void aFinishedJobHoldsNothingThoughItsHelpersAreStillQueued() {
        HoardingPool pool = new HoardingPool();
        ThreadTeam team = new ThreadTeam(pool, 3);
        assertCollected(callWithAnArray(team, false));
        assertCollected(callWithAnArray(team, true));
        assertThat(pool.tasks).hasSize(2);
    }

    @Test
    void aHelperThatLingersOrHasGoneHoldsNothing() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            ThreadTeam team = new ThreadTeam(pool, 3);
            assertCollected(callWithAnArray(team, false));
            assertCollected(callWithAnArray(team, true));
        }
    }

    @Test
    void theWorkSpacesOfAnExecutionHoldNothingOfTheCallers() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 3).withScalarKernels();
            for (int size : new int[] {10, 70}) {
                List<WeakReference<Object>> arrays = new ArrayList<>();
                callEverything(execution, size, arrays);
                arrays.forEach(ThreadTeamTest::assertCollected);
            }
        }
    }

    @Test
    void aPlaceWhoseHelperThePoolLostIsFilledAgain() {
        HoardingPool pool = new HoardingPool();
        ThreadTeam team = new ThreadTeam(pool, 3);
        for (int repetition = 0; repetition < 3; repetition++) {
            check(team, 3);
            assertThat(pool.tasks).hasSize(2);
            pool.tasks.clear();
            while (pool.tasks.size() < 2) {
                System.gc();
                check(team, 3);
            }
            pool.tasks.forEach(Runnable::run);
            pool.tasks.clear();
        }
    }

    @Test
    void aRejectedHelperLeavesItsPlaceAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean saturated = new AtomicBoolean(true);
        HoardingPool pool = new HoardingPool() {
            @Override
            public void execute(Runnable task) {
                asked.incrementAndGet();
                if (saturated.get()) {
                    throw new RejectedExecutionException("saturated");
                }
                super.execute(task);
            }
        };
        ThreadTeam team = new ThreadTeam(pool, 4);
        for (int call = 1; call <= 10; call++) {
            check(team, 4);
            assertThat(asked).hasValue(call);
        }
        saturated.set(false);
        check(team, 4);
        assertThat(pool.tasks).hasSize(3);
    }

    @Test
    void aPoolWhoseCallerRunsTheTaskIsAskedOnceACallAndTheCallerWorks() {
        AtomicInteger asked = new AtomicInteger();
        HoardingPool pool = new HoardingPool() {
            @Override
            public void execute(Runnable task) {
                asked.incrementAndGet();
                task.run();
            }
        };
        ThreadTeam team = new ThreadTeam(pool, 4);
        for (int call = 1; call <= 10; call++) {
            check(team, 4);
            assertThat(asked).hasValue(call);
        }
    }

    @Test
    void aHelperThatIsRunTwiceHelpsOnce() {
        HoardingPool pool = new HoardingPool();
        ThreadTeam team = new ThreadTeam(pool, 2);
        check(team, 2);
        Runnable helper = pool.tasks.remove();
        helper.run();
        check(team, 2);
        helper.run();
        check(team, 2);
        assertThat(pool.tasks).hasSize(1);
    }

    @Test
    void jobsOfSeveralCallersGetHelpAtATime() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3);
                ExecutorService callers = Executors.newFixedThreadPool(3)) {
            ThreadTeam team = new ThreadTeam(pool, 4);
            for (int repetition = 0; repetition < 50; repetition++) {
                CountDownLatch all = new CountDownLatch(6);
                List<Future<Set<Thread>>> calls = new ArrayList<>();
                for (int caller = 0; caller < 3; caller++) {
                    calls.add(callers.submit(() -> workers(team, 2, all)));
                }
                for (Future<Set<Thread>> call : calls) {
                    assertThat(call.get()).hasSize(2);
                }
            }
        }
    }

    @Test
    void aHelperGoesOnWithAJobThatCouldNotBeHelpedBefore() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1);
                ExecutorService callers = Executors.newFixedThreadPool(2)) {
            ThreadTeam team = new ThreadTeam(pool, 2);
            for (int repetition = 0; repetition < 20; repetition++) {
                CountDownLatch helperIsIn = new CountDownLatch(2);
                CountDownLatch release = new CountDownLatch(1);
                Future<?> first = callers.submit(() -> team.run(2, 2, index -> {
                    helperIsIn.countDown();
                    await(release, 0);
                }));
                await(helperIsIn, 0);
                CountDownLatch both = new CountDownLatch(2);
                Future<Set<Thread>> second = callers.submit(() -> workers(team, 2, both));
                await(both, 1);
                check(team, 2);
                release.countDown();
                assertThat(second.get()).hasSize(2);
                first.get();
            }
        }
    }

    @Test
    void theCounterOfTasksNeverBeginsAgain() {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            ThreadTeam team = new ThreadTeam(pool, 4);
            for (int repetition = 0; repetition < 1000; repetition++) {
                AtomicInteger least = new AtomicInteger();
                assertThatThrownBy(() -> team.run(4, Integer.MAX_VALUE, index -> {
                    least.accumulateAndGet(index, Math::min);
                    throw new IllegalStateException("task");
                })).hasMessage("task");
                assertThat(least).hasValue(0);
            }
        }
    }

    @Test
    void whateverThePoolThrowsReachesTheCallerAndTheNextCallWorks() {
        for (Throwable cause : List.of(new OutOfMemoryError("no thread"), new StackOverflowError("pool"),
                new UnsupportedOperationException("pool"))) {
            AtomicBoolean broken = new AtomicBoolean(true);
            HoardingPool pool = new HoardingPool() {
                @Override
                public void execute(Runnable task) {
                    if (broken.get()) {
                        ThreadTeamTest.<RuntimeException>sneak(cause);
                    }
                    super.execute(task);
                }
            };
            ThreadTeam team = new ThreadTeam(pool, 3);
            assertThatThrownBy(() -> check(team, 3)).isSameAs(cause);
            broken.set(false);
            while (pool.tasks.size() < 2) {
                System.gc();
                check(team, 3);
            }
        }
    }

    @Test
    void aCheckedExceptionIsTheCauseOfAnUncheckedOne() {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            IOException cause = new IOException("row");
            assertThatThrownBy(
                    () -> new ThreadTeam(pool, 2).run(2, TASKS, index -> ThreadTeamTest.<RuntimeException>sneak(cause)))
                    .isInstanceOf(IllegalStateException.class).hasCause(cause);
        }
    }

    @Test
    void aStackThatOverflowsInATaskIsTheCallersToHear() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            ThreadTeam team = new ThreadTeam(pool, 3);
            for (int repetition = 0; repetition < 10; repetition++) {
                Thread caller = Thread.currentThread();
                boolean fromCaller = repetition % 2 == 0;
                CountDownLatch second = new CountDownLatch(2);
                assertThatThrownBy(() -> team.run(2, 2, index -> {
                    second.countDown();
                    await(second, 0);
                    if (fromCaller == (Thread.currentThread() == caller)) {
                        endlessly(0);
                    }
                })).isInstanceOf(StackOverflowError.class);
                check(team, 3);
            }
        }
    }

    @Test
    void interruptedHelpersFinishTheirTasksAndStayInterrupted() {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            ThreadTeam team = new ThreadTeam(pool, 2);
            Thread caller = Thread.currentThread();
            for (int repetition = 0; repetition < 20; repetition++) {
                CountDownLatch second = new CountDownLatch(2);
                AtomicInteger done = new AtomicInteger();
                AtomicBoolean kept = new AtomicBoolean();
                team.run(2, 3, index -> {
                    second.countDown();
                    await(second, 0);
                    if (Thread.currentThread() != caller) {
                        Thread.currentThread().interrupt();
                        kept.set(Thread.currentThread().isInterrupted());
                    }
                    done.incrementAndGet();
                });
                assertThat(done).hasValue(3);
                assertThat(kept).isTrue();
            }
        }
    }

    @Test
    void virtualThreadsMayCallAndHelp() throws Exception {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            ThreadTeam team = new ThreadTeam(virtual, 3);
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < 20; caller++) {
                calls.add(virtual.submit(() -> {
                    for (int call = 0; call < 50; call++) {
                        check(team, 3);
                        team.run(3, 4, index -> check(team, 2));
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    /** In a virtual machine with 64 MB: held arrays, or a queue that grows, would not fit. */
    @Test
    void aMillionCallsOnAPoolThatIsBusyAllTheTimeTakeNoMemory() throws Exception {
        List<String> command = List.of(System.getProperty("java.home") + "/bin/java", "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), ThreadTeamTest.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).endsWith("done\n");
    }

    /** Runs in the small virtual machine. */
    public static void main(String[] arguments) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Execution execution = Execution.on(pool, 4);
            List<Future<?>> nested = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                nested.add(pool.submit(() -> {
                    for (int call = 0; call < 500_000; call++) {
                        ((Engine) execution).run(TASKS, index -> {});
                        if (call % 100_000 == 0) {
                            callEverything(execution, 70, new ArrayList<>());
                        }
                        if (call % 2000 == 0) {
                            Sampling.fill(new float[1 << 18], Distribution.uniform(0, 1),
                                    RandomStream.philox(1).stream(call),
                                    execution);
                        }
                    }
                }));
            }
            for (Future<?> calls : nested) {
                calls.get();
            }
        }
        System.out.print("done\n");
    }

    private static void callEverything(Execution execution, int size, List<WeakReference<Object>> arrays) {
        Matrix[] m = new Matrix[4];
        for (int i = 0; i < m.length; i++) {
            float[] array = Values.ordinary(i).array(size * size);
            arrays.add(new WeakReference<>(array));
            m[i] = Matrix.of(array, size, size);
        }
        Gemm.multiply(m[0], m[1], m[2], execution);
        Gemm.multiply(0.5f, m[0].transposed(), m[1].transposed(), 1f, m[2].transposed(), execution);
        Gemm.multiply(m[0], Gemm.pack(m[1], execution), m[2], execution);
        float[] bias = new float[size];
        arrays.add(new WeakReference<>(bias));
        Gemm.multiply(1f, m[0], m[1], 0f, m[2], new Epilogue(bias, Activation.RELU), execution);
        MatrixBatch inputs = MatrixBatch.of(m[0].slice(0, 0, size / 5, size / 5), 5, size / 5 * size);
        MatrixBatch results = MatrixBatch.of(m[2].slice(0, 0, size / 5, size / 5), 5, size / 5 * size);
        Gemm.multiply(1f, inputs, inputs, 0f, results, Epilogue.none(), execution);
        for (boolean channelsFirst : new boolean[] {true, false}) {
            Features[] x = new Features[4];
            for (int i = 0; i < x.length; i++) {
                float[] array = Values.ordinary(i).array(9 * size * size);
                arrays.add(new WeakReference<>(array));
                x[i] = channelsFirst ? Features.channelsFirst(array, 9, size, size)
                        : Features.channelsLast(array, 9, size, size);
            }
            Moments moments = new Moments(size);
            BatchNormParameters parameters = BatchNormParameters.none(1e-5);
            BatchNorm.forward(x[0], x[1], parameters, moments, Fusion.addRelu(x[2]), execution);
            BatchNorm.backward(x[0], x[2], moments, parameters, ReluGate.addRelu(x[1], x[2]), x[3], null, null,
                    execution);
        }
        float[] filled = new float[1 << 17];
        arrays.add(new WeakReference<>(filled));
        Sampling.fill(filled, Distribution.normal(0, 1), RandomStream.philox(1).stream(2), execution);
        Sampling.fill(m[3], Distribution.truncatedNormal(0, 1), RandomStream.splitMix(1).stream(2), execution);
    }

    private static WeakReference<Object> callWithAnArray(ThreadTeam team, boolean failing) {
        byte[] array = new byte[1 << 20];
        try {
            team.run(3, TASKS, index -> {
                array[index]++;
                if (failing) {
                    throw new IllegalStateException("task");
                }
            });
        } catch (IllegalStateException expected) {
            assertThat(failing).isTrue();
        }
        return new WeakReference<>(array);
    }

    private static void assertCollected(WeakReference<?> reference) {
        for (int attempt = 0; attempt < 50 && reference.get() != null; attempt++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(reference.get() == null).as("collected").isTrue();
    }

    /** Every task once. */
    private static void check(ThreadTeam team, int threads) {
        AtomicInteger done = new AtomicInteger();
        team.run(threads, TASKS, index -> done.addAndGet(1 << index));
        assertThat(done).hasValue((1 << TASKS) - 1);
    }

    /** The threads that do so many tasks, each of which waits for all that the latch counts. */
    private static Set<Thread> workers(ThreadTeam team, int tasks, CountDownLatch latch) {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        team.run(tasks, tasks, index -> {
            threads.add(Thread.currentThread());
            latch.countDown();
            await(latch, 0);
        });
        return threads;
    }

    /** Waits until so few are missing. */
    private static void await(CountDownLatch latch, int missing) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (latch.getCount() > missing && System.nanoTime() < end) {
            Thread.yield();
        }
    }

    private static int endlessly(int depth) {
        return endlessly(depth + 1) + 1;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Takes tasks and does nothing with them. */
    private static class HoardingPool extends AbstractExecutorService {
        final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
