package dev.evenkeel.bench.firstseconds;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/**
 * How one library got going in a few JVMs. What is told of them is the median; of two, the mean.
 *
 * @param library who multiplied
 * @param runs a series for each JVM, at least one
 */
public record Course(String library, List<Series> runs) {
    /** Of the steady speed: what counts as having got there. */
    public static final double MOST = 0.8;

    /** Moments at which speeds are told, in seconds. */
    static final List<Double> MOMENTS = List.of(0.1, 0.3, 1.0, 3.0);

    /** Copies its argument. */
    public Course {
        runs = List.copyOf(runs);
    }

    /** Seconds from the start of the JVM to the first call. */
    double untilFirstCall() {
        return median(Series::untilFirstCall);
    }

    /** Seconds that the first call took. */
    double firstResult() {
        return median(Series::firstResult);
    }

    /** GFLOP/s at the end. */
    double steady() {
        return median(run -> run.curve().steady());
    }

    /** GFLOP/s at a moment; NaN if any JVM had ended. */
    double at(double seconds) {
        return median(run -> run.curve().at(seconds));
    }

    /** The same; after the end it is the steady speed. */
    double atAnyTime(double seconds) {
        return median(run -> atAnyTime(run, seconds));
    }

    private static double atAnyTime(Series run, double seconds) {
        return seconds < run.curve().end() ? run.curve().at(seconds) : run.curve().steady();
    }

    /** Speed at a moment as a share of the steady one of the same JVM. */
    double shareAt(double seconds) {
        return Median.withDefaults().evaluate(sharesAt(seconds));
    }

    /** The shares of the single JVMs; after its end a JVM is steady. */
    double[] sharesAt(double seconds) {
        return runs.stream().mapToDouble(run -> atAnyTime(run, seconds) / run.curve().steady()).toArray();
    }

    /** When most JVMs had got to {@link #MOST} of their steady speed, to stay; infinity if they had not. */
    double arrival() {
        double[] arrivals = runs.stream().mapToDouble(run -> run.curve().staysFrom(MOST * run.curve().steady()))
                .sorted().toArray();
        return arrivals[arrivals.length / 2];
    }

    /** Bytes that all threads had allocated by then. */
    double allocatedUntilArrival() {
        double arrival = arrival();
        return median(run -> run.allocatedAt(arrival));
    }

    /** Whether the speed was steady in most JVMs, and no scalar code stood in for vector code any more. */
    boolean isSteady() {
        return 2 * runs.stream().filter(run -> run.isSteady() && run.standIns() == 0).count() > runs.size();
    }

    /** When the last JVM ended. */
    double end() {
        return runs.stream().mapToDouble(run -> run.curve().end()).max().orElseThrow();
    }

    private double median(ToDoubleFunction<Series> value) {
        return Median.withDefaults().evaluate(runs.stream().mapToDouble(value).toArray());
    }
}
