package dev.evenkeel.bench.gate.stored;

import dev.evenkeel.bench.gate.Evidence;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.stats.AgreedEffect;
import dev.evenkeel.bench.gate.stats.Effect;
import dev.evenkeel.bench.gate.stats.UnpairedEffect;
import dev.evenkeel.bench.gate.stored.RuledFork.Ruler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Forks of two runs, by each ruler alone.
 *
 * @param stored the baseline's
 * @param now the candidate's
 */
record RuledEvidence(List<RuledFork> stored, List<RuledFork> now) implements Evidence {
    @Override
    public int size() {
        return now.size();
    }

    @Override
    public String form() {
        return "stored";
    }

    @Override
    public Effect effect() {
        return agreed(0, IntStream.range(0, stored.size()).toArray(), IntStream.range(0, now.size()).toArray(), false);
    }

    @Override
    public boolean allocatesMore() {
        return now.size() >= SequentialPlan.FIRST
                && Evidence.isMore(stored.stream().mapToDouble(fork -> fork.fork().bytesPerOperation()),
                        now.stream().mapToDouble(fork -> fork.fork().bytesPerOperation()));
    }

    @Override
    public Effect resampled(SplittableRandom random, int length, double slowDown) {
        return agreed(slowDown, random.ints(stored.size(), 0, stored.size()).toArray(),
                random.ints(length, 0, now.size()).toArray(), true);
    }

    private Effect agreed(double slowDown, int[] before, int[] after, boolean centred) {
        List<Effect> effects = new ArrayList<>();
        for (Ruler ruler : Ruler.values()) {
            double[] earlier = costs(ruler, stored, centred);
            double[] later = costs(ruler, now, centred);
            effects.add(new UnpairedEffect(Arrays.stream(before).mapToDouble(i -> earlier[i]).toArray(),
                    Arrays.stream(after).mapToDouble(i -> later[i] + slowDown).toArray()));
        }
        return new AgreedEffect(effects);
    }

    private static double[] costs(Ruler ruler, List<RuledFork> forks, boolean centred) {
        double[] costs = forks.stream().mapToDouble(ruler::logCost).toArray();
        double centre = centred ? Median.withDefaults().withCopy(true).evaluate(costs) : 0;
        return Arrays.stream(costs).map(cost -> cost - centre).toArray();
    }
}
