package dev.evenkeel.fuzz.concurrency;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A pool with manners of its own, which counts the helpers that wait in it. */
final class FuzzPool extends AbstractExecutorService {
    /** What becomes of a task. */
    enum Manner {
        QUEUES,
        STEALS,
        VIRTUAL,
        REJECTS,
        DISCARDS,
        CALLER_RUNS,
        DELAYS,
        LOSES_SOME;

        /** Whether a task that is handed in is sure to be run some day. */
        boolean isReliable() {
            return this == QUEUES || this == STEALS || this == VIRTUAL;
        }
    }

    private final Manner manner;
    private final ExecutorService delegate;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final AtomicLong submitted = new AtomicLong();

    FuzzPool(Manner manner, int workers) {
        this.manner = manner;
        delegate = switch (manner) {
            case QUEUES, LOSES_SOME ->
                threads(workers, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
            case STEALS -> new ForkJoinPool(workers);
            case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
            case REJECTS -> threads(workers, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.AbortPolicy());
            case DISCARDS -> threads(workers, new ArrayBlockingQueue<>(1), (task, pool) -> ((Waiting) task).leave());
            case CALLER_RUNS ->
                threads(workers, new ArrayBlockingQueue<>(1), FuzzPool::runUnlessShutDown);
            case DELAYS -> Executors.newScheduledThreadPool(workers);
        };
    }

    private static ExecutorService threads(
            int workers, BlockingQueue<Runnable> queue, RejectedExecutionHandler policy) {
        return new ThreadPoolExecutor(workers, workers, 1, TimeUnit.SECONDS, queue, policy);
    }

    /** What {@link ThreadPoolExecutor.CallerRunsPolicy} does; it loses the task without a word once all is over. */
    private static void runUnlessShutDown(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            ((Waiting) task).leave();
        } else {
            task.run();
        }
    }

    /** Hands in a task that is no helper. */
    void start(Runnable task) {
        delegate.execute(task);
    }

    int mostWaiting() {
        return mostWaiting.get();
    }

    @Override
    public void execute(Runnable task) {
        Waiting helper = new Waiting(task);
        int now = waiting.incrementAndGet();
        SplittableRandom random = new SplittableRandom(submitted.getAndIncrement());
        try {
            if (manner == Manner.LOSES_SOME && random.nextInt(3) == 0) {
                helper.leave();
            } else if (delegate instanceof ScheduledExecutorService later) {
                later.schedule(helper, random.nextInt(3000), TimeUnit.MICROSECONDS);
            } else {
                delegate.execute(helper);
            }
            // Not before: a pool that has been shut down lost its helpers, and takes no other.
            mostWaiting.accumulateAndGet(now, Math::max);
        } catch (RejectedExecutionException e) {
            helper.leave();
            throw e;
        }
    }

    /** A helper in the pool, until it is run or lost. */
    private final class Waiting implements Runnable {
        private final Runnable task;
        private final AtomicBoolean waits = new AtomicBoolean(true);

        Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            leave();
            task.run();
        }

        void leave() {
            if (waits.getAndSet(false)) {
                waiting.decrementAndGet();
            }
        }
    }

    @Override
    public void shutdown() {
        delegate.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> lost = delegate.shutdownNow();
        for (Runnable task : lost) {
            if (task instanceof Waiting helper) {
                helper.leave();
            }
        }
        return lost;
    }

    @Override
    public boolean isShutdown() {
        return delegate.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return delegate.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return delegate.awaitTermination(timeout, unit);
    }

    @Override
    public String toString() {
        return manner + " pool";
    }
}
