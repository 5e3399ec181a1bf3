package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.peers.MatrixMultiplyPeer;
import dev.evenkeel.bench.roofline.Roofline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures cell after cell.
 *
 * @param cells in this order
 * @param libraries of each cell, those that accept its product
 */
public record Campaign(List<Cell> cells, List<MatrixMultiplyPeer> libraries) {
    /**
     * How far a campaign is.
     *
     * @param done cells measured
     * @param total cells in all
     * @param left estimated from what the cells so far took
     * @param last the cell measured last
     */
    public record Progress(int done, int total, Duration left, CellResult last) {}

    /** Copies its arguments. */
    public Campaign {
        cells = List.copyOf(cells);
        libraries = List.copyOf(libraries);
    }

    /** About how long {@link #run} will take. */
    public Duration expected(CellTimer timer) {
        return timer.expected().multipliedBy(cells.stream().mapToInt(cell -> librariesFor(cell).size()).sum());
    }

    /**
     * Measures.
     *
     * @param roofline measured for every number of threads that a cell has; its peak is measured again beside each cell, because clocks drift
     * @param progress told after every cell
     */
    public List<CellResult> run(CellTimer timer, Roofline roofline, Consumer<Progress> progress) {
        List<CellResult> results = new ArrayList<>();
        Duration ahead = expected(timer);
        Duration guessed = Duration.ZERO;
        long start = System.nanoTime();
        for (Cell cell : cells) {
            List<MatrixMultiplyPeer> contestants = librariesFor(cell);
            double before = Roofline.measurePeak(cell.threads());
            List<LibraryTimes> times = timer.measure(cell, contestants);
            double peak = Math.max(before, Roofline.measurePeak(cell.threads()));
            results.add(new CellResult(cell, roofline.withPeak(cell.threads(), peak).limit(cell.product()), times));
            guessed = guessed.plus(timer.expected().multipliedBy(contestants.size()));
            double pace = (double) (System.nanoTime() - start) / guessed.toNanos();
            Duration left = Duration.ofNanos(Math.round(ahead.minus(guessed).toNanos() * pace));
            progress.accept(new Progress(results.size(), cells.size(), left, results.getLast()));
        }
        return results;
    }

    private List<MatrixMultiplyPeer> librariesFor(Cell cell) {
        return libraries.stream().filter(library -> library.accepts(cell.product())).toList();
    }
}
