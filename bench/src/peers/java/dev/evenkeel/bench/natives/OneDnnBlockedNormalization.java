package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.batchnorm.FeatureData;
import dev.evenkeel.bench.batchnorm.Normalization;
import dev.evenkeel.bench.batchnorm.NormalizationPeer;
import dev.evenkeel.bench.batchnorm.PreparedNormalization;

/** {@link OneDnnNormalization} in oneDNN's own layout. */
public final class OneDnnBlockedNormalization implements NormalizationPeer {
    private final OneDnnNormalization blocked = new OneDnnNormalization(true);

    /** For the service loader. */
    public OneDnnBlockedNormalization() {}

    @Override
    public String name() {
        return blocked.name();
    }

    @Override
    public boolean accepts(Normalization normalization) {
        return blocked.accepts(normalization);
    }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
        return blocked.prepare(normalization, data);
    }
}
