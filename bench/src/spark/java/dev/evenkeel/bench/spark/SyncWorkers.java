package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.shards.Workers;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The executors of a cluster, which exchange statistics while they compute. A round is a barrier stage, whose tasks run
 * all at a time: one per slot, with neighbouring shards. Spark gives a barrier stage up if one task fails; then the
 * round is computed anew, on the slots that there are then.
 */
final class SyncWorkers implements Workers {
    /** As often as Spark lets a task fail. */
    private static final int MOST_ATTEMPTS = 4;

    private static final ClassTag<ShardOutcome> OUTCOME = ClassTag$.MODULE$.apply(ShardOutcome.class);

    private final JavaSparkContext spark;
    private final ShardPlan plan;
    private final long staggerMillis;
    private JavaRDD<Integer> shards;

    SyncWorkers(JavaSparkContext spark, ShardPlan plan, long staggerMillis) {
        this.spark = spark;
        this.plan = plan;
        this.staggerMillis = staggerMillis;
    }

    @Override
    public List<ShardOutcome> compute(Round round) {
        Broadcast<byte[]> parameters = round.parameters() == null ? null : spark.broadcast(round.parameters());
        try {
            for (int attempt = 1;; attempt++) {
                if (shards == null) shards = spark.parallelize(
                        IntStream.range(0, plan.shards()).boxed().toList(), tasks());
                SyncTask task = new SyncTask(plan.text(), round.firstStep(), parameters, staggerMillis,
                        BoardExchange.newRound());
                try {
                    return shards.rdd().barrier().mapPartitions(task, false, OUTCOME).toJavaRDD().collect();
                } catch (Exception e) {
                    // The compiler does not know that Scala's methods throw it.
                    if (!(e instanceof SparkException) || attempt == MOST_ATTEMPTS) throw e;
                    shards = null;
                }
            }
        } finally {
            if (parameters != null) parameters.destroy();
        }
    }

    private int tasks() {
        try {
            return Math.min(plan.shards(), SparkContexts.slots(spark));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it waited for executors", e);
        }
    }
}
