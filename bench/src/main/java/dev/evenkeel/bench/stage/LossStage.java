package dev.evenkeel.bench.stage;

import java.util.Map;

/** A loss of logits, a row for each example, with a label each; the mean over rows. */
public enum LossStage implements Stage {
    /** Softmax and cross-entropy: the value, and its gradient by the logits. */
    CROSS_ENTROPY(1),
    /** The value alone. */
    CROSS_ENTROPY_VALUE(0);

    static final String COMPUTE = "LossBenchmark.compute";

    private final int written;

    LossStage(int written) {
        this.written = written;
    }

    @Override
    public String benchmark() { return COMPUTE; }

    @Override
    public Map<String, String> parameters() { return Map.of("loss", name()); }

    @Override
    public Traffic traffic() { return new Traffic(1, written, 0); }

    /** Whether the gradient is wanted, too. */
    public boolean hasGradient() { return written > 0; }
}
