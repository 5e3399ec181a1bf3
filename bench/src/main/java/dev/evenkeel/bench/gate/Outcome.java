package dev.evenkeel.bench.gate;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is known of one benchmark in the end.
 *
 * @param name for people
 * @param verdict what the rounds show
 * @param rounds all that were complete
 * @param plan by which they were judged
 * @param family how many benchmarks were judged together
 */
record Outcome(String name, Verdict verdict, List<Round> rounds, SequentialPlan plan, int family) {
    private static final double[] SLOW_DOWNS = {0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2};
    private static final int RESAMPLES = 200;
    private static final double POWER = 0.95;
    private static final double HALF_AN_OBJECT = 8;
    private static final double ALLOWED_SHARE = 0.01;

    /** How it was measured: one JVM for both jars, or forks of each. */
    String form() {
        return rounds.isEmpty() ? "–" : rounds.getFirst().baseline().unit().equals(TwinRounds.UNIT) ? "twin" : "forks";
    }

    private double[] differences() {
        return rounds.stream().mapToDouble(Round::logRatio).toArray();
    }

    /** The candidate's cost over the baseline's, less 1; NaN without rounds. */
    double change() {
        return rounds.isEmpty() ? Double.NaN : Math.expm1(new PairedEffect(differences()).estimate());
    }

    /** The interval of the change that missed it with {@link SequentialPlan#FALSE_EQUALITY} over all looks. */
    double[] interval() {
        if (rounds.isEmpty()) return new double[] {Double.NaN, Double.NaN};
        PairedEffect effect = new PairedEffect(differences());
        double share = SequentialPlan.FALSE_EQUALITY / SequentialPlan.LOOKS;
        double lower = effect.lower(share);
        // Where rounds are too few for an end, there is none: not −100 %.
        return new double[] {lower == Double.NEGATIVE_INFINITY ? lower : Math.expm1(lower),
            Math.expm1(effect.upper(share))};
    }

    /** Whether every fork of the candidate allocates more than any of the baseline's, by half an object or more. */
    boolean allocatesMore() {
        double most = rounds.stream().mapToDouble(round -> round.baseline().bytesPerOperation()).max().orElse(0);
        double least = rounds.stream().mapToDouble(round -> round.candidate().bytesPerOperation()).min().orElse(0);
        return rounds.size() >= SequentialPlan.FIRST && least > most + Math.max(HALF_AN_OBJECT, ALLOWED_SHARE * most);
    }

    /**
     * The least slow-down of a list that would have been found with 95 % probability where rounds scatter like these,
     * by
     * resampling them about their centre; infinite if none. What was decided early would have had all its looks.
     */
    double wouldHaveCaught() {
        if (rounds.isEmpty()) return Double.POSITIVE_INFINITY;
        double[] scatter = differences();
        double centre = new PairedEffect(scatter).estimate();
        int length = verdict == Verdict.INCONCLUSIVE ? scatter.length : SequentialPlan.mostRounds();
        SplittableRandom random = new SplittableRandom(2026);
        BenchmarkId id = new BenchmarkId("any.benchmark.of", Map.of());
        for (double slowDown : SLOW_DOWNS) {
            int caught = 0;
            for (int i = 0; i < RESAMPLES; i++) {
                double[] sample = random.ints(length, 0, scatter.length)
                        .mapToDouble(j -> scatter[j] - centre + Math.log1p(slowDown)).toArray();
                Verdict found = plan.look(Map.of(id, new PairedEffect(sample)), family).get(id);
                if (found == Verdict.SLOWER) caught++;
            }
            if (caught >= POWER * RESAMPLES) return slowDown;
        }
        return Double.POSITIVE_INFINITY;
    }
}
