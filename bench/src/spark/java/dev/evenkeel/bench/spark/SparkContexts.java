package dev.evenkeel.bench.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes contexts with what suits large arrays, as far as the user has said nothing else. */
public final class SparkContexts {
    private static final String PLUGINS = "spark.plugins";
    private static final int MOST_SECONDS_TO_START = 120;

    private SparkContexts() {}

    /** Of the cluster in the system properties. */
    public static JavaSparkContext open() {
        SparkConf conf = new SparkConf().setAppName("evenkeel");
        // Weights are noise to a compressor.
        conf.setIfMissing("spark.broadcast.compress", "false");
        // The driver is asked once for each block, one after the other.
        conf.setIfMissing("spark.broadcast.blockSize", "64m");
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        conf.setIfMissing("spark.locality.wait", "0");
        // A barrier stage asks for its slots so often, until a lost executor is replaced.
        conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
        String others = conf.get(PLUGINS, "");
        conf.set(PLUGINS, others.isEmpty() ? ExchangePlugin.class.getName()
                : others + "," + ExchangePlugin.class.getName());
        return new JavaSparkContext(conf);
    }

    /**
     * How many there are, as soon as there are no more to come: all of {@code local-cluster}, or as many as two looks a
     * second apart agree on.
     */
    public static int executors(JavaSparkContext spark) throws InterruptedException {
        String master = spark.sc().master();
        int expected = master.startsWith("local-cluster[")
                ? Integer.parseInt(master.substring(master.indexOf('[') + 1, master.indexOf(',')).strip()) : 0;
        int last = 0;
        for (int second = 0; second < MOST_SECONDS_TO_START; second++) {
            // The driver is one of them.
            int found = spark.statusTracker().getExecutorInfos().length - 1;
            if (found > 0 && (expected == 0 ? found == last : found == expected)) return found;
            last = found;
            Thread.sleep(1000);
        }
        throw new IllegalStateException("after " + MOST_SECONDS_TO_START + " s the cluster has " + last + " executors"
                + (expected == 0 ? "" : " of " + expected));
    }

    /** How many tasks run at a time, at least: one per executor unless {@code spark.executor.cores} says more. */
    public static int slots(JavaSparkContext spark) throws InterruptedException {
        if (spark.sc().isLocal()) return spark.sc().defaultParallelism();
        SparkConf conf = spark.getConf();
        int each = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
        return executors(spark) * Math.max(1, each);
    }
}
