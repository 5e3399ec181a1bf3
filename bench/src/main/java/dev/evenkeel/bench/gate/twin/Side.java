package dev.evenkeel.bench.gate.twin;

import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * A benchmark of one jar inside this JVM: its answer is right, and it only has to be timed.
 *
 * @param run so many calls, in nanoseconds
 * @param standIns for how many operations slower code still works
 * @param codePath what it says it runs
 * @param closing frees what it holds
 */
record Side(LongUnaryOperator run, IntSupplier standIns, Supplier<?> codePath, Runnable closing)
        implements
        AutoCloseable {
    static Side of(Map<String, Object> answer) {
        return new Side((LongUnaryOperator) answer.get("run"), (IntSupplier) answer.get("standIns"),
                (Supplier<?>) answer.get("codePath"), (Runnable) answer.get("close"));
    }

    /** The time of so many calls. */
    long nanos(long calls) {
        return run.applyAsLong(calls);
    }

    /** Whether every operation has the code that it will keep. */
    boolean isSettled() {
        return standIns.getAsInt() == 0;
    }

    @Override
    public void close() {
        closing.run();
    }
}
