package dev.evenkeel.bench.spark;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.study.DataChoice;
import dev.evenkeel.bench.study.shards.Replica;
import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import java.io.Serial;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** One shard of a round, computed wherever Spark sends it. */
final class ShardTask implements Function<Integer, ShardOutcome> {
    @Serial
    private static final long serialVersionUID = 1;

    /** Those of this JVM that nobody uses now, by plan: as many as it ever had tasks at a time. */
    private static final ConcurrentMap<String, Queue<Replica>> IDLE = new ConcurrentHashMap<>();

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
        Queue<Replica> idle = IDLE.computeIfAbsent(plan, text -> new ConcurrentLinkedQueue<>());
        Replica taken = idle.poll();
        Replica replica = taken == null ? replica(ShardPlan.parse(plan)) : taken;
        if (staggerMillis > 0) Thread.sleep(staggerMillis * (ShardPlan.parse(plan).shards() - shard));
        ShardOutcome outcome =
                replica.compute(new Round(firstStep, parameters == null ? null : parameters.value()), shard);
        idle.add(replica);
        return outcome;
    }

    private static Replica replica(ShardPlan plan) {
        return new Replica(plan, DataChoice.read(plan.settings().data(), plan.settings().seed()).train(),
                Execution.sequential());
    }
}
