package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Execution;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.train.LayerGradient;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Perceptron;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One worker's shards of a batch, which go from layer to layer side by side. At each normalisation all workers exchange
 * what their shards sum up, and each merges all of it in the order of the shards, beginning with the first one's.
 */
final class SyncShards {
    private final ShardPlan plan;
    private final Examples examples;
    private final Parameters parameters;
    private final Execution execution;
    private final Map<Integer, Place> places = new HashMap<>();
    private final Moments[] batch;
    private Exchange exchange;
    private long exchangeNanos;

    /** Where a shard is computed. */
    private record Place(Perceptron perceptron, List<LayerGradient> gradients, int[] labels) {}

    SyncShards(ShardPlan plan, Examples examples, Parameters parameters, Execution execution) {
        this.plan = plan;
        this.examples = examples;
        this.parameters = parameters;
        this.execution = execution;
        batch = new Moments[parameters.layers()];
    }

    /** How long workers have waited for each other in the last call of {@link #compute}. */
    long exchangeNanos() {
        return exchangeNanos;
    }

    /** Takes a step's gradients. */
    List<ShardOutcome> compute(long step, List<Integer> shards, Exchange with) {
        exchange = with;
        exchangeNanos = 0;
        places.keySet().retainAll(shards);
        List<Place> own = new ArrayList<>();
        for (int shard : shards) own.add(places.computeIfAbsent(shard, this::place));
        for (int i = 0; i < own.size(); i++)
            examples.read(step * plan.settings().batch() + plan.firstRow(shards.get(i)), own.get(i).perceptron.x(),
                    own.get(i).labels, execution);
        List<List<Moments>> moments = forward(own);
        double[] losses = new double[own.size()];
        for (int i = 0; i < losses.length; i++)
            losses[i] = own.get(i).perceptron.loss(own.get(i).labels, plan.settings().cost().sum());
        backward(own);
        int size = plan.parameters();
        return IntStream.range(0, losses.length).mapToObj(
                i -> new ShardOutcome(FlatParameters.bytes(own.get(i).gradients, size), new double[] {losses[i]},
                        moments.get(i), 0, 0, 0))
                .toList();
    }

    private Place place(int shard) {
        int rows = plan.rows(shard);
        return new Place(new Perceptron(parameters, rows, execution),
                FlatParameters.gradients(plan.settings().architecture()), new int[rows]);
    }

    /** What each shard's rows have for moments, layer after layer. */
    private List<List<Moments>> forward(List<Place> own) {
        List<List<Moments>> result = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) result.add(new ArrayList<>());
        for (int layer = 0; layer < batch.length; layer++) {
            List<Moments> parts = new ArrayList<>();
            for (Place place : own) parts.add(place.perceptron.beginForward(layer));
            if (!normalizes(layer)) continue;
            for (int i = 0; i < parts.size(); i++) result.get(i).add(copy(parts.get(i)));
            batch[layer] = new Moments(parts.getFirst().channels());
            for (Moments part : exchange(parts)) batch[layer].merge(part);
            for (Place place : own) place.perceptron.endForward(layer, batch[layer]);
        }
        return result;
    }

    private void backward(List<Place> own) {
        for (int layer = batch.length - 1; layer >= 0; layer--) {
            List<GradientSums> parts = new ArrayList<>();
            for (Place place : own) parts.add(place.perceptron.beginBackward(layer, batch[layer]));
            GradientSums sums = normalizes(layer) ? sum(exchange(parts)) : null;
            for (Place place : own)
                place.perceptron.endBackward(layer, batch[layer], sums, place.gradients.get(layer));
        }
    }

    private boolean normalizes(int layer) {
        return parameters.layer(layer).running() != null;
    }

    private <T extends Serializable> List<T> exchange(List<T> parts) {
        long begin = System.nanoTime();
        List<T> all = exchange.all(parts);
        exchangeNanos += System.nanoTime() - begin;
        if (all.size() != plan.shards()) throw new IllegalStateException(
                plan.shards() + " shards should have been exchanged, were " + all.size());
        return all;
    }

    /** Begins with a copy, because 0 + −0 is no −0. */
    private static GradientSums sum(List<GradientSums> parts) {
        GradientSums first = parts.getFirst();
        GradientSums sums = new GradientSums(first.dy().clone(), first.dyTimesDeviation().clone());
        for (GradientSums part : parts.subList(1, parts.size())) sums.merge(part);
        return sums;
    }

    static Moments copy(Moments moments) {
        return new Moments(moments.count(), moments.mean().clone(), moments.m2().clone());
    }
}
