package dev.evenkeel.bench.campaign;

import dev.evenkeel.Execution;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How our own code is carried out on so many threads, with the pool that this needs. */
public final class OwnExecution implements AutoCloseable {
    private final ExecutorService pool;
    private final Execution execution;

    /**
     * Makes a pool unless one thread is enough.
     *
     * @param threads how many may compute, the calling one included; at least 1
     */
    public OwnExecution(int threads) {
        pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1);
        execution = pool == null ? Execution.sequential() : Execution.on(pool, threads);
    }

    /** What operations are given. */
    public Execution get() { return execution; }

    /** Kernels and threads. */
    public String codePath() { return execution.kernels(); }

    /** Ends the pool's threads. */
    @Override
    public void close() { if (pool != null) pool.close(); }
}
