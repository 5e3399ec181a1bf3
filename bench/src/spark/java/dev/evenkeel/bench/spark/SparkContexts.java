package dev.evenkeel.bench.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Makes contexts with what suits large arrays, as far as the user has said nothing else. */
public final class SparkContexts {
    private SparkContexts() {}

    /** Of the cluster in the system properties. */
    public static JavaSparkContext open() {
        SparkConf conf = new SparkConf().setAppName("evenkeel");
        // Weights are noise to a compressor.
        conf.setIfMissing("spark.broadcast.compress", "false");
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        conf.setIfMissing("spark.locality.wait", "0");
        return new JavaSparkContext(conf);
    }
}
