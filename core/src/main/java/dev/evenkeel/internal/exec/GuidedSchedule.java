package dev.evenkeel.internal.exec;

/**
 * Cuts equal units of work into tasks, large first and ever smaller after, so that a slow or late thread takes fewer
 * (Polychronopoulos and Kuck, Guided Self-Scheduling, IEEE Transactions on Computers C-36, 1987).
 */
public final class GuidedSchedule {
    /** Each task takes 2/(3·threads) of the rest, so that a core at half speed does not finish last (decision 17). */
    private static final int PARTS_PER_TWO_THREADS = 3;

    /**
     * No task is smaller than a thread's equal share divided by this, because each begins with packing (decision 17).
     */
    private static final int SMALLEST_PART = 4;

    private int units;
    private int threads;
    private int smallest;

    /** Cuts {@code units} units for {@code threads} threads. */
    public void set(int units, int threads) {
        this.units = units;
        this.threads = threads;
        this.smallest = (int) Math.max(1, units / ((long) SMALLEST_PART * threads));
    }

    /** Number of tasks. */
    public int count() {
        int count = 0;
        for (int at = 0; at < units; at += size(at)) {
            count++;
        }
        return count;
    }

    /** First unit of a task; of the one after the last, the number of units. */
    public int start(int task) {
        int at = 0;
        for (int i = 0; i < task; i++) {
            at += size(at);
        }
        return at;
    }

    private int size(int at) {
        int remaining = units - at;
        long part = Math.ceilDiv(2L * remaining, (long) PARTS_PER_TWO_THREADS * threads);
        return (int) Math.min(remaining, Math.max(smallest, part));
    }
}
