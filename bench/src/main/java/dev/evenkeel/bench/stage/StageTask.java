package dev.evenkeel.bench.stage;

/**
 * A stage on arrays of a shape.
 *
 * @param threads how many threads may compute, the calling one included; at least 1
 */
public record StageTask(Stage stage, Extent extent, int threads) {
    /** Rejects what no thread does. */
    public StageTask {
        if (threads < 1) throw new IllegalArgumentException("threads = " + threads + ": expected at least 1");
    }

    @Override
    public String toString() {
        return extent + " " + String.join(" ", stage.parameters().values()) + ", "
                + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
