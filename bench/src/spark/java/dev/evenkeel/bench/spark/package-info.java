/**
 * Training in shards on Apache Spark: one stage per round, a task per shard.
 *
 * <p>{@code spark-submit} starts the command on a cluster. Started by hand, it makes one of several JVMs on this
 * machine ({@link dev.evenkeel.bench.spark.OwnCluster}).
 */
package dev.evenkeel.bench.spark;
