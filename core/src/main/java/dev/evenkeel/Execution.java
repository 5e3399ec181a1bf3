package dev.evenkeel;

import dev.evenkeel.kernel.KernelSet;
import dev.evenkeel.kernel.Kernels;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How an operation is carried out: with which kernels, on which threads, in which work space. Never what it computes: results have the
 * same bits under every execution.
 *
 * <p>An execution keeps the work space (packed panels, at most a few megabytes per thread that was ever busy at once) from call to
 * call, so make one and use it often. It may be used by several threads at a time. It holds no threads and needs no closing.
 *
 * <p><b>Threads.</b> {@link #sequential()} uses the calling thread alone. {@link #on} shares large operations out: the calling thread
 * takes part and never waits for a task that has not started, so a call from inside a task of the same pool cannot deadlock, and a busy
 * pool merely means less help. A pool thread that has helped stays ready for some 50 µs for the next call before it goes back to the
 * pool. If a task fails, its exception reaches the caller after all others have ended; the output's contents are then undefined.
 *
 * <p>At most {@code parallelism} − 1 helpers are with the pool at a time, waiting or at work, however many calls there are and from however
 * many threads. They hold nothing of a call that has ended. A helper that a pool loses without a word, as one with a discard policy does,
 * is replaced after the garbage collector has found it.
 */
public final class Execution {
    private static final int SPARE_WORKSPACES = 16;

    /** Made when first asked for, and no constant: what fails in an initialiser is lost for good. */
    private static volatile Execution sequential;

    private final KernelSet chosen;
    private final Crew crew;
    private final AtomicReferenceArray<Workspace> workspaces = new AtomicReferenceArray<>(SPARE_WORKSPACES);

    private KernelSet kernels;
    private Panels panels;
    private Panels coveringPanels;

    private Execution(KernelSet chosen, Crew crew) {
        this.chosen = chosen;
        this.crew = crew;
    }

    /** The calling thread alone, the machine's best kernels. */
    public static Execution sequential() {
        Execution known = sequential;
        return known != null ? known : makeSequential();
    }

    private static synchronized Execution makeSequential() {
        if (sequential == null) {
            Groundwork.lay();
            sequential = new Execution(null, null);
        }
        return sequential;
    }

    /**
     * Up to {@code parallelism} threads: the caller and others of {@code pool}, which stays the caller's to shut down.
     *
     * @throws IllegalArgumentException if {@code parallelism} is less than 1
     */
    public static Execution on(ExecutorService pool, int parallelism) {
        Objects.requireNonNull(pool, "pool");
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
        }
        Groundwork.lay();
        return new Execution(null, new Crew(pool, parallelism));
    }

    /** The same threads with the scalar kernels: the specification, many times slower. */
    public Execution withScalarKernels() {
        return new Execution(Kernels.scalar(), crew);
    }

    /**
     * The same threads with the vector kernels, whatever the property {@code evenkeel.kernels} says.
     *
     * @throws UnsupportedOperationException where they cannot be had; the message says which flag is missing
     */
    public Execution withVectorKernels() {
        return new Execution(Kernels.vector(), crew);
    }

    /** Kernels and threads for people, for example {@code "vector-512, 2 threads"}. */
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

    Panels panels() {
        Panels known = panels;
        return known != null ? known : (panels = new Panels(kernelSet(), false));
    }

    Panels coveringPanels() {
        Panels known = coveringPanels;
        return known != null ? known : (coveringPanels = new Panels(kernelSet(), true));
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
