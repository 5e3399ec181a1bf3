package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.roofline.Roof;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A measured cell.
 *
 * @param cell what was computed
 * @param roof speed that the machine allowed
 * @param times of every library
 */
public record CellResult(Cell cell, Roof roof, List<LibraryTimes> times) {
    /** Percent of a roof; what lies above shows that the roof was measured too low. */
    public static final double MOST_PERCENT = 102;

    /** Copies its arguments. */
    public CellResult {
        times = List.copyOf(times);
    }

    /** Beside a roof that was measured once. */
    public CellResult(Cell cell, double limit, List<LibraryTimes> times) {
        this(cell, new Roof(limit), times);
    }

    /** The speed that the machine allowed beside the cell. */
    public double limit() {
        return roof.limit();
    }

    /** Judged by the limits that the run has seen by now. */
    CellResult seenFrom(Roofline best) {
        return new CellResult(cell, new Roof(roof.limit(), roof.least(), cell.limit(best), roof.confirmed()), times);
    }

    /** Why the figures of this cell are inconclusive, one sentence each; empty if they are sound. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (!roof.confirmed()) doubts.add("its roof could not be measured: no two probes agreed");
        if (roof.moved() > Roof.MOVED) doubts.add(String.format(Locale.ROOT,
                "its roof moved by %.0f %% within the run", 100 * roof.moved()));
        for (LibraryTimes library : times) {
            if (percentOfRoof(library) > MOST_PERCENT) doubts.add(String.format(Locale.ROOT,
                    "%s stands at %.1f %% of its roof", library.library(), percentOfRoof(library)));
            library.doubt().ifPresent(doubts::add);
        }
        return doubts;
    }

    /** Whether nothing can be concluded from the figures. */
    public boolean isInconclusive() {
        return !doubts().isEmpty();
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

    /** Ours against one of the others by name, if both took part. */
    public Optional<Comparison> comparison(String library) {
        return ours().flatMap(ours -> times(library)
                .map(other -> Comparison.ofPairs(ours.roundNanos(), other.roundNanos())));
    }

    /** 100 · speed / limit. */
    public double percentOfRoof(LibraryTimes library) {
        return 100 * library.speed(cell) / roof.limit();
    }
}
