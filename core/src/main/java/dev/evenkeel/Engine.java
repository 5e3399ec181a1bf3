package dev.evenkeel;

import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.Kernels;
import dev.evenkeel.internal.kernel.simd.Room;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What stands behind every {@link Execution}: its kernels, its threads, and scratch memory that is kept from call to call. */
final class Engine implements Execution {
    private static final int SPARE_WORKSPACES = 16;

    /** Made when first asked for, and no constant: what fails in an initialiser is lost for good. */
    private static volatile Engine sequential;

    private static boolean hadRoom;

    private final KernelSet chosen;
    private final Crew crew;
    private final AtomicReferenceArray<Workspace> workspaces = new AtomicReferenceArray<>(SPARE_WORKSPACES);

    private KernelSet kernels;

    private Engine(KernelSet chosen, Crew crew) {
        this.chosen = chosen;
        this.crew = crew;
    }

    static Engine sequential() {
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

    /** Once: what the first call of anything initialises would be lost for good if a stack or a heap ended there. */
    private static void requireRoom() {
        if (!hadRoom) {
            Room.require();
            hadRoom = true;
        }
    }

    static Engine on(ExecutorService pool, int parallelism) {
        Objects.requireNonNull(pool, "pool");
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
        }
        requireRoom();
        return new Engine(null, new Crew(pool, parallelism));
    }

    @Override
    public Execution withScalarKernels() {
        return new Engine(Kernels.scalar(), crew);
    }

    @Override
    public Execution withVectorKernels() {
        return new Engine(Kernels.vector(), crew);
    }

    @Override
    public String kernels() {
        return kernelSet().name() + ", " + (parallelism() == 1 ? "1 thread" : parallelism() + " threads");
    }

    @Override
    public String toString() {
        return "Execution[" + kernels() + "]";
    }

    /** Chosen late, so that an execution may be made where kernels cannot be loaded; two threads that race choose the same. */
    KernelSet kernelSet() {
        KernelSet known = kernels;
        return known != null ? known : (kernels = chosen != null ? chosen : Kernels.preferred());
    }

    int parallelism() {
        return crew == null ? 1 : crew.parallelism();
    }

    /** Refuses a pool that can take no tasks, before anything is written. */
    void requireUsable() {
        if (crew != null) {
            crew.requireOpen();
        }
    }

    /** Runs tasks 0 … count − 1, in no order, at most {@code parallelism()} at a time. */
    void run(int count, Crew.Task task) {
        run(parallelism(), count, task);
    }

    /** The same on at most so many threads. */
    void run(int threads, int count, Crew.Task task) {
        crew.run(threads, count, task);
    }

    /** A work space of the caller's own until it is given back. */
    Workspace borrow() {
        for (int i = 0; i < SPARE_WORKSPACES; i++) {
            Workspace spare = workspaces.getPlain(i) == null ? null : workspaces.getAndSet(i, null);
            if (spare != null) {
                return spare;
            }
        }
        return new Workspace();
    }

    void giveBack(Workspace workspace) {
        for (int i = 0; i < SPARE_WORKSPACES; i++) {
            if (workspaces.getPlain(i) == null && workspaces.compareAndSet(i, null, workspace)) {
                return;
            }
        }
    }
}
