package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.gate.stats.Effect;
import dev.evenkeel.bench.gate.stats.PairedEffect;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** What was measured of one benchmark, and what it says. */
public interface Evidence {
    /** Half an object: less is rounding. */
    double LEAST_BYTES = 8;

    /** Of the bytes: less is the odd resizing. */
    double LEAST_SHARE = 0.01;

    /** Rounds, or forks of the candidate. */
    int size();

    /** How it was measured, in a word. */
    String form();

    /** Of the candidate against the baseline; asked only where there is something. */
    Effect effect();

    /** Whether every fork of the candidate allocates more than any of the baseline's. */
    boolean allocatesMore();

    /**
     * What might have been measured, scattered as these are, if the candidate cost more.
     *
     * @param length rounds
     * @param slowDown as a logarithm
     */
    Effect resampled(SplittableRandom random, int length, double slowDown);

    /** For {@link #allocatesMore}: bytes per operation of forks. */
    static boolean isMore(DoubleStream baseline, DoubleStream candidate) {
        double most = baseline.max().orElse(0);
        double least = candidate.min().orElse(0);
        return least > most + Math.max(LEAST_BYTES, LEAST_SHARE * most);
    }

    /**
     * Pairs.
     *
     * @param rounds all that were complete
     */
    record OfRounds(List<Round> rounds) implements Evidence {
        @Override
        public int size() {
            return rounds.size();
        }

        @Override
        public String form() {
            if (rounds.isEmpty()) return "–";
            long twins = rounds.stream().filter(round -> round.baseline().unit().equals(TwinRounds.UNIT)).count();
            return twins == rounds.size() ? "twin" : twins == 0 ? "forks" : "mixed";
        }

        private double[] differences() {
            return rounds.stream().mapToDouble(Round::logRatio).toArray();
        }

        @Override
        public Effect effect() {
            return new PairedEffect(differences());
        }

        @Override
        public boolean allocatesMore() {
            return rounds.size() >= SequentialPlan.FIRST
                    && isMore(rounds.stream().mapToDouble(round -> round.baseline().bytesPerOperation()),
                            rounds.stream().mapToDouble(round -> round.candidate().bytesPerOperation()));
        }

        @Override
        public Effect resampled(SplittableRandom random, int length, double slowDown) {
            double[] scatter = differences();
            double centre = effect().estimate();
            return new PairedEffect(random.ints(length, 0, scatter.length)
                    .mapToDouble(i -> scatter[i] - centre + slowDown).toArray());
        }
    }
}
