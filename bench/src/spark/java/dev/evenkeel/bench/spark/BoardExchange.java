package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.study.shards.Exchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** By the driver, which a task asks until it has what all have told, in the order of partitions. */
public final class BoardExchange implements Exchange {
    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final long SHORTEST_NANOS = 100_000;
    private static final long LONGEST_NANOS = 2_000_000;

    private final long round;
    private final TaskContext task;
    private int count;

    /**
     * Of a task of a barrier stage, whose partitions have neighbouring shards.
     *
     * @param round a {@link #newRound} of the driver, the same for all tasks
     */
    public BoardExchange(long round, TaskContext task) {
        this.round = round;
        this.task = task;
    }

    /** On the driver: a number for an attempt to compute a round. */
    public static long newRound() {
        return ROUNDS.incrementAndGet();
    }

    @Override
    public <T extends Serializable> List<T> all(List<T> own) {
        byte[][] parts = ask(encode(own));
        for (long nanos = SHORTEST_NANOS; parts.length == 0; nanos = Math.min(LONGEST_NANOS, 2 * nanos)) {
            if (task.isInterrupted()) throw new TaskKilledException("a task that it exchanges with was lost");
            LockSupport.parkNanos(nanos);
            parts = ask(null);
        }
        count++;
        List<T> all = new ArrayList<>();
        for (byte[] part : parts) all.addAll(decode(part));
        return all;
    }

    private byte[][] ask(byte[] bytes) {
        return ExchangePlugin.ask(new ExchangePart(round, count, task.partitionId(), task.numPartitions(), bytes));
    }

    private static byte[] encode(List<? extends Serializable> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(new ArrayList<>(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> decode(byte[] bytes) {
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (List<T>) stream.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("executors have different versions of the program", e);
        }
    }
}
