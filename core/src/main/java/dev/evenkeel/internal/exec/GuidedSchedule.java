package dev.evenkeel.internal.exec;

/**
 * Work of so many equal units, cut into tasks for some threads: large ones first and ever smaller ones after, so that a
 * thread whose core is somewhat slower, or comes late, takes fewer of the small ones in place of holding up the others
 * (Polychronopoulos and Kuck, Guided Self-Scheduling, IEEE Transactions on Computers C-36, 1987). Part of a scratch
 * memory, so that a product makes no garbage.
 */
public final class GuidedSchedule {
    /**
     * Each task takes one part in three of what remains for two threads: with a part in two, a core at half speed ends
     * last.
     */
    private static final int PARTS_PER_TWO_THREADS = 3;

    /** No task is smaller than this part of a thread's work: each begins with packing. */
    private static final int SMALLEST_PART = 4;

    private int units;
    private int threads;
    private int smallest;

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
