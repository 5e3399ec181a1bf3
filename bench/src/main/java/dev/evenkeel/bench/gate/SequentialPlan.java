package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.gate.stats.Effect;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When rounds are looked at, and what is concluded: {@value #LOOKS} looks, after {@value #FIRST} rounds and every
 * {@value #STEP} more, each with its share of alpha (Bonferroni over the looks; over the benchmarks Holm, Scandinavian
 * Journal of Statistics 6, 1979). What was once called different or equal is not measured again.
 *
 * @param margin as a logarithm: smaller differences do not matter
 * @param alpha the probability of any false alarm in the whole family, whatever the number of looks
 */
public record SequentialPlan(double margin, double alpha) {
    /** Rounds before the first look. */
    public static final int FIRST = 8;
    /** Rounds between looks. */
    public static final int STEP = 4;
    /** The most looks. */
    public static final int LOOKS = 6;

    /** The probability that something is called equal although it differs by more than the margin, for each one. */
    public static final double FALSE_EQUALITY = 0.05;

    /** Rounds after which the last look is taken. */
    public static int mostRounds() {
        return FIRST + (LOOKS - 1) * STEP;
    }

    /** Whether all are looked at after so many rounds. */
    public static boolean isLook(int rounds) {
        return rounds >= FIRST && (rounds - FIRST) % STEP == 0 && rounds <= mostRounds();
    }

    /**
     * The verdicts of one look. Those of earlier looks stand.
     *
     * @param effects of the benchmarks that are not decided yet
     * @param family how many benchmarks there are in all
     */
    public Map<BenchmarkId, Verdict> look(Map<BenchmarkId, ? extends Effect> effects, int family) {
        Map<BenchmarkId, Verdict> verdicts = new HashMap<>();
        double left = alpha / LOOKS;
        List<BenchmarkId> bySignificance = effects.keySet().stream()
                .sorted(Comparator.comparingDouble(id -> effects.get(id).pValue())).toList();
        int hypotheses = family;
        boolean rejecting = true;
        for (BenchmarkId id : bySignificance) {
            Effect effect = effects.get(id);
            rejecting &= effect.pValue() <= left / hypotheses;
            hypotheses--;
            verdicts.put(id, verdict(effect, rejecting));
        }
        return verdicts;
    }

    private Verdict verdict(Effect effect, boolean differs) {
        if (differs && effect.estimate() > margin) return Verdict.SLOWER;
        if (differs && effect.estimate() < -margin) return Verdict.FASTER;
        double share = FALSE_EQUALITY / LOOKS;
        boolean within = effect.lower(share) > -margin && effect.upper(share) < margin;
        return within ? Verdict.SAME : Verdict.INCONCLUSIVE;
    }
}
