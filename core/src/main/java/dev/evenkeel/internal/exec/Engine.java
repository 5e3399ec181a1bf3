package dev.evenkeel.internal.exec;

import dev.evenkeel.Execution;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.Kernels;
import dev.evenkeel.internal.kernel.simd.Room;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The one implementation of {@link Execution}: kernels, threads, and scratch memory that is kept from call to call. */
public final class Engine implements Execution {
    /** Most scratch memories that are kept for later calls. */
    private static final int MOST_SPARE = 16;

    /** Ranges of a caller's loop for each thread, so that a slow thread takes fewer. */
    private static final int RANGES_PER_THREAD = 4;

    /** Made when first asked for, not in a static initialiser: what fails there is lost for good. */
    private static volatile Engine sequential;

    private static boolean hadRoom;

    private final KernelSet chosen;
    private final ThreadTeam team;
    private final AtomicReferenceArray<Scratch> spares = new AtomicReferenceArray<>(MOST_SPARE);

    private KernelSet kernels;

    private Engine(KernelSet chosen, ThreadTeam team) {
        this.chosen = chosen;
        this.team = team;
    }

    /** The engine that works in the calling thread alone. */
    public static Engine sequential() {
        Engine known = sequential;
        return known != null ? known : makeSequential();
    }

    private static synchronized Engine makeSequential() {
        if (sequential == null) {
            requireRoom();
            sequential = new Engine(null, null);
        }
        return sequential;
    }

    /**
     * Asks once: if a stack or a heap ended in the first call, the classes that it initialises would be lost for good.
     */
    private static void requireRoom() {
        if (!hadRoom) {
            Room.require();
            hadRoom = true;
        }
    }

    /** An engine that shares work with threads of a pool. */
    public static Engine on(ExecutorService pool, int parallelism) {
        Objects.requireNonNull(pool, "pool");
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
        }
        requireRoom();
        return new Engine(null, new ThreadTeam(pool, parallelism));
    }

    @Override
    public void forEachRange(int length, int leastLength, RangeTask task) {
        Objects.requireNonNull(task, "task");
        if (length < 0 || leastLength < 1) {
            throw new IllegalArgumentException("length must be at least 0 and leastLength at least 1, were " + length
                    + " and " + leastLength);
        }
        requireUsable();
        int share = (int) Math.ceilDiv((long) length, (long) RANGES_PER_THREAD * parallelism());
        int range = team == null ? length : Math.max(leastLength, share);
        if (range >= length) {
            if (length > 0) {
                task.run(0, length);
            }
            return;
        }
        run(Math.ceilDiv(length, range),
                index -> task.run(index * range, index * range + Math.min(range, length - index * range)));
    }

    @Override
    public Execution withScalarKernels() {
        return new Engine(Kernels.scalar(), team);
    }

    @Override
    public Execution withVectorKernels() {
        return new Engine(Kernels.vector(), team);
    }

    @Override
    public String kernels() {
        return kernelSet().name() + ", " + (parallelism() == 1 ? "1 thread" : parallelism() + " threads");
    }

    @Override
    public String toString() {
        return "Execution[" + kernels() + "]";
    }

    /**
     * Chooses late, so that an execution may be made where kernels cannot be loaded; threads that race choose the same.
     */
    public KernelSet kernelSet() {
        KernelSet known = kernels;
        return known != null ? known : (kernels = chosen != null ? chosen : Kernels.preferred());
    }

    public int parallelism() {
        return team == null ? 1 : team.parallelism();
    }

    /** Refuses a pool that can take no tasks, before anything is written. */
    public void requireUsable() {
        if (team != null) {
            team.requireOpen();
        }
    }

    /** Runs tasks 0 … count − 1, in no order, at most {@code parallelism()} at a time. */
    public void run(int count, ThreadTeam.Task task) {
        run(parallelism(), count, task);
    }

    /** Runs them on at most {@code threads} threads. */
    public void run(int threads, int count, ThreadTeam.Task task) {
        team.run(threads, count, task);
    }

    /** Lends a scratch memory, which is the caller's own until it is given back. */
    public Scratch borrow() {
        for (int i = 0; i < MOST_SPARE; i++) {
            Scratch spare = spares.getPlain(i) == null ? null : spares.getAndSet(i, null);
            if (spare != null) {
                return spare;
            }
        }
        return new Scratch();
    }

    /** Takes a scratch memory back, and keeps it if there is a place for it. */
    public void giveBack(Scratch scratch) {
        for (int i = 0; i < MOST_SPARE; i++) {
            if (spares.getPlain(i) == null && spares.compareAndSet(i, null, scratch)) {
                return;
            }
        }
    }
}
