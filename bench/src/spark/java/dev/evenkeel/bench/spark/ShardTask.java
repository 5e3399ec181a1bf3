package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.study.shards.Replica;
import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import java.io.Serial;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** One shard of a round, computed wherever Spark sends it. */
final class ShardTask implements Function<Integer, ShardOutcome> {
    @Serial
    private static final long serialVersionUID = 1;

    private final String plan;
    private final long firstStep;
    private final Broadcast<byte[]> parameters;
    private final long staggerMillis;

    /**
     * For all shards of a round.
     *
     * @param parameters null where each draws the first ones
     * @param staggerMillis how much longer a shard waits than the next one, before it computes
     */
    ShardTask(String plan, long firstStep, Broadcast<byte[]> parameters, long staggerMillis) {
        this.plan = plan;
        this.firstStep = firstStep;
        this.parameters = parameters;
        this.staggerMillis = staggerMillis;
    }

    @Override
    public ShardOutcome call(Integer shard) throws InterruptedException {
        Replica replica = IdleReplicas.take(plan);
        if (staggerMillis > 0) Thread.sleep(staggerMillis * (ShardPlan.parse(plan).shards() - shard));
        ShardOutcome outcome =
                replica.compute(new Round(firstStep, parameters == null ? null : parameters.value()), shard);
        IdleReplicas.giveBack(plan, replica);
        return outcome;
    }
}
