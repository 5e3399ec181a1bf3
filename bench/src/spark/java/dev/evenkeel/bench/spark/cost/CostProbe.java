package dev.evenkeel.bench.spark.cost;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.study.DataChoice;
import dev.evenkeel.bench.spark.BoardExchange;
import dev.evenkeel.bench.spark.SparkContexts;
import dev.evenkeel.bench.spark.SparkWorkers;
import dev.evenkeel.bench.study.shards.CostModel;
import dev.evenkeel.bench.study.shards.Round;
import dev.evenkeel.bench.study.shards.ShardOutcome;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.shards.ShardedTraining;
import dev.evenkeel.bench.study.shards.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Measures a cluster: the constants of a {@link CostModel} by rounds that do one thing only, and by a training that is
 * none of those predicted; then trainings. All figures are medians.
 */
final class CostProbe {
    /** Large enough that its transfer takes longer than the latency. */
    private static final int BYTES = 16 << 20;

    /** Of a layer whose statistics are exchanged: usual ones. */
    private static final int UNITS = 1000;

    private static final int EXCHANGES = 10;
    private static final int WARM_UP = 8;
    private static final int LOCAL_STEPS = 2;

    /** Rounds until C2 has compiled most of what Spark does in one. */
    private static final int LONG_WARM_UP = 400;

    private final JavaSparkContext spark;
    private final int executors;
    private final int rounds;

    CostProbe(JavaSparkContext spark, int executors, int rounds) {
        this.spark = spark;
        this.executors = executors;
        this.rounds = rounds;
    }

    /** Medians over the rounds of a training, in seconds. */
    private record Medians(double round, double compute, double copy, double exchange, double merge) {}

    /** Remembers what the last round gave, and how long it took. */
    private static final class TimedWorkers implements Workers {
        private final Workers workers;
        private List<ShardOutcome> outcomes;
        private long nanos;

        TimedWorkers(Workers workers) { this.workers = workers; }

        @Override
        public List<ShardOutcome> compute(Round round) {
            long start = System.nanoTime();
            outcomes = workers.compute(round);
            nanos = System.nanoTime() - start;
            return outcomes;
        }
    }

    /**
     * @param calibration the training that gives compute, copy and merge, once with gradients and once with local steps
     */
    CostModel model(ShardPlan calibration) throws InterruptedException {
        int shards = calibration.shards();
        JavaRDD<Integer> tasks = spark.parallelize(IntStream.range(0, shards).boxed().toList(), shards);
        for (int i = 0; i < LONG_WARM_UP; i++) tasks.map(task -> task).collect();
        train(calibration);
        double latency = median(() -> tasks.map(task -> task).collect());
        double collect = median(() -> tasks.map(task -> new byte[BYTES]).collect()) - latency;
        byte[] sent = new byte[BYTES];
        double broadcast = median(() -> {
            Broadcast<byte[]> parameters = spark.broadcast(sent);
            tasks.map(task -> parameters.value().length).collect();
            parameters.destroy();
        }) - latency;
        double barrier = exchanges(shards, 0);
        double exchange = (exchanges(shards, EXCHANGES) - barrier) / EXCHANGES;
        Medians gradients = train(calibration);
        ShardPlan local = new ShardPlan(calibration.settings(), shards, LOCAL_STEPS);
        double work = (double) calibration.rows(shards - 1) * calibration.parameters();
        double bytes = 4.0 * calibration.parameters();
        return new CostModel(latency, Math.max(0, broadcast) / BYTES, gradients.copy / bytes, gradients.compute / work,
                train(local).compute / (LOCAL_STEPS * work), Math.max(0, collect) / BYTES / shards,
                gradients.merge / bytes / shards, Math.max(0, barrier - latency), Math.max(0, exchange));
    }

    private double exchanges(int shards, int count) throws InterruptedException {
        JavaRDD<Integer> tasks = spark.parallelize(IntStream.range(0, shards).boxed().toList(),
                Math.min(shards, SparkContexts.slots(spark)));
        ClassTag<Integer> type = ClassTag$.MODULE$.apply(Integer.class);
        return median(() -> tasks.rdd().barrier()
                .mapPartitions(new ExchangeTask(BoardExchange.newRound(), count, UNITS), false, type).toJavaRDD()
                .collect());
    }

    /** Of a training. */
    CostPoint point(ShardPlan plan, CostModel model) {
        Medians medians = train(plan);
        int waves = (plan.shards() + executors - 1) / executors;
        return new CostPoint(executors, plan.text(), plan.parameters(), rounds, medians.round,
                waves * (medians.compute + medians.copy), medians.exchange, medians.merge,
                model.predict(plan, executors));
    }

    private Medians train(ShardPlan plan) {
        ShardedTraining training = ShardedTraining.begin(plan,
                DataChoice.read(plan.settings().data(), plan.settings().seed()), Execution.sequential());
        TimedWorkers workers = new TimedWorkers(SparkWorkers.of(spark, plan, 0));
        double[][] all = new double[5][rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            long start = System.nanoTime();
            training.round(workers);
            long end = System.nanoTime();
            if (i < 0) continue;
            all[0][i] = (end - start) * 1e-9;
            all[1][i] = workers.outcomes.stream().mapToLong(ShardOutcome::computeNanos).average().orElseThrow() * 1e-9;
            all[2][i] = workers.outcomes.stream().mapToLong(ShardOutcome::copyNanos).average().orElseThrow() * 1e-9;
            all[3][i] = workers.outcomes.stream().mapToLong(ShardOutcome::exchangeNanos).average().orElseThrow() * 1e-9;
            all[4][i] = (end - start - workers.nanos) * 1e-9;
        }
        return new Medians(median(all[0]), median(all[1]), median(all[2]), median(all[3]), median(all[4]));
    }

    private double median(Runnable round) {
        double[] seconds = new double[rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            long start = System.nanoTime();
            round.run();
            if (i >= 0) seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        return median(seconds);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
