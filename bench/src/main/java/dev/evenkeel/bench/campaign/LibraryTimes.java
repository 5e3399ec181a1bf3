package dev.evenkeel.bench.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/**
 * How long one library took for a cell.
 *
 * @param library its name
 * @param codePath what it says it ran
 * @param rounds nanoseconds per call: for each round, all its iterations
 * @param unsettled in how many of them the warm-up ended before the speed was steady
 */
public record LibraryTimes(String library, String codePath, List<double[]> rounds, int unsettled) {
    /** How far the mean of a round's iterations may lie from their median. */
    public static final double SCATTER = 0.10;

    /** Rejects times that say nothing. */
    public LibraryTimes {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) throw new IllegalArgumentException(library + ": expected at least one round");
    }

    /** Times after warm-ups that all ended well. */
    public LibraryTimes(String library, String codePath, List<double[]> rounds) {
        this(library, codePath, rounds, 0);
    }

    /** The median of each round: a disturbed iteration does not count. */
    public double[] roundNanos() {
        return rounds.stream().mapToDouble(Median.withDefaults().withCopy(true)::evaluate).toArray();
    }

    /** The median over the rounds. */
    public double nanos() {
        return Median.withDefaults().evaluate(roundNanos());
    }

    /** What the cell counts, per nanosecond in the median. */
    public double speed(Cell cell) {
        return cell.work() / nanos();
    }

    /** The same in each round. */
    public double[] roundSpeeds(Cell cell) {
        return Arrays.stream(roundNanos()).map(nanos -> cell.work() / nanos).toArray();
    }

    /** Why these times are no speed, if they are none: most rounds have to have been steady. */
    Optional<String> doubt() {
        List<double[]> scattered = rounds.stream().filter(LibraryTimes::isScattered).toList();
        if (2 * (rounds.size() - unsettled) <= rounds.size()) {
            return Optional.of(String.format(Locale.ROOT, "%s had not become steady when the warm-up ended (%d of %d)",
                    library, unsettled, rounds.size()));
        }
        if (2 * (rounds.size() - unsettled - scattered.size()) > rounds.size()) return Optional.empty();
        double[] worst = scattered.getFirst();
        return Optional.of(String.format(Locale.ROOT,
                "%s was not steady in %d of %d rounds (median %.0f ns, mean %.0f ns)", library, scattered.size(),
                rounds.size(), Median.withDefaults().withCopy(true).evaluate(worst), mean(worst)));
    }

    private static boolean isScattered(double[] iterations) {
        return Math.abs(mean(iterations) / Median.withDefaults().withCopy(true).evaluate(iterations) - 1) > SCATTER;
    }

    private static double mean(double[] iterations) {
        return Arrays.stream(iterations).average().orElseThrow();
    }
}
