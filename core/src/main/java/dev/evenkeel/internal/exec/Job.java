package dev.evenkeel.internal.exec;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * One call of {@link ThreadTeam#run} with its tasks, which threads claim from a counter. That method sets and reads
 * fields without calls: it may have no stack left.
 */
final class Job {
    private static final AtomicLongFieldUpdater<Job> CLAIMED =
            AtomicLongFieldUpdater.newUpdater(Job.class, "claimed");
    private static final AtomicIntegerFieldUpdater<Job> HELPERS =
            AtomicIntegerFieldUpdater.newUpdater(Job.class, "helpers");

    /** The one before it in {@link OpenJobs}. */
    volatile Job older;

    private final int count;
    private final int places;
    private final Thread caller = Thread.currentThread();

    /** Null once the job has ended, so that a helper that still looks at the job holds nothing of the caller's. */
    ThreadTeam.Task task;

    /** Tasks that a thread has taken; more than {@link #count} once threads found none. */
    volatile long claimed;

    volatile int helpers;
    volatile Throwable failure;

    Job(int count, ThreadTeam.Task task, int places) {
        this.count = count;
        this.task = task;
        this.places = places;
    }

    boolean needsHelp() {
        return claimed < count && helpers < places;
    }

    /**
     * Lets a helper work; false if others were faster. The helper counts as present before it claims a task, so
     * that the caller cannot leave too early. It counts as lingering before it leaves, or a caller with the next
     * job at hand would wake another thread, and three would share two cores.
     */
    boolean join(Helpers.Place place, Helpers others) {
        boolean welcome = HELPERS.incrementAndGet(this) <= places;
        try {
            if (welcome) {
                if (place.getAndSet(Helpers.State.WORKING) == Helpers.State.CALLED) {
                    others.replace(this);
                }
                work();
            }
        } finally {
            if (welcome) {
                place.set(Helpers.State.LINGERING);
            }
            if (HELPERS.decrementAndGet(this) == 0) {
                LockSupport.unpark(caller);
            }
        }
        return welcome;
    }

    void work() {
        for (long index = CLAIMED.getAndIncrement(this); index < count; index = CLAIMED.getAndIncrement(this)) {
            try {
                task.run((int) index);
            } catch (Throwable thrown) {
                failure = thrown;
                claimed = count;
            }
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
