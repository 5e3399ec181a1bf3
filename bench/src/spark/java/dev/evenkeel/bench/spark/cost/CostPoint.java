package dev.evenkeel.bench.spark.cost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.evenkeel.bench.study.shards.CostModel;
import dev.evenkeel.bench.study.shards.ShardPlan;

/**
 * Rounds of one training on one cluster.
 *
 * @param executors of the cluster
 * @param plan as a text
 * @param parameters of the network
 * @param rounds how many were measured
 * @param seconds of a round, the median
 * @param compute of these on executors, waves one after the other, copies included
 * @param exchange of these that a task took until it knew the statistics of other shards
 * @param merge of these on the driver
 * @param predicted by the model
 */
public record CostPoint(int executors, String plan, int parameters, int rounds, double seconds, double compute,
        double exchange, double merge, CostModel.Seconds predicted) {
    /** What was trained. */
    @JsonIgnore
    public ShardPlan shardPlan() {
        return ShardPlan.parse(plan);
    }

    /** The same with a prediction of another model. */
    CostPoint predictedBy(CostModel model) {
        return new CostPoint(executors, plan, parameters, rounds, seconds, compute, exchange, merge,
                model.predict(shardPlan(), executors));
    }

    /** As the option of the command says it. */
    String batchNorm() {
        if (shardPlan().syncBatchNorm()) return CostCommand.SYNC;
        return shardPlan().settings().architecture().batchNorm() ? CostCommand.SHARD : CostCommand.NONE;
    }

    /** Of a step, in seconds. */
    @JsonIgnore
    public double step() {
        return seconds / shardPlan().localSteps();
    }

    /** How far the prediction is from what was measured, 0.1 for 10 % too long. */
    @JsonIgnore
    public double error() {
        return predicted.total() / seconds - 1;
    }
}
