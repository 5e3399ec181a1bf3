package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Execution;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.train.LayerGradient;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Perceptron;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of the network that computes shards: one at a time, or some of them side by side where the statistics are
 * those of the whole batch. What it gives is a function of the plan, the round and the shard alone: it may be made anew
 * at any time, anywhere.
 */
public final class Replica {
    private final ShardPlan plan;
    private final Examples examples;
    private final Execution execution;
    private final Parameters parameters;
    private final List<LayerGradient> gradients;
    private final int size;
    private final Map<Integer, Perceptron> perceptrons = new HashMap<>();
    private final SyncShards sync;

    /** Which steps' parameters these are; −1 where they are nobody's. */
    private long step = -1;

    /** @param examples to train on, of the plan's data and seed */
    public Replica(ShardPlan plan, Examples examples, Execution execution) {
        this.plan = plan;
        this.examples = examples;
        this.execution = execution;
        parameters = Parameters.zeros(plan.settings().architecture());
        size = FlatParameters.size(plan.settings().architecture());
        sync = plan.syncBatchNorm() ? new SyncShards(plan, examples, parameters, execution) : null;
        gradients = plan.mergesGradients() && sync == null ? FlatParameters.gradients(plan.settings().architecture())
                : null;
    }

    /**
     * Computes some shards of a plan with the statistics of the whole batch, together with the workers that compute the
     * others.
     *
     * @param shards numbers in ascending order
     * @throws IllegalStateException if the plan takes the statistics of each shard
     */
    public List<ShardOutcome> compute(Round round, List<Integer> shards, Exchange exchange) {
        if (sync == null) throw new IllegalStateException("the plan takes the statistics of each shard: " + plan);
        long begin = System.nanoTime();
        load(round);
        long loaded = System.nanoTime();
        List<ShardOutcome> outcomes = sync.compute(round.firstStep(), shards, exchange);
        long nanos = System.nanoTime() - loaded - sync.exchangeNanos();
        return outcomes.stream().map(outcome -> outcome.withNanos(nanos / shards.size(),
                (loaded - begin) / shards.size(), sync.exchangeNanos())).toList();
    }

    /**
     * Computes a shard.
     *
     * @throws IllegalStateException if the plan takes the statistics of the whole batch
     */
    public ShardOutcome compute(Round round, int shard) {
        if (sync != null) throw new IllegalStateException("the plan takes the statistics of the whole batch: " + plan);
        long begin = System.nanoTime();
        load(round);
        long loaded = System.nanoTime();
        int rows = plan.rows(shard);
        Perceptron perceptron =
                perceptrons.computeIfAbsent(rows, count -> new Perceptron(parameters, count, execution));
        int[] labels = new int[rows];
        double[] lossSums = new double[plan.localSteps()];
        List<Moments> moments = new ArrayList<>();
        Settings settings = plan.settings();
        for (int i = 0; i < lossSums.length; i++) {
            examples.read((round.firstStep() + i) * settings.batch() + plan.firstRow(shard), perceptron.x(), labels,
                    execution);
            perceptron.forward();
            if (plan.mergesGradients()) {
                lossSums[i] = perceptron.loss(labels, settings.cost().sum());
                perceptron.differentiate(gradients);
            } else {
                lossSums[i] = rows * perceptron.loss(labels, settings.cost().loss());
                perceptron.descend(settings.learningRate());
                step = -1;
            }
            for (int layer = 0; layer < parameters.layers(); layer++) {
                if (perceptron.moments(layer) != null) moments.add(SyncShards.copy(perceptron.moments(layer)));
            }
        }
        long computed = System.nanoTime();
        byte[] values = plan.mergesGradients() ? FlatParameters.bytes(gradients, size)
                : FlatParameters.bytes(parameters);
        return new ShardOutcome(values, lossSums, moments, computed - loaded,
                loaded - begin + System.nanoTime() - computed, 0);
    }

    private void load(Round round) {
        if (step == round.firstStep()) return;
        if (round.parameters() != null) FlatParameters.read(round.parameters(), parameters);
        else parameters.redraw(RandomStream.philox(plan.settings().seed()), execution);
        step = round.firstStep();
    }
}
