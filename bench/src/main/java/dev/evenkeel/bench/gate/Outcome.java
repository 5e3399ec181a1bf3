package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.gate.stats.Effect;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is known of one benchmark in the end.
 *
 * @param name for people
 * @param verdict what the evidence shows
 * @param evidence what was measured
 * @param plan by which it was judged
 * @param family how many benchmarks were judged together
 */
public record Outcome(String name, Verdict verdict, Evidence evidence, SequentialPlan plan, int family) {
    private static final double[] SLOW_DOWNS = {0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2};
    private static final int RESAMPLES = 200;
    private static final double POWER = 0.95;

    /** The candidate's cost over the baseline's, less 1; NaN without evidence. */
    public double change() {
        return evidence.size() == 0 ? Double.NaN : Math.expm1(evidence.effect().estimate());
    }

    /** The interval of the change that missed it with {@link SequentialPlan#FALSE_EQUALITY} over all looks. */
    double[] interval() {
        if (evidence.size() == 0) return new double[] {Double.NaN, Double.NaN};
        Effect effect = evidence.effect();
        double share = SequentialPlan.FALSE_EQUALITY / SequentialPlan.LOOKS;
        double lower = effect.lower(share);
        // Where rounds are too few for an end, there is none: not −100 %.
        return new double[] {lower == Double.NEGATIVE_INFINITY ? lower : Math.expm1(lower),
            Math.expm1(effect.upper(share))};
    }

    /** As the evidence says. */
    boolean allocatesMore() {
        return evidence.allocatesMore();
    }

    /**
     * The least slow-down of a list that would have been found with 95 % probability where rounds scatter like these,
     * by resampling them about their centre; infinite if none. What was decided early would have had all its looks.
     */
    double wouldHaveCaught() {
        if (evidence.size() == 0) return Double.POSITIVE_INFINITY;
        int length = verdict == Verdict.INCONCLUSIVE ? evidence.size() : SequentialPlan.mostRounds();
        SplittableRandom random = new SplittableRandom(2026);
        BenchmarkId id = new BenchmarkId("any.benchmark.of", Map.of());
        for (double slowDown : SLOW_DOWNS) {
            int caught = 0;
            for (int i = 0; i < RESAMPLES; i++) {
                Effect sample = evidence.resampled(random, length, Math.log1p(slowDown));
                if (plan.look(Map.of(id, sample), family).get(id) == Verdict.SLOWER) caught++;
            }
            if (caught >= POWER * RESAMPLES) return slowDown;
        }
        return Double.POSITIVE_INFINITY;
    }
}
