package dev.evenkeel.bench.study.data;

import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;

/** Examples without end: all of a finite set in one order, then all in another, each a function of the stream. */
final class Shuffled extends IndexedExamples {
    private final IndexedExamples all;
    private final RandomStream stream;
    private volatile Epoch current = new Epoch(-1, null);

    /** Which example stands at which place. */
    private record Epoch(long number, int[] order) {}

    /** @param all at least one, and at most as many as an array may have elements */
    Shuffled(IndexedExamples all, RandomStream stream) {
        this.all = all;
        this.stream = stream;
    }

    @Override
    public int inputs() { return all.inputs(); }

    @Override
    public int classes() { return all.classes(); }

    @Override
    public long size() { return Long.MAX_VALUE; }

    @Override
    int worthSharing() { return all.worthSharing(); }

    @Override
    Reader reader() {
        Reader reader = all.reader();
        return (index, target, offset) -> {
            int[] order = epoch(index / all.size()).order;
            return reader.read(order[(int) (index % all.size())], target, offset);
        };
    }

    /** Threads that meet at the end of an epoch may shuffle twice, to the same order. */
    private Epoch epoch(long number) {
        Epoch epoch = current;
        if (epoch.number == number) return epoch;
        int[] order = new int[(int) all.size()];
        Sampling.permutation(order, stream.derived("epoch " + number));
        return current = new Epoch(number, order);
    }
}
