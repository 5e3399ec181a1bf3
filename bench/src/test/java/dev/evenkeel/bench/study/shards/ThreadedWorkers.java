package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Workers with a thread each, which have neighbouring shards and exchange the statistics of whole batches. */
final class ThreadedWorkers implements Workers {
    private final ShardPlan plan;
    private final List<Replica> replicas;

    ThreadedWorkers(ShardPlan plan, DataSet data, int count) {
        this(plan, Stream.generate(() -> new Replica(plan, data.train(), Execution.sequential())).limit(count)
                .toList());
    }

    /** The first one gets the first shards. */
    ThreadedWorkers(ShardPlan plan, List<Replica> replicas) {
        this.plan = plan;
        this.replicas = replicas;
    }

    @Override
    public List<ShardOutcome> compute(Round round) {
        int count = replicas.size();
        Object[] told = new Object[count];
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<List<ShardOutcome>> outcomes = new ArrayList<>(Collections.nCopies(count, List.of()));
        List<Thread> threads = IntStream.range(0, count).mapToObj(worker -> Thread.ofPlatform().start(
                () -> outcomes.set(worker, replicas.get(worker).compute(round,
                        IntStream.range(worker * plan.shards() / count, (worker + 1) * plan.shards() / count).boxed()
                                .toList(),
                        exchange(worker, told, barrier)))))
                .toList();
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return outcomes.stream().flatMap(List::stream).toList();
    }

    private static Exchange exchange(int worker, Object[] told, CyclicBarrier barrier) {
        return new Exchange() {
            @Override
            @SuppressWarnings("unchecked")
            public <T extends Serializable> List<T> all(List<T> own) {
                try {
                    told[worker] = own;
                    barrier.await();
                    List<T> all = new ArrayList<>();
                    for (Object part : told) all.addAll((List<T>) part);
                    barrier.await();
                    return all;
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
