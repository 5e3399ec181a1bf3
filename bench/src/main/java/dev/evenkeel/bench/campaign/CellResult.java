package dev.evenkeel.bench.campaign;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A measured cell.
 *
 * @param cell what was computed
 * @param limit speed that the machine allowed, its peak measured beside the cell
 * @param times of every library
 */
public record CellResult(Cell cell, double limit, List<LibraryTimes> times) {
    /** Copies its arguments. */
    public CellResult {
        times = List.copyOf(times);
    }

    /** The results of each benchmark, both in the order given. */
    public static Map<String, List<CellResult>> byBenchmark(List<CellResult> results) {
        return results.stream().collect(Collectors.groupingBy(result -> result.cell().benchmark(), LinkedHashMap::new,
                Collectors.toList()));
    }

    /** The times of one library, if it took part. */
    public Optional<LibraryTimes> times(String library) {
        return times.stream().filter(entry -> entry.library().equals(library)).findFirst();
    }

    /** The times of our library, if it took part. */
    public Optional<LibraryTimes> ours() {
        return times(PeerCatalog.OURS);
    }

    /** The fastest of the others in the median, if there are others. */
    public Optional<LibraryTimes> bestPeer() {
        return times.stream().filter(entry -> !PeerCatalog.isOurs(entry.library()))
                .min(Comparator.comparingDouble(LibraryTimes::nanos));
    }

    /** Ours against the fastest of the others, if both took part. */
    public Optional<Comparison> comparison() {
        return ours().flatMap(ours -> bestPeer().map(best -> Comparison.ofPairs(ours.roundNanos(), best.roundNanos())));
    }

    /** 100 · speed / limit. */
    public double percentOfRoof(LibraryTimes library) {
        return 100 * library.speed(cell) / limit;
    }
}
