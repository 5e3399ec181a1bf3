package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.campaign.Trial;

/** A stage that can be run again and again; each run of an update is one more step with the same gradient. */
public interface PreparedStage extends Trial {
    /** What was computed last: y, dx, the gradient by the logits, or the weights; empty for a value alone. */
    float[] output();

    /** The mean loss; 0 for what is none. */
    default double value() { return 0; }
}
