package dev.evenkeel.bench.spark;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.study.DataChoice;
import dev.evenkeel.bench.study.shards.Replica;
import dev.evenkeel.bench.study.shards.ShardPlan;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** Those of this JVM that no task uses now, by plan: as many as it ever had tasks at a time. */
final class IdleReplicas {
    private static final ConcurrentMap<String, Queue<Replica>> IDLE = new ConcurrentHashMap<>();

    private IdleReplicas() {}

    /** One of them, or a new one. */
    static Replica take(String plan) {
        Replica taken = IDLE.computeIfAbsent(plan, text -> new ConcurrentLinkedQueue<>()).poll();
        return taken == null ? replica(ShardPlan.parse(plan)) : taken;
    }

    /** Not one that a failed task has used. */
    static void giveBack(String plan, Replica replica) {
        IDLE.get(plan).add(replica);
    }

    private static Replica replica(ShardPlan plan) {
        return new Replica(plan, DataChoice.read(plan.settings().data(), plan.settings().seed()).train(),
                Execution.sequential());
    }
}
