package dev.evenkeel.bench.gate.stored;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Outcome;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.Verdict;
import dev.evenkeel.bench.gate.stats.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures the forks of one jar, and judges them by stored ones.
 *
 * @param measure a fork of the jar
 * @param forks what was measured of it, which grows
 * @param file where that is kept
 * @param end of the time for measuring, by {@link System#nanoTime}
 */
record StoredGate(Function<BenchmarkId, RuledFork> measure, StoredForks forks, Path file, long end) {
    /**
     * A round: one more fork of each that has fewer.
     *
     * @return whether the time sufficed
     */
    private boolean round(Iterable<BenchmarkId> benchmarks, int round) throws IOException {
        for (BenchmarkId id : benchmarks) {
            if (forks.forks(id).size() >= round) continue;
            if (System.nanoTime() >= end) return false;
            forks.add(id, measure.apply(id));
            forks.write(file);
        }
        return true;
    }

    /** As many forks as a gate takes at most; whether each benchmark has enough to be compared with. */
    boolean record(List<BenchmarkId> benchmarks, Consumer<String> progress) throws IOException {
        for (int round = 1; round <= SequentialPlan.mostRounds() && round(benchmarks, round); round++) {
            progress.accept("fork " + round + " of " + SequentialPlan.mostRounds());
        }
        return benchmarks.stream().allMatch(id -> forks.forks(id).size() >= SequentialPlan.FIRST);
    }

    /** Judges pairs of names and, last, the stored forks against themselves. */
    List<Outcome> judge(List<Gate.Pair> pairs, StoredForks stored, SequentialPlan plan, Consumer<String> progress)
            throws IOException {
        int family = pairs.size() + 1;
        Map<BenchmarkId, BenchmarkId> open = new LinkedHashMap<>();
        pairs.forEach(pair -> open.put(pair.candidate(), pair.baseline()));
        Map<BenchmarkId, Verdict> verdicts = new LinkedHashMap<>();
        BenchmarkId control = new BenchmarkId(Gate.CONTROL, Map.of());
        boolean inTime = true;
        for (int round = 1; round <= SequentialPlan.mostRounds() && inTime && !open.isEmpty(); round++) {
            inTime = round(List.copyOf(open.keySet()), round);
            if (inTime && SequentialPlan.isLook(round)) {
                Map<BenchmarkId, Effect> effects = new LinkedHashMap<>();
                int count = round;
                open.forEach((id, old) -> effects.put(id, new RuledEvidence(stored.forks(old),
                        forks.forks(id).subList(0, count)).effect()));
                // The stored forks do not grow: one look at them says all.
                if (!verdicts.containsKey(control)) {
                    effects.put(control, halves(stored.forks(pairs.getFirst().baseline())).effect());
                }
                plan.look(effects, family).forEach((id, verdict) -> {
                    verdicts.put(id, verdict);
                    if (verdict != Verdict.INCONCLUSIVE) open.remove(id);
                });
            }
            progress.accept("fork " + round + ", " + open.size() + " of " + pairs.size() + " open");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Gate.Pair pair : pairs) {
            outcomes.add(new Outcome(pair.candidate().toString(),
                    verdicts.getOrDefault(pair.candidate(), Verdict.INCONCLUSIVE),
                    new RuledEvidence(stored.forks(pair.baseline()), forks.forks(pair.candidate())), plan, family));
        }
        BenchmarkId first = pairs.getFirst().baseline();
        outcomes.add(new Outcome(Gate.CONTROL + " " + first, verdicts.getOrDefault(control, Verdict.INCONCLUSIVE),
                halves(stored.forks(first)), plan, family));
        return outcomes;
    }

    /** Every second fork against those between. */
    private static RuledEvidence halves(List<RuledFork> all) {
        return new RuledEvidence(
                IntStream.range(0, all.size()).filter(i -> i % 2 == 0).mapToObj(all::get).toList(),
                IntStream.range(0, all.size()).filter(i -> i % 2 == 1).mapToObj(all::get).toList());
    }
}
