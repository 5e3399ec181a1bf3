package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.shards.Workers;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The executors of a cluster. A round is a stage with a partition per shard; {@code collect} gives partitions in their
 * order, whichever was done first, which {@code reduce} and {@code treeAggregate} would not. A task of an executor that
 * is lost runs once more elsewhere.
 */
public final class SparkWorkers implements Workers {
    private final JavaSparkContext spark;
    private final String plan;
    private final JavaRDD<Integer> shards;
    private final long staggerMillis;

    /**
     * Those that compute a plan.
     *
     * @param staggerMillis how much longer a shard waits than the next one, before it computes
     */
    public static Workers of(JavaSparkContext spark, ShardPlan plan, long staggerMillis) {
        return plan.syncBatchNorm() ? new SyncWorkers(spark, plan, staggerMillis)
                : new SparkWorkers(spark, plan, staggerMillis);
    }

    private SparkWorkers(JavaSparkContext spark, ShardPlan plan, long staggerMillis) {
        this.spark = spark;
        this.plan = plan.text();
        this.staggerMillis = staggerMillis;
        shards = spark.parallelize(IntStream.range(0, plan.shards()).boxed().toList(), plan.shards());
    }

    @Override
    public List<ShardOutcome> compute(Round round) {
        Broadcast<byte[]> parameters = round.parameters() == null ? null : spark.broadcast(round.parameters());
        try {
            return shards.map(new ShardTask(plan, round.firstStep(), parameters, staggerMillis)).collect();
        } finally {
            if (parameters != null) parameters.destroy();
        }
    }
}
