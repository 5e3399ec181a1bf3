package dev.evenkeel.bench.firstseconds;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * A speed over time, slice after slice; a slice begins where the one before ends, the first one at 0.
 *
 * @param ends of the slices in seconds
 * @param speeds in the slices
 */
public record Curve(double[] ends, double[] speeds) {
    /** Slices on each side that take part in a median. */
    private static final int NEIGHBOURS = 4;

    private static final double MOST_TAIL_SECONDS = 2;

    /** What counts as still getting faster. */
    private static final double PROGRESS = 1.05;

    /** Refuses a curve without a slice. */
    public Curve {
        if (ends.length == 0 || ends.length != speeds.length) {
            throw new IllegalArgumentException(
                    ends.length + " slices with " + speeds.length + " speeds: expected as many, at least one");
        }
    }

    /** When it ends. */
    double end() {
        return ends[ends.length - 1];
    }

    /** The speed at a moment; NaN at the end or after it. */
    double at(double seconds) {
        int slice = slice(seconds);
        return slice == ends.length ? Double.NaN : smoothed(slice);
    }

    /** The slice with this moment in it. */
    int slice(double seconds) {
        return (int) Arrays.stream(ends).takeWhile(end -> end <= seconds).count();
    }

    /** The median of a slice and its neighbours, as many on each side. */
    private double smoothed(int slice) {
        int aside = Math.min(NEIGHBOURS, Math.min(slice, ends.length - 1 - slice));
        return median(slice - aside, slice + aside + 1);
    }

    /** The speed at the end: the median of two seconds, or of the second half of a shorter curve. */
    double steady() {
        return median(slice(end() - tail()), ends.length);
    }

    /** Whether the end is no faster than what was just before. */
    boolean isFlat() {
        int middle = Math.min(slice(end() - tail() / 2), ends.length - 1);
        int first = slice(end() - tail());
        return first < middle && median(middle, ends.length) < PROGRESS * median(first, middle);
    }

    private double tail() {
        return Math.min(MOST_TAIL_SECONDS, end() / 2);
    }

    /** From when on the speed is never below a threshold; infinity if it is at the end. */
    double staysFrom(double threshold) {
        int below = IntStream.range(0, ends.length).filter(slice -> smoothed(slice) < threshold).max().orElse(-1);
        if (below < 0) return 0;
        return below == ends.length - 1 ? Double.POSITIVE_INFINITY : ends[below];
    }

    private double median(int from, int to) {
        return Median.withDefaults().evaluate(Arrays.copyOfRange(speeds, from, to));
    }
}
