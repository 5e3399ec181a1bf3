package dev.evenkeel.internal.exec;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares tasks between the caller and threads of a caller's pool. Tasks are claimed from a counter, so a helper that
 * comes late costs time, never progress (decision 17).
 */
public final class ThreadTeam {
    /** One task by its number. */
    public interface Task {
        void run(int index);
    }

    /** How often a caller looks for helpers that still work before it parks. */
    private static final int SPINS_BEFORE_PARKING = 20_000;

    private final ExecutorService pool;
    private final int parallelism;
    private final OpenJobs jobs = new OpenJobs();
    private final Helpers helpers;

    ThreadTeam(ExecutorService pool, int parallelism) {
        this.pool = pool;
        this.parallelism = parallelism;
        helpers = new Helpers(pool, parallelism - 1, jobs);
    }

    int parallelism() {
        return parallelism;
    }

    void requireOpen() {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the execution's pool is shut down: " + pool);
        }
    }

    /** Runs tasks 0 … count − 1 on at most {@code threads} threads, the caller's among them. */
    void run(int threads, int count, Task task) {
        int wanted = Math.min(Math.min(parallelism, threads), count) - 1;
        Job job = new Job(count, task, wanted);
        try {
            if (wanted > 0) {
                jobs.open(job);
                helpers.call(wanted);
            }
            job.work();
        } catch (Throwable broken) {
            job.failure = broken;
            job.claimed = count;
        }
        // Helpers may have started: the caller must not leave before they have ended, even where no stack is left.
        boolean interrupted = false;
        for (int spins = 0; job.helpers > 0; spins++) {
            try {
                interrupted |= pause(spins);
            } catch (StackOverflowError full) {
                job.failure = full;
            }
        }
        job.task = null;
        if (wanted > 0) {
            jobs.close(job);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        job.throwFailure();
    }

    /** Returns whether the caller was interrupted meanwhile. */
    private boolean pause(int spins) {
        if (spins < SPINS_BEFORE_PARKING) {
            Thread.onSpinWait();
            return false;
        }
        LockSupport.parkNanos(this, 1_000_000);
        return Thread.interrupted();
    }
}
