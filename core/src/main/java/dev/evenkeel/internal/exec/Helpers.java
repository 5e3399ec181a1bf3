package dev.evenkeel.internal.exec;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The pool's tasks that help with open jobs. One that was of use watches for the next job for a moment, because waking
 * a thread takes longer (decision 17).
 */
final class Helpers {
    /** How long a helper watches for the next job before it goes back to its pool (decision 17). */
    private static final long LINGER_NANOS = 50_000;

    private final ExecutorService pool;
    private final int most;
    private final OpenJobs open;
    private final Place first = new Place(1);

    Helpers(ExecutorService pool, int most, OpenJobs open) {
        this.pool = pool;
        this.most = most;
        this.open = open;
    }

    /** Asks for {@code wanted} helpers, once the job is open: first those that linger, then the pool. */
    void call(int wanted) {
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
        if (place.next == null && place.number < most) {
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
        for (Job job = open.get(); job != null; job = job.older) {
            if (job.needsHelp() && job.join(place, this)) {
                return true;
            }
        }
        return false;
    }

    /** Calls another helper for a job whose own helper took this one. */
    void replace(Job taken) {
        for (Job job = open.get(); job != null; job = job.older) {
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

    enum State {
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
    static final class Place extends AtomicReference<Object> {
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
}
