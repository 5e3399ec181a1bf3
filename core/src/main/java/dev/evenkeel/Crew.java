package dev.evenkeel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares tasks out between the calling thread and threads of somebody's pool.
 *
 * <p>Tasks are claimed one by one from a counter, so whoever is there does the work: a helper that the pool starts late, or never, costs
 * time but no progress. Waking a parked thread takes tens of microseconds, as long as a whole small product; therefore a helper watches
 * for the next job for a moment before it goes back to its pool.
 */
final class Crew {
    /** One task by its number. */
    interface Task {
        void run(int index);
    }

    private static final long LINGER_NANOS = 50_000;
    private static final int SPINS_BEFORE_PARKING = 20_000;

    private final ExecutorService pool;
    private final int parallelism;
    private final AtomicInteger lingering = new AtomicInteger();
    private volatile Job current;

    Crew(ExecutorService pool, int parallelism) {
        this.pool = pool;
        this.parallelism = parallelism;
    }

    int parallelism() {
        return parallelism;
    }

    void requireOpen() {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the execution's pool is shut down: " + pool);
        }
    }

    /** Runs tasks 0 … count − 1 on at most so many threads, the caller's among them. */
    void run(int threads, int count, Task task) {
        int wanted = Math.min(Math.min(parallelism, threads), count) - 1;
        Job job = new Job(count, task, wanted);
        current = job;
        for (int i = lingering.get(); i < wanted; i++) {
            try {
                pool.execute(() -> help(job));
            } catch (RejectedExecutionException saturated) {
                break;
            } catch (Throwable broken) {
                // Helpers may have started: the caller must not leave before they have ended.
                job.fail(broken);
                break;
            }
        }
        job.work();
        job.awaitHelpers();
        if (current == job) {
            current = null;
        }
        job.throwFailure();
    }

    private void help(Job first) {
        Job job = first;
        while (job != null) {
            job.join();
            job = next(job);
        }
    }

    /** The next job to help with, or null after a while without one. This thread counts as lingering until then. */
    private Job next(Job last) {
        Job found = null;
        long start = System.nanoTime();
        while (found == null && System.nanoTime() - start < LINGER_NANOS && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
            found = openJob(last);
        }
        lingering.decrementAndGet();
        // Who published a job in between counted on this thread.
        return found != null ? found : openJob(last);
    }

    private Job openJob(Job last) {
        Job job = current;
        return job != null && job != last && job.isOpen() ? job : null;
    }

    private final class Job {
        private final int count;
        private final Task task;
        private final int places;
        private final AtomicInteger claimed = new AtomicInteger();
        private final AtomicInteger helpers = new AtomicInteger();
        private final Thread caller = Thread.currentThread();
        private volatile Throwable failure;

        Job(int count, Task task, int places) {
            this.count = count;
            this.task = task;
            this.places = places;
        }

        boolean isOpen() {
            return claimed.get() < count;
        }

        /**
         * A helper's part. It counts as present before it claims anything, so that the caller cannot leave under it, and as lingering before it
         * leaves: else a caller with the next job at hand would wake another thread, and three would share two cores. More may come than were
         * asked for: those that an earlier job called and the pool kept waiting.
         */
        void join() {
            boolean welcome = helpers.incrementAndGet() <= places;
            try {
                if (welcome) {
                    work();
                }
            } finally {
                lingering.incrementAndGet();
                if (helpers.decrementAndGet() == 0) {
                    LockSupport.unpark(caller);
                }
            }
        }

        void work() {
            for (int index = claimed.getAndIncrement(); index < count; index = claimed.getAndIncrement()) {
                try {
                    task.run(index);
                } catch (Throwable thrown) {
                    fail(thrown);
                }
            }
        }

        void fail(Throwable thrown) {
            failure = thrown;
            claimed.set(count);
        }

        void awaitHelpers() {
            boolean interrupted = false;
            for (int spins = 0; helpers.get() > 0; spins++) {
                if (spins < SPINS_BEFORE_PARKING) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(this, 1_000_000);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void throwFailure() {
            switch (failure) {
                case null -> {
                }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable checked -> throw new IllegalStateException("a task failed", checked);
            }
        }
    }
}
