package dev.evenkeel.bench.firstseconds;

import java.io.IOException;

/** A process that keeps one processor busy until nobody can write to its input any more. */
public final class BusyLoop {
    private BusyLoop() {}

    /** Computes until input ends. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            long word = 1;
            while (true) word = word * 6364136223846793005L + 1442695040888963407L;
        });
        System.out.write('\n');
        System.out.flush();
        while (System.in.read() >= 0) continue;
    }
}
