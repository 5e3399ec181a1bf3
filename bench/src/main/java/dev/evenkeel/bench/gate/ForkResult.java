package dev.evenkeel.bench.gate;

import java.util.List;

/**
 * What one fork measured.
 *
 * @param cost the median of its iterations, less being better: time per operation, or the inverse of a throughput
 * @param unit JMH's unit of the score, with the mode
 * @param bytesPerOperation what an operation allocated; NaN where JMH does not say
 * @param iterations the cost of each
 */
public record ForkResult(double cost, String unit, double bytesPerOperation, List<Double> iterations) {
    /** Copies its arguments; rounds that were stored without iterations have none. */
    public ForkResult {
        iterations = iterations == null ? List.of() : List.copyOf(iterations);
    }

    /** One whose iterations nobody wants. */
    public ForkResult(double cost, String unit, double bytesPerOperation) {
        this(cost, unit, bytesPerOperation, List.of());
    }

    /** The same at so many times the cost. */
    public ForkResult times(double factor) {
        return new ForkResult(factor * cost, unit, bytesPerOperation,
                iterations.stream().map(iteration -> factor * iteration).toList());
    }
}
