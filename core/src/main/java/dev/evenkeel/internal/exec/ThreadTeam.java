package dev.evenkeel.internal.exec;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares tasks out between the calling thread and threads of somebody's pool.
 *
 * <p>Tasks are claimed one by one from a counter, so whoever is there does the work: a helper that the pool starts
 * late, or never, costs time but no progress. Waking a parked thread takes tens of microseconds, as long as a whole
 * small product; therefore a helper that has been of use watches for the next job for a moment before it goes back to
 * its pool.
 *
 * <p>There is one place less for helpers than threads may work, whatever the number of calls, and a helper fills its
 * place from the moment the pool gets it until it ends. It belongs to no job: what it finds open when it begins, it
 * helps with, so that a pool in arrears keeps nothing of a caller's.
 */
public final class ThreadTeam {
    /** One task by its number. */
    public interface Task {
        void run(int index);
    }

    private static final long LINGER_NANOS = 50_000;
    private static final int SPINS_BEFORE_PARKING = 20_000;

    private static final AtomicReferenceFieldUpdater<ThreadTeam, Job> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(ThreadTeam.class, Job.class, "newest");

    private final ExecutorService pool;
    private final int parallelism;
    private final Place first = new Place(1);

    /** The jobs in progress, from the last that was opened on. */
    private volatile Job newest;

    ThreadTeam(ExecutorService pool, int parallelism) {
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
        try {
            if (wanted > 0) {
                open(job);
                call(wanted);
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
            close(job);
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

    private void open(Job job) {
        do {
            job.older = newest;
        } while (!NEWEST.compareAndSet(this, job.older, job));
    }

    /** A caller who is alone needs no lock. What is older than a job only ever becomes less. */
    private void close(Job job) {
        if (job.older != null || !NEWEST.compareAndSet(this, job, null)) {
            forgetFinished();
        }
    }

    /** Also what its own caller could not: one whose stack was at an end. */
    private synchronized void forgetFinished() {
        Job younger = null;
        Job job = newest;
        while (job != null) {
            Job next = job.older;
            if (job.task != null) {
                younger = job;
            } else if (younger != null) {
                younger.older = next;
            } else if (!NEWEST.compareAndSet(this, job, next)) {
                next = newest;
            }
            job = next;
        }
    }

    /** Asks for so many helpers, once the job is open: those that linger, then the pool. */
    private void call(int wanted) {
        int missing = wanted;
        for (Place place = first; place != null && missing > 0; place = place.next) {
            if (place.get() == State.LINGERING && place.compareAndSet(State.LINGERING, State.CALLED)) {
                missing--;
            }
        }
        for (Place place = first; place != null && missing > 0; place = next(place)) {
            Object seen = place.get();
            if (isFree(seen)) {
                Helper helper = new Helper(place);
                if (place.compareAndSet(seen, helper.ticket)) {
                    if (!submit(helper)) {
                        return;
                    }
                    missing--;
                }
            }
        }
    }

    private Place next(Place place) {
        if (place.next == null && place.number < parallelism - 1) {
            synchronized (this) {
                if (place.next == null) {
                    place.next = new Place(place.number + 1);
                }
            }
        }
        return place.next;
    }

    /**
     * A pool may lose a helper without a word. Only the pool holds a queued helper, the crew a weak reference: once
     * that is cleared nobody can start the helper any more, and its place is free. The bound is never exceeded.
     */
    private static boolean isFree(Object state) {
        return state == State.FREE || state instanceof Reference<?> ticket && ticket.refersTo(null);
    }

    /** Whether it is worth asking for another one. */
    private boolean submit(Helper helper) {
        try {
            pool.execute(helper);
            return !helper.refused;
        } catch (RejectedExecutionException saturated) {
            helper.place.compareAndSet(helper.ticket, State.FREE);
            return false;
        } finally {
            helper.caller = null;
        }
    }

    /**
     * Helps with one of the open jobs; false where nothing is to be done. The last reference to the job goes with this
     * method's frame: a helper that lingers holds none.
     */
    private boolean help(Place place) {
        for (Job job = newest; job != null; job = job.older) {
            if (job.needsHelp() && job.join(place, this)) {
                return true;
            }
        }
        return false;
    }

    /** Whoever called a helper may have another job than the one that it took: then somebody else is asked. */
    private void replace(Job taken) {
        for (Job job = newest; job != null; job = job.older) {
            if (job != taken && job.needsHelp()) {
                try {
                    call(1);
                } catch (Throwable broken) {
                    // That job gets less help, which costs time but no progress.
                }
                return;
            }
        }
    }

    private enum State {
        /** Nobody's. */
        FREE,
        /** A helper works. */
        WORKING,
        /** A helper looks for an open job. */
        LINGERING,
        /** It does, and a caller with an open job counts on it. */
        CALLED
    }

    /** Where a helper can be: a {@link State}, or a weak reference to the helper in the pool's queue. */
    private static final class Place extends AtomicReference<Object> {
        private static final long serialVersionUID = 1;

        private final int number;
        private transient volatile Place next;

        Place(int number) {
            super(State.FREE);
            this.number = number;
        }
    }

    /** The pool's task. */
    private final class Helper implements Runnable {
        private final Place place;
        private final Reference<Helper> ticket = new WeakReference<>(this);

        /** Who is asking the pool at this moment. */
        private Thread caller = Thread.currentThread();

        private boolean refused;

        Helper(Place place) {
            this.place = place;
        }

        @Override
        public void run() {
            if (caller == Thread.currentThread()) {
                // A saturated pool has its caller run the task, who has work to do instead.
                refused = true;
                place.compareAndSet(ticket, State.FREE);
            } else if (place.compareAndSet(ticket, State.LINGERING)) {
                stay();
            }
        }

        /** Leaves only where nobody counts on it; at once if it came too late to be of use. */
        private void stay() {
            boolean present = true;
            try {
                long end = System.nanoTime();
                while (present) {
                    if (help(place)) {
                        end = System.nanoTime() + LINGER_NANOS;
                    } else if (place.get() == State.CALLED) {
                        place.set(State.LINGERING);
                    } else if (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    } else {
                        present = !place.compareAndSet(State.LINGERING, State.FREE);
                    }
                }
            } finally {
                if (present) {
                    place.set(State.FREE);
                }
            }
        }
    }

    private static final class Job {
        private static final AtomicLongFieldUpdater<Job> CLAIMED =
                AtomicLongFieldUpdater.newUpdater(Job.class, "claimed");
        private static final AtomicIntegerFieldUpdater<Job> HELPERS =
                AtomicIntegerFieldUpdater.newUpdater(Job.class, "helpers");

        private final int count;
        private final int places;
        private final Thread caller = Thread.currentThread();
        private volatile Job older;

        /** Null once the job has ended: whoever still looks at it holds nothing of the caller's. */
        private Task task;

        /** Tasks that somebody has taken; above {@link #count} for each thread that found none. */
        private volatile long claimed;

        private volatile int helpers;
        private volatile Throwable failure;

        Job(int count, Task task, int places) {
            this.count = count;
            this.task = task;
            this.places = places;
        }

        boolean needsHelp() {
            return claimed < count && helpers < places;
        }

        /**
         * A helper's part; false if others were faster. It counts as present before it claims anything, so that the
         * caller cannot leave under it, and as lingering before it leaves: else a caller with the next job at hand
         * would wake another thread, and three would share two cores.
         */
        boolean join(Place place, ThreadTeam crew) {
            boolean welcome = HELPERS.incrementAndGet(this) <= places;
            try {
                if (welcome) {
                    if (place.getAndSet(State.WORKING) == State.CALLED) {
                        crew.replace(this);
                    }
                    work();
                }
            } finally {
                if (welcome) {
                    place.set(State.LINGERING);
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
}
