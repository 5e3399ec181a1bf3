package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * Stages by one library; float32.
 *
 * <p>Libraries outside the default build are found by {@link java.util.ServiceLoader}.
 */
public interface StagePeer extends Peer {
    /** Whether it has the stage as one operation. */
    boolean accepts(StageTask task);

    /** Sets everything up that a training loop would set up once. */
    PreparedStage prepare(StageTask task, StageData data);

    /** The same, with all that is written in arrays of {@code buffers} where the library can write there. */
    default PreparedStage prepare(StageTask task, StageData data, Buffers buffers) {
        return prepare(task, data);
    }
}
