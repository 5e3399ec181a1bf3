package dev.evenkeel.fuzz.operands;

import dev.evenkeel.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Executions of every sort that this virtual machine allows, used by one case after the other. */
public final class Executions {
    public static final ExecutorService POOL = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private static final List<Execution> SEQUENTIAL = new ArrayList<>();
    private static final List<Execution> SHARED = new ArrayList<>();

    static {
        boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        SEQUENTIAL.add(Execution.sequential());
        SEQUENTIAL.add(Execution.sequential().withScalarKernels());
        SEQUENTIAL.add(Execution.on(POOL, 1));
        SHARED.add(Execution.on(POOL, 2).withScalarKernels());
        for (int threads = 2; threads <= 4; threads++) {
            SHARED.add(Execution.on(POOL, threads));
        }
        SHARED.add(Execution.on(Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().factory()), 4));
        SHARED.add(Execution.on(Executors.newVirtualThreadPerTaskExecutor(), 3));
        if (hasVectors) {
            SEQUENTIAL.add(Execution.sequential().withVectorKernels());
            SEQUENTIAL.add(Execution.sequential().withVectorKernels());
            SHARED.add(Execution.on(POOL, 3).withVectorKernels());
            SHARED.add(Execution.on(POOL, 2).withVectorKernels());
        }
    }

    private Executions() {}

    /** One for this case. */
    public static Execution draw(Draws draws) {
        List<Execution> some = draws.oneIn(2) ? SEQUENTIAL : SHARED;
        Execution execution = some.get(draws.below(some.size()));
        draws.note("execution", execution.kernels());
        return execution;
    }

    public static Execution sequential(Draws draws) {
        return SEQUENTIAL.get(draws.below(SEQUENTIAL.size()));
    }

    public static Execution shared(Draws draws) {
        return SHARED.get(draws.below(SHARED.size()));
    }

    /** Whether the calling thread does all the work. */
    public static boolean isSequential(Execution execution) {
        return SEQUENTIAL.contains(execution);
    }

    /** The specification: one thread, scalar kernels. */
    public static Execution specification() {
        return SEQUENTIAL.get(1);
    }
}
