package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.SequentialPlan;
import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.TTest;

/** What others conclude from one fork of each side. */
enum Rival {
    /** Compares means; its threshold if nobody sets another. */
    TWICE_THE_MEAN("means of one fork, 200 % (github-action-benchmark)") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return mean(candidate) > 2 * mean(baseline);
        }
    },

    /** The same with a threshold that people choose. */
    MEAN_AND_A_TENTH("means of one fork, 110 % (github-action-benchmark)") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return mean(candidate) > 1.1 * mean(baseline);
        }
    },

    /** As if iterations of a fork were independent. */
    RANKS_OF_ITERATIONS("Mann–Whitney on the iterations of one fork") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN).test(candidate, baseline)
                    .getPValue() <= plan.alpha() / family;
        }
    },

    /** With the gate's margin. */
    RANKS_BEYOND_THE_MARGIN("the same, and means differ by more than the margin") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return RANKS_OF_ITERATIONS.alarms(baseline, candidate, plan, family)
                    && mean(candidate) > Math.exp(plan.margin()) * mean(baseline);
        }
    },

    /** The same with means and variances. */
    WELCH_ON_ITERATIONS("Welch on the iterations of one fork") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC).with(AlternativeHypothesis.GREATER_THAN)
                    .test(candidate, baseline).getPValue() <= plan.alpha() / family;
        }
    },

    /** With the gate's margin. */
    WELCH_BEYOND_THE_MARGIN("the same, and means differ by more than the margin") {
        @Override
        boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family) {
            return WELCH_ON_ITERATIONS.alarms(baseline, candidate, plan, family)
                    && mean(candidate) > Math.exp(plan.margin()) * mean(baseline);
        }
    };

    private final String text;

    Rival(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }

    /**
     * Whether the candidate is called slower.
     *
     * @param baseline iterations of a fork
     * @param candidate iterations of a fork
     * @param plan whose alpha the benchmarks share, and whose margin counts for some
     * @param family how many benchmarks are judged
     */
    abstract boolean alarms(double[] baseline, double[] candidate, SequentialPlan plan, int family);

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
