package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Peer;

/**
 * Batch normalisation by one library, or in one of its layouts; float32.
 *
 * <p>Libraries outside the default build are found by {@link java.util.ServiceLoader}.
 */
public interface NormalizationPeer extends Peer {
    /** Whether it can make the pass in reasonable time. */
    boolean accepts(Normalization normalization);

    /** Sets everything up that a training loop would set up once. */
    PreparedNormalization prepare(Normalization normalization, FeatureData data);

    /** The same, with all that is written in arrays of {@code buffers} where the library can write there. */
    default PreparedNormalization prepare(Normalization normalization, FeatureData data, Buffers buffers) {
        return prepare(normalization, data);
    }
}
