package dev.evenkeel.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.gate.stats.PairedEffect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the plan promises, by simulation with fixed seeds. */
class SequentialPlanTest {
    private static final double SCATTER = 0.02;
    private static final SequentialPlan PLAN = new SequentialPlan(Math.log1p(0.03), 0.01);

    /** Forks scatter like a Gaussian, and one in twenty is far off, as under load. */
    private static double noise(SplittableRandom random) {
        double wild = random.nextInt(20) == 0 ? 10 : 1;
        return random.nextGaussian() * SCATTER * wild;
    }

    private static Map<BenchmarkId, Verdict> family(SplittableRandom random, int size, double... changes) {
        Map<BenchmarkId, double[]> all = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            double change = i < changes.length ? Math.log1p(changes[i]) : 0;
            double[] differences = new double[SequentialPlan.mostRounds()];
            for (int round = 0; round < differences.length; round++) differences[round] = change + noise(random);
            all.put(new BenchmarkId("a.B.m" + i, Map.of()), differences);
        }
        Map<BenchmarkId, Verdict> verdicts = new HashMap<>();
        for (int round = 1; round <= SequentialPlan.mostRounds(); round++) {
            if (SequentialPlan.isLook(round)) look(all, round, verdicts);
        }
        return verdicts;
    }

    private static void look(Map<BenchmarkId, double[]> all, int rounds, Map<BenchmarkId, Verdict> verdicts) {
        Map<BenchmarkId, PairedEffect> open = new LinkedHashMap<>();
        all.forEach((id, differences) -> {
            if (verdicts.getOrDefault(id, Verdict.INCONCLUSIVE) == Verdict.INCONCLUSIVE) {
                open.put(id, new PairedEffect(Arrays.copyOf(differences, rounds)));
            }
        });
        verdicts.putAll(PLAN.look(open, all.size()));
    }

    /**
     * 2,000 families; more than 1 % of them, 20, would be expected with a probability of at most one half at the limit.
     */
    @Test
    void unchangedFamiliesRaiseFewerAlarmsThanStated() {
        SplittableRandom random = new SplittableRandom(1);
        int alarms = 0;
        for (int i = 0; i < 2000; i++) {
            Map<BenchmarkId, Verdict> verdicts = family(random, 6);
            if (verdicts.containsValue(Verdict.SLOWER) || verdicts.containsValue(Verdict.FASTER)) alarms++;
        }
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    @Test
    void aSlowDownOfFivePercentIsFoundWithTheStatedPower() {
        assertThat(found(0.05)).isGreaterThanOrEqualTo(190);
    }

    @Test
    void aSlowDownOfTenPercentIsFoundWithTheStatedPower() {
        assertThat(found(0.1)).isGreaterThanOrEqualTo(190);
    }

    /** In how many of 200 families of six the first one is called slower, when it alone is. */
    private static int found(double slowDown) {
        SplittableRandom random = new SplittableRandom(2);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            if (family(random, 6, slowDown).get(new BenchmarkId("a.B.m0", Map.of())) == Verdict.SLOWER) found++;
        }
        return found;
    }

    @Test
    void aSpeedUpOfTenPercentIsNoSlowDown() {
        Map<BenchmarkId, Verdict> verdicts = family(new SplittableRandom(3), 3, -0.1);
        assertThat(verdicts.get(new BenchmarkId("a.B.m0", Map.of()))).isEqualTo(Verdict.FASTER);
    }

    @Test
    void aChangeWithinTheMarginIsNoSlowDownHoweverSureItIs() {
        double[] differences = new double[24];
        for (int i = 0; i < differences.length; i++) differences[i] = 0.01 + i * 1e-6;
        BenchmarkId id = new BenchmarkId("a.B.m", Map.of());
        assertThat(PLAN.look(Map.of(id, new PairedEffect(differences)), 1)).containsEntry(id, Verdict.SAME);
    }

    @Test
    void fewRoundsDecideNothing() {
        BenchmarkId id = new BenchmarkId("a.B.m", Map.of());
        assertThat(PLAN.look(Map.of(id, new PairedEffect(new double[] {1, 1, 1})), 1))
                .containsEntry(id, Verdict.INCONCLUSIVE);
    }
}
