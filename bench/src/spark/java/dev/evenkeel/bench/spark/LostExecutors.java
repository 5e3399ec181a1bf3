package dev.evenkeel.bench.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Counts executors that went away. Spark runs their tasks again without being asked. */
final class LostExecutors extends SparkListener {
    private final AtomicInteger count = new AtomicInteger();

    private LostExecutors() {}

    /** From now on. */
    static LostExecutors of(JavaSparkContext spark) {
        LostExecutors lost = new LostExecutors();
        spark.sc().addSparkListener(lost);
        return lost;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        count.incrementAndGet();
    }

    /** How many since the last call. */
    int take() {
        return count.getAndSet(0);
    }
}
