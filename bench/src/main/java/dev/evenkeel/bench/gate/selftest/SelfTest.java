package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.ForkResult;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Outcome;
import dev.evenkeel.bench.gate.Round;
import dev.evenkeel.bench.gate.RoundStore;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The gate, played many times with recorded rounds: the same {@link Gate}, plan and budget as in earnest, and a clock
 * that goes on by what each recorded round took.
 *
 * @param recording a jar against itself
 * @param plan as in the gate
 * @param budget as in the gate
 * @param families how often the family of all recorded benchmarks is judged
 * @param seed of the draws
 */
public record SelfTest(Recording recording, SequentialPlan plan, Duration budget, int families, long seed) {
    /** Planted slow-downs. */
    static final List<Double> SLOW_DOWNS = List.of(0.02, 0.05, 0.1, 0.2);

    private static final double SURE = 0.95;

    /**
     * What unchanged jars lead to.
     *
     * @param families judged
     * @param alarmed families in which anything was called slower or faster
     * @param decisions of single benchmarks and controls
     * @param same of these
     * @param open of these: inconclusive
     * @param minutes that families took, sorted
     */
    record Unchanged(int families, int alarmed, int decisions, int same, int open, List<Double> minutes) {
        /** What the share of alarmed families lies below, with 95 %. */
        double mostAlarms() {
            return alarmed == families ? 1
                    : BetaDistribution.of(alarmed + 1.0, families - alarmed).inverseCumulativeProbability(SURE);
        }
    }

    /**
     * What a planted slow-down leads to.
     *
     * @param benchmark whose candidate is slower
     * @param slowDown by which share
     * @param families judged
     * @param found in how many it was called slower
     * @param minutes that families took, sorted
     */
    record Planted(String benchmark, double slowDown, int families, int found, List<Double> minutes) {}

    /**
     * What others say.
     *
     * @param rival who
     * @param falseAlarms share of unchanged families with any alarm
     * @param found share of planted slow-downs that were called so, in the order of {@link #SLOW_DOWNS}
     */
    record Compared(Rival rival, double falseAlarms, List<Double> found) {}

    /**
     * Everything.
     *
     * @param test which one
     * @param unchanged families in which nothing changed
     * @param planted one benchmark slower
     * @param compared others on the same forks
     */
    record Result(SelfTest test, Unchanged unchanged, List<Planted> planted, List<Compared> compared) {}

    /** Plays everything. */
    Result play() throws IOException {
        return new Result(this, unchanged(), planted(), compared());
    }

    private List<Gate.Pair> pairs() {
        return IntStream.range(0, recording.rounds().size()).mapToObj(Replay::id).map(id -> new Gate.Pair(id, id))
                .toList();
    }

    private SplittableRandom random(String purpose) {
        return new SplittableRandom(seed ^ purpose.hashCode());
    }

    /** Families in which nothing changed. */
    Unchanged unchanged() throws IOException {
        SplittableRandom random = random("unchanged");
        int[] verdicts = new int[Verdict.values().length];
        int alarmed = 0;
        List<Double> minutes = new ArrayList<>();
        for (int family = 0; family < families; family++) {
            List<Outcome> outcomes = play(random, Map.of(), minutes);
            for (Outcome outcome : outcomes) verdicts[outcome.verdict().ordinal()]++;
            if (outcomes.stream().anyMatch(
                    outcome -> outcome.verdict() == Verdict.SLOWER || outcome.verdict() == Verdict.FASTER)) {
                alarmed++;
            }
        }
        return new Unchanged(families, alarmed, families * (recording.rounds().size() + 1),
                verdicts[Verdict.SAME.ordinal()], verdicts[Verdict.INCONCLUSIVE.ordinal()], sorted(minutes));
    }

    /** Each benchmark in turn is slower by each share; the others of the family are unchanged. */
    List<Planted> planted() throws IOException {
        SplittableRandom random = random("planted");
        List<Planted> all = new ArrayList<>();
        int trials = Math.max(1, families / recording.rounds().size());
        int index = 0;
        for (String name : recording.rounds().keySet()) {
            String planted = Replay.id(index++).toString();
            for (double slowDown : SLOW_DOWNS) {
                List<Double> minutes = new ArrayList<>();
                int found = 0;
                for (int trial = 0; trial < trials; trial++) {
                    List<Outcome> outcomes = play(random, Map.of(name, 1 + slowDown), minutes);
                    if (outcomes.stream().anyMatch(outcome -> outcome.name().equals(planted)
                            && outcome.verdict() == Verdict.SLOWER)) {
                        found++;
                    }
                }
                all.add(new Planted(name, slowDown, trials, found, sorted(minutes)));
            }
        }
        return all;
    }

    private List<Outcome> play(SplittableRandom random, Map<String, Double> factors, List<Double> minutes)
            throws IOException {
        Replay replay = new Replay(recording, random.split(), factors);
        Gate gate = new Gate(replay, RoundStore.inMemory(), plan, budget, () -> (long) (1e9 * replay.seconds()));
        List<Outcome> outcomes = gate.run(pairs(), line -> {});
        minutes.add(replay.seconds() / 60);
        return outcomes;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    /**
     * The same data as others would see it: one fork of each side, from two recorded rounds; none without iterations.
     */
    List<Compared> compared() {
        boolean hasIterations = recording.complete() > 1 && recording.rounds().values().stream()
                .flatMap(List::stream).allMatch(timed -> timed.round().baseline().iterations().size() > 1);
        if (!hasIterations) return List.of();
        Map<Rival, Integer> alarms = new EnumMap<>(Rival.class);
        Map<Rival, int[]> found = new EnumMap<>(Rival.class);
        for (Rival rival : Rival.values()) found.put(rival, new int[SLOW_DOWNS.size()]);
        SplittableRandom random = random("compared");
        int size = recording.rounds().size();
        for (int family = 0; family < families; family++) {
            int before = random.nextInt(recording.complete());
            int after = (before + 1 + random.nextInt(recording.complete() - 1)) % recording.complete();
            for (Rival rival : Rival.values()) {
                boolean isAlarmed = false;
                for (List<Recording.Timed> rounds : recording.rounds().values()) {
                    double[] baseline = iterations(rounds.get(before).round(), 1);
                    isAlarmed |= rival.alarms(baseline, iterations(rounds.get(after).round(), 1), plan,
                            size);
                    for (int i = 0; i < SLOW_DOWNS.size(); i++) {
                        double[] slower = iterations(rounds.get(after).round(), 1 + SLOW_DOWNS.get(i));
                        if (rival.alarms(baseline, slower, plan, size)) found.get(rival)[i]++;
                    }
                }
                if (isAlarmed) alarms.merge(rival, 1, Integer::sum);
            }
        }
        double planted = (double) families * size;
        List<Compared> all = new ArrayList<>();
        for (Rival rival : Rival.values()) {
            List<Double> shares = new ArrayList<>();
            for (int count : found.get(rival)) shares.add(count / planted);
            all.add(new Compared(rival, alarms.getOrDefault(rival, 0) / (double) families, shares));
        }
        return all;
    }

    private static double[] iterations(Round round, double factor) {
        ForkResult fork = round.baseline().times(factor);
        return fork.iterations().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
