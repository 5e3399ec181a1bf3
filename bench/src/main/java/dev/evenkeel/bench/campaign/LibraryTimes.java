package dev.evenkeel.bench.campaign;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/**
 * How long one library took for a cell.
 *
 * @param library its name
 * @param codePath what it says it ran
 * @param rounds nanoseconds per call: for each round, all its iterations
 */
public record LibraryTimes(String library, String codePath, List<double[]> rounds) {
    /** Rejects times that say nothing. */
    public LibraryTimes {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) throw new IllegalArgumentException(library + ": expected at least one round");
    }

    /** The median of each round: a disturbed iteration does not count. */
    public double[] roundNanos() {
        return rounds.stream().mapToDouble(Median.withDefaults()::evaluate).toArray();
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
}
