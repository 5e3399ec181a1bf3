package dev.evenkeel.testing;

import dev.evenkeel.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An execution of every sort that this virtual machine allows. */
public final class Executions implements AutoCloseable {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Execution> all = new ArrayList<>();

    public Executions() {
        all.add(Execution.sequential());
        all.add(Execution.sequential().withScalarKernels());
        for (int threads : new int[] {1, 2, 3, 5}) {
            all.add(Execution.on(pool, threads));
        }
        all.add(Execution.on(pool, 2).withScalarKernels());
        if (vectorKernelsExist()) {
            all.add(Execution.sequential().withVectorKernels());
            all.add(Execution.on(pool, 2).withVectorKernels());
        }
    }

    public List<Execution> all() {
        return all;
    }

    /** With up to so many threads, on the pool of all the others. */
    public Execution withThreads(int parallelism) {
        return Execution.on(pool, parallelism);
    }

    public static boolean vectorKernelsExist() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Override
    public void close() {
        pool.close();
    }
}
