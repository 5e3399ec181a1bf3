package dev.evenkeel;

import dev.evenkeel.internal.exec.Engine;
import java.util.concurrent.ExecutorService;

/**
 * How an operation is carried out: with which kernels, on which threads, in which scratch memory. Never what it
 * computes: results have the same bits under every execution.
 *
 * <p>An execution keeps the scratch memory (packed panels, at most a few megabytes per thread that was ever busy at
 * once) from call to call, so make one and use it often. It may be used by several threads at a time. It holds no
 * threads and needs no closing.
 *
 * {@snippet :
 * float[] numbers = new float[1 << 20];
 * float[] same = new float[1 << 20];
 * RandomStream stream = RandomStream.philox(42).stream("numbers");
 * Sampling.fill(numbers, Distribution.uniform(0, 1), stream, Execution.sequential());
 * try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
 *     Execution parallel = Execution.on(pool, 4);              // the calling thread and three others
 *     Sampling.fill(same, Distribution.uniform(0, 1), stream, parallel);
 *     IO.println(parallel.kernels());                          // for example vector-512, 4 threads
 * }
 * IO.println(Arrays.equals(numbers, same));                    // true
 * }
 *
 * <p><b>Threads.</b> {@link #sequential()} uses the calling thread alone. {@link #on} shares large operations out: the
 * calling thread takes part and never waits for a task that has not started, so a call from inside a task of the same
 * pool cannot deadlock, and a busy pool merely means less help. A pool thread that has helped stays ready for some 50
 * µs for the next call before it goes back to the pool. If a task fails, its exception reaches the caller after all
 * others have ended; the output's contents are then undefined.
 *
 * <p>At most {@code parallelism} − 1 helpers are with the pool at a time, waiting or at work, however many calls there
 * are and from however many threads. They hold nothing of a call that has ended. A helper that a pool loses without a
 * word, as one with a discard policy does, is replaced after the garbage collector has found it.
 */
public sealed interface Execution permits Engine {
    /** The calling thread alone, the machine's best kernels. */
    static Execution sequential() {
        return Engine.sequential();
    }

    /**
     * Up to {@code parallelism} threads: the caller and others of {@code pool}, which stays the caller's to shut down.
     *
     * @throws IllegalArgumentException if {@code parallelism} is less than 1
     */
    static Execution on(ExecutorService pool, int parallelism) {
        return Engine.on(pool, parallelism);
    }

    /** A loop's body over part of its range. */
    @FunctionalInterface
    interface RangeTask {
        /** Does {@code from … to − 1}. */
        void run(int from, int to);
    }

    /**
     * Runs a loop of the caller's own over 0 … length − 1 on this execution's threads, cut into ranges that do not meet
     * and leave nothing out. How it is cut depends on the threads; so write each result from its own index alone, and
     * leave sums over ranges to {@code dev.evenkeel.training.Sums}, or they depend on it too.
     *
     * {@snippet :
     * float[] squares = new float[1000];
     * Execution.sequential().forEachRange(squares.length, 100, (from, to) -> {
     *     for (int i = from; i < to; i++) {
     *         squares[i] = i * i;
     *     }
     * });
     * IO.println(squares[30]);                                     // 900.0
     * }
     *
     * <p>The rules are those of the library's own operations: the calling thread takes part, no more threads work than
     * the execution has, a call from inside a task cannot deadlock, and the call returns when all ranges are done. If a
     * task fails, no new ranges begin, and its exception reaches the caller after all others have ended.
     *
     * @param length of the whole range; nothing is called for 0
     * @param leastLength that is worth a hand-over to another thread: some ten microseconds of work
     * @param task called from several threads at a time
     * @throws IllegalArgumentException if {@code length} is negative or {@code leastLength} less than 1
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down
     */
    void forEachRange(int length, int leastLength, RangeTask task);

    /** The same threads with the scalar kernels: the specification, many times slower. */
    Execution withScalarKernels();

    /**
     * The same threads with the vector kernels, whatever the property {@code evenkeel.kernels} says.
     *
     * @throws UnsupportedOperationException where they cannot be had; the message says which flag is missing
     */
    Execution withVectorKernels();

    /** Kernels and threads for people, for example {@code "vector-512, 2 threads"}. */
    String kernels();
}
