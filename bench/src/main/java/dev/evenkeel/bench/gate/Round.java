package dev.evenkeel.bench.gate;

/**
 * A fork of each jar, one right after the other.
 *
 * @param baselineFirst which of them was first
 * @param baseline the old jar's
 * @param candidate the new jar's
 */
public record Round(boolean baselineFirst, ForkResult baseline, ForkResult candidate) {
    /** The logarithm of the candidate's cost over the baseline's: above 0 the candidate is slower. */
    public double logRatio() {
        return Math.log(candidate.cost() / baseline.cost());
    }

    /** Whether both forks were warm and nobody came in between. */
    boolean halvesAgree() {
        return baseline.halvesAgree() && candidate.halvesAgree();
    }
}
