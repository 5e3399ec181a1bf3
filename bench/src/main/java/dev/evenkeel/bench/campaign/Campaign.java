package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.roofline.Roof;
import dev.evenkeel.bench.roofline.RoofWatch;
import dev.evenkeel.bench.roofline.Roofline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures cell after cell.
 *
 * @param contests in this order
 */
public record Campaign(List<Contest> contests) {
    /** What decides about a limit is measured twice for each cell. */
    private static final Duration TIME_OF_A_ROOF = Duration.ofMillis(300);

    /**
     * How far a campaign is.
     *
     * @param done cells measured
     * @param total cells in all
     * @param left estimated from what the cells so far took
     * @param results of the cells so far, at least one
     */
    public record Progress(int done, int total, Duration left, List<CellResult> results) {
        /** Copies its argument. */
        public Progress {
            results = List.copyOf(results);
        }

        /** The cell measured last. */
        public CellResult last() {
            return results.getLast();
        }
    }

    /** Copies its argument. */
    public Campaign {
        contests = List.copyOf(contests);
    }

    /** About how long {@link #run} will take on a machine with these limits. */
    public Duration expected(CellTimer timer, Roofline roofline) {
        return contests.stream().map(contest -> expected(contest, timer, roofline)).reduce(Duration.ZERO,
                Duration::plus);
    }

    private static Duration expected(Contest contest, CellTimer timer, Roofline roofline) {
        return timer.expected(contest, roofline).plus(TIME_OF_A_ROOF);
    }

    /**
     * Measures.
     *
     * @param roofline measured for every number of threads that a cell has; what decides about a cell's limit is
     * measured again beside it
     * @param progress told after every cell
     */
    public List<CellResult> run(CellTimer timer, Roofline roofline, Consumer<Progress> progress) {
        List<CellResult> results = new ArrayList<>();
        RoofWatch watch = new RoofWatch(roofline);
        Duration ahead = expected(timer, roofline);
        Duration guessed = Duration.ZERO;
        long start = System.nanoTime();
        for (Contest contest : contests) {
            results.add(measure(contest, timer, watch));
            results.replaceAll(result -> result.seenFrom(watch.best()));
            guessed = guessed.plus(expected(contest, timer, roofline));
            double pace = (double) (System.nanoTime() - start) / guessed.toNanos();
            Duration left = Duration.ofNanos(Math.round(ahead.minus(guessed).toNanos() * pace));
            progress.accept(new Progress(results.size(), contests.size(), left, results));
        }
        return results;
    }

    private static CellResult measure(Contest contest, CellTimer timer, RoofWatch watch) {
        Cell cell = contest.cell();
        List<LibraryTimes> times = new ArrayList<>();
        Roof roof = watch.beside(() -> times.addAll(timer.measure(contest)), cell::limit, cell.threads());
        return new CellResult(cell, roof, times);
    }
}
