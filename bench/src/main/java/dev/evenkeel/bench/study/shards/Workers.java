package dev.evenkeel.bench.study.shards;

import java.util.List;

/** Whoever computes shards. */
@FunctionalInterface
public interface Workers {
    /**
     * Computes all shards of a round, in any order and on any number of machines.
     *
     * @return what each gave, in the order of their numbers, whichever was done first
     */
    List<ShardOutcome> compute(Round round);
}
