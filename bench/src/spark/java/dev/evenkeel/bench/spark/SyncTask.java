package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.study.shards.Replica;
import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** The shards of one partition, computed side by side with those of the others. */
final class SyncTask extends AbstractFunction1<Iterator<Integer>, Iterator<ShardOutcome>> implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String plan;
    private final long firstStep;
    private final Broadcast<byte[]> parameters;
    private final long staggerMillis;
    private final long attempt;

    /**
     * For all partitions of a round.
     *
     * @param parameters null where each draws the first ones
     * @param staggerMillis how much longer a shard waits than the next one, before it computes
     * @param attempt a number of its own for each attempt to compute the round
     */
    SyncTask(String plan, long firstStep, Broadcast<byte[]> parameters, long staggerMillis, long attempt) {
        this.plan = plan;
        this.firstStep = firstStep;
        this.parameters = parameters;
        this.staggerMillis = staggerMillis;
        this.attempt = attempt;
    }

    @Override
    public Iterator<ShardOutcome> apply(Iterator<Integer> partition) {
        List<Integer> shards = new ArrayList<>();
        while (partition.hasNext()) shards.add(partition.next());
        Replica replica = IdleReplicas.take(plan);
        stagger(shards.getFirst());
        List<ShardOutcome> outcomes =
                replica.compute(new Round(firstStep, parameters == null ? null : parameters.value()), shards,
                        new BoardExchange(attempt, TaskContext.get()));
        IdleReplicas.giveBack(plan, replica);
        return CollectionConverters.asScala(outcomes.iterator());
    }

    private void stagger(int shard) {
        if (staggerMillis == 0) return;
        try {
            Thread.sleep(staggerMillis * (ShardPlan.parse(plan).shards() - shard));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it waited for its turn", e);
        }
    }
}
