package dev.evenkeel.bench.gate;

import java.util.List;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What one fork measured.
 *
 * @param cost the median of its iterations, less being better: time per operation, or the inverse of a throughput
 * @param unit JMH's unit of the score, with the mode
 * @param bytesPerOperation what an operation allocated; NaN where JMH does not say
 * @param iterations the cost of each
 */
public record ForkResult(double cost, String unit, double bytesPerOperation, List<Double> iterations) {
    /** As a logarithm: compiled or not makes a larger difference. */
    private static final double AGREEMENT = 0.1;

    /** Copies its arguments; rounds that were stored without iterations have none. */
    public ForkResult {
        iterations = iterations == null ? List.of() : List.copyOf(iterations);
    }

    /** One whose iterations nobody wants. */
    public ForkResult(double cost, String unit, double bytesPerOperation) {
        this(cost, unit, bytesPerOperation, List.of());
    }

    /**
     * Whether the halves of the fork agree, so that it was warm and nobody came in between; nothing is known of one
     * without iterations.
     */
    public boolean halvesAgree() {
        int half = iterations.size() / 2;
        if (half == 0) return true;
        double first = median(iterations.subList(0, half));
        double second = median(iterations.subList(iterations.size() - half, iterations.size()));
        return Math.abs(Math.log(first / second)) < AGREEMENT;
    }

    private static double median(List<Double> values) {
        return Median.withDefaults().evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The same at so many times the cost. */
    public ForkResult times(double factor) {
        return new ForkResult(factor * cost, unit, bytesPerOperation,
                iterations.stream().map(iteration -> factor * iteration).toList());
    }
}
