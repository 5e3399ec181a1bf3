package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * Steps of training by one library, or in one of its manners; float32.
 *
 * <p>Libraries outside the default build are found by {@link java.util.ServiceLoader}.
 */
public interface StepPeer extends Peer {
    /** Sets everything up that a training loop would set up once. */
    PreparedStep prepare(Step step, StepData data);

    /** The same, with all that is written in arrays of {@code buffers} where the library can write there. */
    default PreparedStep prepare(Step step, StepData data, Buffers buffers) {
        return prepare(step, data);
    }
}
