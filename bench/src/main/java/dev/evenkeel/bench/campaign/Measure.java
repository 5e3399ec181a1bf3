package dev.evenkeel.bench.campaign;

/**
 * What a speed is counted in.
 *
 * @param unit for instance {@code GFLOP/s}: 10⁹ of something per second
 * @param decimals that are worth showing
 * @param roof what the limit is, as the end of "share of"
 */
public record Measure(String unit, int decimals, String roof) {}
