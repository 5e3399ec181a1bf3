package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.random.RandomStream;
import java.util.Objects;

/** Refuses what no scheme can fill, whatever its shape, before anything is written. */
final class WeightChecks {
    private WeightChecks() {}

    static void fill(Weights weights, RandomStream stream, Execution execution) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.output("matrix", weights.matrix(), execution);
    }
}
