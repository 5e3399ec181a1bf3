package dev.evenkeel.bench.gate.stored;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.ForkResult;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Measures forks with the rulers beside them. Forks that follow each other share the reading between them.
 */
public final class RuledForks implements Function<BenchmarkId, RuledFork> {
    private final Function<BenchmarkId, ForkResult> forks;
    private final IntFunction<double[]> rulers;
    private double[] last;
    private int lastThreads;
    private boolean isWarm;

    /**
     * Of these forks.
     *
     * @param rulers peak and bandwidth by number of threads
     */
    RuledForks(Function<BenchmarkId, ForkResult> forks, IntFunction<double[]> rulers) {
        this.forks = forks;
        this.rulers = rulers;
    }

    /** With the rulers of this machine. */
    public static RuledForks ofThisMachine(Function<BenchmarkId, ForkResult> forks) {
        return new RuledForks(forks,
                threads -> new double[] {Roofline.peakNow(threads), Roofline.copiesNow(threads)});
    }

    /** As many as the benchmark's parameter of that name says and the machine has, or else one. */
    static int threads(BenchmarkId id, int most) {
        String value = id.parameters().getOrDefault("threads", "1");
        return value.matches("[1-9]\\d{0,3}") ? Math.min(most, Integer.parseInt(value)) : 1;
    }

    @Override
    public RuledFork apply(BenchmarkId id) {
        int threads = threads(id, Runtime.getRuntime().availableProcessors());
        double[] before = threads == lastThreads ? last : read(threads);
        ForkResult fork = forks.apply(id);
        double[] after = read(threads);
        last = after;
        lastThreads = threads;
        return new RuledFork(fork, (before[0] + after[0]) / 2, (before[1] + after[1]) / 2);
    }

    /** The very first reading is thrown away: the probes are not compiled yet. */
    private double[] read(int threads) {
        if (!isWarm) rulers.apply(threads);
        isWarm = true;
        return rulers.apply(threads);
    }
}
