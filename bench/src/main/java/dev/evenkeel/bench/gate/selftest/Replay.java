package dev.evenkeel.bench.gate.selftest;

import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.ForkResult;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.Round;
import dev.evenkeel.bench.gate.RoundSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rounds drawn with replacement from recorded ones. Runs of {@value #RUN} that followed each other stay together, and
 * all benchmarks of a round come from the same recorded round: what disturbs neighbours disturbs them here, too.
 */
final class Replay implements RoundSource {
    /** Rounds of one piece; longer ones keep more of the machine's moods, and mix less. */
    static final int RUN = 4;

    private final Recording recording;
    private final SplittableRandom random;
    private final Map<String, Double> factors;
    private final Map<BenchmarkId, String> names = new HashMap<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<Integer> controlOrder = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private double seconds;

    /** @param factors by which candidates of benchmarks cost more, by recorded name; 1 where there is none */
    Replay(Recording recording, SplittableRandom random, Map<String, Double> factors) {
        this.recording = recording;
        this.random = random;
        this.factors = factors;
        recording.rounds().keySet().forEach(name -> names.put(id(names.size()), name));
    }

    /** Stands for a recorded benchmark, of which only the name is known. */
    static BenchmarkId id(int index) {
        return new BenchmarkId("recorded.benchmark." + index, Map.of());
    }

    /** What the recorded rounds took. */
    double seconds() {
        return seconds;
    }

    @Override
    public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) {
        return pairs.stream().map(List::of).toList();
    }

    @Override
    public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
            throws IOException {
        for (Gate.Pair pair : part) taker.take(pair, round(pair, isControl, baselineFirst));
    }

    /** The two forks were of one jar: whichever came first stands for the side that comes first here. */
    private Round round(Gate.Pair pair, boolean isControl, boolean baselineFirst) {
        String name = names.get(pair.baseline());
        int count = taken.merge(isControl ? Gate.CONTROL : name, 1, Integer::sum);
        Recording.Timed timed = recording.rounds().get(name).get(at(isControl ? controlOrder : order, count - 1));
        seconds += timed.seconds();
        Round round = timed.round();
        ForkResult first = round.baselineFirst() ? round.baseline() : round.candidate();
        ForkResult second = round.baselineFirst() ? round.candidate() : round.baseline();
        double factor = isControl ? 1 : factors.getOrDefault(name, 1.0);
        return new Round(baselineFirst, baselineFirst ? first : second,
                (baselineFirst ? second : first).times(factor));
    }

    private int at(List<Integer> chosen, int index) {
        int rounds = recording.complete();
        while (chosen.size() <= index) {
            chosen.add(chosen.size() % RUN == 0 ? random.nextInt(rounds) : (chosen.getLast() + 1) % rounds);
        }
        return chosen.get(index);
    }
}
