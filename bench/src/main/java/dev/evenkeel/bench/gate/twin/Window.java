package dev.evenkeel.bench.gate.twin;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Slices of both sides, one right after the other.
 *
 * @param logRatios logarithm of the second side's time over the first's, pair by pair
 * @param firstNanos time of a call of the first side, pair by pair
 */
record Window(double[] logRatios, double[] firstNanos) {
    /** Halves may always differ by this much. */
    private static final double TOLERANCE = 0.02;

    /** And by as many times what chance makes of the slices' scatter. */
    private static final double CHANCE = 4;

    /** Standard error of a median, in median absolute deviations over the root of the count. */
    private static final double ERROR_OF_MEDIAN = 1.2533 * 1.4826;

    /** Leaves its argument in order, unlike the default. */
    private static final Median MEDIAN = Median.withDefaults().withCopy(true);

    /** One slice in five may be disturbed by tens of times its length without moving it. */
    double logRatio() {
        return MEDIAN.evaluate(logRatios);
    }

    /** The time of a call of the first side. */
    double firstCost() {
        return MEDIAN.evaluate(firstNanos);
    }

    /** Whether both halves show the same ratio: otherwise something changed meanwhile. */
    boolean halvesAgree() {
        int half = logRatios.length / 2;
        double[] early = Arrays.copyOf(logRatios, half);
        double[] late = Arrays.copyOfRange(logRatios, half, logRatios.length);
        double difference = Math.abs(MEDIAN.evaluate(early) - MEDIAN.evaluate(late));
        return difference <= Math.max(TOLERANCE, CHANCE * Math.hypot(error(early), error(late)));
    }

    private static double error(double[] values) {
        double centre = MEDIAN.evaluate(values);
        double[] deviations = Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray();
        return ERROR_OF_MEDIAN * MEDIAN.evaluate(deviations) / Math.sqrt(values.length);
    }
}
