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
 * Shares tasks between the caller and threads of a caller's pool. Tasks are claimed from a counter, so a helper that
 * comes late costs time, never progress; one that was of use watches for the next job for a moment (decision 17).
 */
public final class ThreadTeam {
    /** One task by its number. */
    public interface Task {
        void run(int index);
    }

    /** How long a helper watches for the next job before it goes back to its pool (decision 17). */
    private static final long LINGER_NANOS = 50_000;
    /** How often a caller looks for helpers that still work before it parks. */
    private static final int SPINS_BEFORE_PARKING = 20_000;

    private static final AtomicReferenceFieldUpdater<ThreadTeam, Job> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(ThreadTeam.class, Job.class, "newest");

    private final ExecutorService pool;
    private final int parallelism;
    private final Place first = new Place(1);

    /** The jobs in progress, linked from the youngest to the oldest. */
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

    /** Runs tasks 0 … count − 1 on at most {@code threads} threads, the caller's among them. */
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

    /** Unlinks a job. A caller who is alone needs no lock; the list behind a job only ever becomes shorter. */
    private void close(Job job) {
        if (job.older != null || !NEWEST.compareAndSet(this, job, null)) {
            forgetFinished();
        }
    }

    /** Unlinks all finished jobs, also those whose callers had no stack left to do it. */
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

    /** Asks for {@code wanted} helpers, once the job is open: first those that linger, then the pool. */
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
     * Whether a helper may take the place. Only the pool holds a queued helper strongly, the team weakly: once a pool
     * has lost one, nobody can start it any more and its place is free. The bound is never exceeded.
     */
    private static boolean isFree(Object state) {
        return state == State.FREE || state instanceof Reference<?> ticket && ticket.refersTo(null);
    }

    /** Gives the helper to the pool; returns whether it is worth asking for another one. */
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
     * Helps with one of the open jobs; false where there is nothing to do. The last reference to the job goes with this
     * method's frame, so a helper that lingers holds none.
     */
    private boolean help(Place place) {
        for (Job job = newest; job != null; job = job.older) {
            if (job.needsHelp() && job.join(place, this)) {
                return true;
            }
        }
        return false;
    }

    /** Calls another helper for a job whose own helper took this one. */
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
        /** No helper has the place. */
        FREE,
        /** A helper works. */
        WORKING,
        /** A helper looks for an open job. */
        LINGERING,
        /** A helper looks for an open job, and a caller who has one counts on it. */
        CALLED
    }

    /**
     * A place for one helper: a {@link State}, or a weak reference to the helper in the pool's queue. There is one
     * place less than threads may work, whatever the number of calls; a helper has its place from when the pool gets it
     * until it ends.
     */
    private static final class Place extends AtomicReference<Object> {
        private static final long serialVersionUID = 1;

        private final int number;
        private transient volatile Place next;

        Place(int number) {
            super(State.FREE);
            this.number = number;
        }
    }

    /**
     * The pool's task. It belongs to no job and helps with any that is open, so a pool in arrears keeps nothing of a
     * caller's.
     */
    private final class Helper implements Runnable {
        private final Place place;
        private final Reference<Helper> ticket = new WeakReference<>(this);

        /** The thread that is asking the pool at this moment. */
        private Thread caller = Thread.currentThread();

        private boolean refused;

        Helper(Place place) {
            this.place = place;
        }

        @Override
        public void run() {
            if (caller == Thread.currentThread()) {
                // A saturated pool lets its caller run the task, but the caller has its own work to do.
                refused = true;
                place.compareAndSet(ticket, State.FREE);
            } else if (place.compareAndSet(ticket, State.LINGERING)) {
                stay();
            }
        }

        /**
         * Helps until there is nothing to do for a while and no caller counts on it; ends at once if it came too late.
         */
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

    /** One call of {@link #run} with its tasks. */
    private static final class Job {
        private static final AtomicLongFieldUpdater<Job> CLAIMED =
                AtomicLongFieldUpdater.newUpdater(Job.class, "claimed");
        private static final AtomicIntegerFieldUpdater<Job> HELPERS =
                AtomicIntegerFieldUpdater.newUpdater(Job.class, "helpers");

        private final int count;
        private final int places;
        private final Thread caller = Thread.currentThread();
        private volatile Job older;

        /** Null once the job has ended, so that a helper that still looks at the job holds nothing of the caller's. */
        private Task task;

        /** Tasks that a thread has taken; more than {@link #count} once threads found none. */
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
         * Lets a helper work; false if others were faster. The helper counts as present before it claims a task, so
         * that the caller cannot leave too early. It counts as lingering before it leaves, or a caller with the next
         * job at hand would wake another thread, and three would share two cores.
         */
        boolean join(Place place, ThreadTeam team) {
            boolean welcome = HELPERS.incrementAndGet(this) <= places;
            try {
                if (welcome) {
                    if (place.getAndSet(State.WORKING) == State.CALLED) {
                        team.replace(this);
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
