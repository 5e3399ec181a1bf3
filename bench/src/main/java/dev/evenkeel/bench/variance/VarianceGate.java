package dev.evenkeel.bench.variance;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far from its target a measured mean square may lie, in its own standard errors. All checks of a run together
 * raise a false alarm with probability {@value #FALSE_ALARM} at most; each gets its share (Bonferroni).
 *
 * @param limit in standard errors
 */
public record VarianceGate(double limit) {
    /** Of a whole run in which every scheme is right. */
    public static final double FALSE_ALARM = 1e-4;

    /** The relative error that must not pass. */
    public static final double SMALLEST_DEFECT = 0.01;

    private static final double MISS = 1e-3;

    /** Rounding to float moves a mean square that is not random by less. */
    private static final double ROUNDING = 1e-6;

    /** For a run with so many two-sided checks. */
    public static VarianceGate forChecks(int checks) {
        return new VarianceGate(NormalDistribution.of(0, 1).inverseSurvivalProbability(FALSE_ALARM / checks / 2));
    }

    /** The relative standard error that makes the gate sharp enough. */
    public double sharpEnough() {
        return SMALLEST_DEFECT / (limit + NormalDistribution.of(0, 1).inverseSurvivalProbability(MISS));
    }

    /** Whether so many standard errors are chance. */
    public boolean passes(double standardErrors) {
        return Math.abs(standardErrors) <= limit;
    }

    /** Whether a figure that is not random is right. */
    public static boolean isExact(double actual, double expected) {
        return expected == 0 ? actual == 0 : Math.abs(actual / expected - 1) <= ROUNDING;
    }
}
