package dev.evenkeel.bench.spark;

import picocli.CommandLine.Option;

/** Of the cluster that is made where spark-submit has given none. */
public final class ClusterOptions {
    private static final int MOST_EXECUTORS = 64;
    private static final int LEAST_MEGABYTES = 450;

    @Option(names = "--executors", paramLabel = "N", defaultValue = "2",
            description = "JVMs on this machine, with one core each. Change no bit. Default: ${DEFAULT-VALUE}.")
    private int executors;

    @Option(names = "--executor-memory", paramLabel = "MIB", defaultValue = "1536",
            description = "Of each of them. Default: ${DEFAULT-VALUE}.")
    private int executorMegabytes;

    @Option(names = "--driver-memory", paramLabel = "MIB", defaultValue = "2048",
            description = "Of the JVM that merges. Default: ${DEFAULT-VALUE}.")
    private int driverMegabytes;

    /** None given yet. */
    public ClusterOptions() {}

    /** Checked. */
    public OwnCluster cluster() {
        return cluster(executors);
    }

    /** The same with so many executors. */
    public OwnCluster cluster(int count) {
        if (count < 1 || count > MOST_EXECUTORS) throw new IllegalArgumentException(
                "--executors must be from 1 to " + MOST_EXECUTORS + ", was " + count);
        require("--executor-memory", executorMegabytes);
        require("--driver-memory", driverMegabytes);
        return new OwnCluster(count, executorMegabytes, driverMegabytes);
    }

    private static void require(String option, int megabytes) {
        if (megabytes < LEAST_MEGABYTES) throw new IllegalArgumentException(
                option + " must be at least " + LEAST_MEGABYTES + " MiB, was " + megabytes);
    }
}
