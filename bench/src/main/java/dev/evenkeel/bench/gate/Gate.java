package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures the benchmarks of two jars in turns until each is decided or the time is up.
 *
 * @param source of rounds
 * @param store what earlier calls measured
 * @param plan when to look, and how to judge
 * @param budget time for measuring
 */
record Gate(RoundSource source, RoundStore store, SequentialPlan plan, Duration budget) {
    /** Measured by a fork of each jar; true stands for the candidate. */
    Gate(BiFunction<Boolean, BenchmarkId, ForkResult> measure, RoundStore store, SequentialPlan plan,
            Duration budget) {
        this(new AdjacentForks(measure), store, plan, budget);
    }

    /** The name of the row that compares the baseline with itself. */
    static final String CONTROL = "A/A";

    /**
     * A benchmark of both jars.
     *
     * @param baseline its name in the old one
     * @param candidate its name in the new one
     */
    record Pair(BenchmarkId baseline, BenchmarkId candidate) {}

    /** Pairs by their full names; a benchmark that moved to another package is known by its short name. */
    static List<Pair> pairs(List<BenchmarkId> baseline, List<BenchmarkId> candidate) {
        List<Pair> pairs = new ArrayList<>();
        for (BenchmarkId id : candidate) {
            List<BenchmarkId> named =
                    baseline.stream().filter(other -> other.toString().equals(id.toString())).toList();
            if (baseline.contains(id)) pairs.add(new Pair(id, id));
            else if (named.size() == 1) pairs.add(new Pair(named.getFirst(), id));
        }
        return pairs;
    }

    /** Judges these pairs and, last, the baseline against itself by the first of them. */
    List<Outcome> run(List<Pair> pairs, Consumer<String> progress) throws IOException {
        int family = pairs.size() + 1;
        long end = System.nanoTime() + budget.toNanos();
        Map<BenchmarkId, String> names = new LinkedHashMap<>();
        for (Pair pair : pairs) names.put(pair.candidate, pair.candidate.toString());
        BenchmarkId control = new BenchmarkId(CONTROL, Map.of());
        names.put(control, CONTROL + " " + pairs.getFirst().baseline);
        Map<BenchmarkId, Verdict> verdicts = new LinkedHashMap<>();
        Set<BenchmarkId> open = new LinkedHashSet<>(names.keySet());
        boolean inTime = true;
        for (int round = 1; round <= SequentialPlan.mostRounds() && inTime && !open.isEmpty(); round++) {
            int number = round;
            List<Pair> wanted = pairs.stream().filter(pair -> open.contains(pair.candidate)
                    && store.rounds(names.get(pair.candidate)).size() < number).toList();
            for (List<Pair> part : source.parts(wanted)) {
                if (inTime &= System.nanoTime() < end) add(part, round, pair -> names.get(pair.candidate), false);
            }
            if (open.contains(control) && store.rounds(names.get(control)).size() < round
                    && (inTime &= System.nanoTime() < end)) {
                add(List.of(pairs.getFirst()), round, pair -> names.get(control), true);
            }
            if (inTime && SequentialPlan.isLook(round)) look(round, open, names, verdicts, family);
            progress.accept("round " + round + ", " + open.size() + " of " + family + " open");
        }
        return names.entrySet().stream().map(entry -> new Outcome(entry.getValue(),
                verdicts.getOrDefault(entry.getKey(), Verdict.INCONCLUSIVE), store.rounds(entry.getValue()), plan,
                family)).toList();
    }

    private void add(List<Pair> part, int round, Function<Pair, String> name, boolean isControl)
            throws IOException {
        source.measure(part, isControl, round % 2 == 1, (pair, taken) -> {
            if (!taken.baseline().unit().equals(taken.candidate().unit())) {
                throw new IllegalArgumentException(
                        name.apply(pair) + " is in " + taken.baseline().unit() + " in the baseline and in "
                                + taken.candidate().unit() + " in the candidate; expected the same mode and unit");
            }
            store.add(name.apply(pair), taken);
        });
    }

    /** At the first rounds alone, so that a gate that goes on takes the looks of before again, and no others. */
    private void look(int count, Set<BenchmarkId> open, Map<BenchmarkId, String> names,
            Map<BenchmarkId, Verdict> verdicts,
            int family) {
        Map<BenchmarkId, PairedEffect> effects = new LinkedHashMap<>();
        for (BenchmarkId id : open) {
            effects.put(id, new PairedEffect(
                    store.rounds(names.get(id)).stream().limit(count).mapToDouble(Round::logRatio).toArray()));
        }
        plan.look(effects, family).forEach((id, verdict) -> {
            verdicts.put(id, verdict);
            if (verdict != Verdict.INCONCLUSIVE) open.remove(id);
        });
    }
}
