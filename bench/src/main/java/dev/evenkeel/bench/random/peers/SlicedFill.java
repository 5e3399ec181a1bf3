package dev.evenkeel.bench.random.peers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** For libraries without threads of their own: one slice of the memory per thread, each with a generator of its own. */
public final class SlicedFill {
    private final List<Runnable> slices;
    private final ExecutorService pool;

    /** Makes a slice. */
    public interface Slicing {
        /** Fills elements {@code from} to {@code to}, exclusive, again and again. */
        Runnable slice(int number, long from, long to);
    }

    /** As many slices as the filling has threads. */
    public SlicedFill(Filling filling, Slicing slicing) {
        int count = filling.threads();
        Runnable[] made = new Runnable[count];
        for (int i = 0; i < count; i++)
            made[i] = slicing.slice(i, filling.elements() * i / count, filling.elements() * (i + 1) / count);
        slices = List.of(made);
        pool = count == 1 ? null : Executors.newFixedThreadPool(count - 1);
    }

    /** Fills all; the calling thread fills the first slice. */
    public void run() {
        if (pool == null) {
            slices.getFirst().run();
            return;
        }
        CompletableFuture<?>[] others = slices.stream().skip(1).map(slice -> CompletableFuture.runAsync(slice, pool))
                .toArray(CompletableFuture[]::new);
        slices.getFirst().run();
        CompletableFuture.allOf(others).join();
    }

    /** Ends the threads. */
    public void close() { if (pool != null) pool.close(); }
}
