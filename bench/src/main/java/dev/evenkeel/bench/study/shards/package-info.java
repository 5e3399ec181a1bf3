/**
 * Training on batches that are cut into shards, each of which somebody else computes: processes of a cluster, say.
 *
 * <p>The cut is part of the result, who computes what is not. A {@link
 * dev.evenkeel.bench.study.shards.ShardedTraining} merges what shards give in the order of their numbers, so the bits
 * do not depend on which is done first.
 */
package dev.evenkeel.bench.study.shards;
