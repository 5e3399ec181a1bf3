package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Computes shards in this thread, in an order that a seed decides, on several replicas in turns. */
public final class LocalWorkers implements Workers {
    private final ShardPlan plan;
    private final Replica[] replicas;
    private final Random random;

    /** The first shard first. */
    public static LocalWorkers inOrder(ShardPlan plan, DataSet data) {
        return new LocalWorkers(plan, data, 1, null);
    }

    /** Any order. */
    static LocalWorkers shuffled(ShardPlan plan, DataSet data, int replicas, long seed) {
        return new LocalWorkers(plan, data, replicas, new Random(seed));
    }

    private LocalWorkers(ShardPlan plan, DataSet data, int count, Random random) {
        this.plan = plan;
        this.random = random;
        replicas = new Replica[count];
        for (int i = 0; i < count; i++) replicas[i] = new Replica(plan, data.train(), Execution.sequential());
    }

    @Override
    public List<ShardOutcome> compute(Round round) {
        if (plan.syncBatchNorm()) {
            List<Integer> all = IntStream.range(0, plan.shards()).boxed().toList();
            return replicas[0].compute(round, all, Exchange.NONE);
        }
        List<Integer> order = new ArrayList<>();
        for (int shard = 0; shard < plan.shards(); shard++) order.add(shard);
        if (random != null) Collections.shuffle(order, random);
        ShardOutcome[] outcomes = new ShardOutcome[plan.shards()];
        for (int shard : order) {
            Replica replica = replicas[random == null ? 0 : random.nextInt(replicas.length)];
            outcomes[shard] = replica.compute(round, shard);
        }
        return Arrays.asList(outcomes);
    }
}
