package dev.evenkeel.bench.gate;

/**
 * What one fork measured.
 *
 * @param cost the median of its iterations, less being better: time per operation, or the inverse of a throughput
 * @param unit JMH's unit of the score, with the mode
 * @param bytesPerOperation what an operation allocated; NaN where JMH does not say
 */
record ForkResult(double cost, String unit, double bytesPerOperation) {}
