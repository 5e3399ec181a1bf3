package dev.evenkeel.bench.peers.natives;

import dev.evenkeel.bench.normalization.FeatureData;
import dev.evenkeel.bench.normalization.Normalization;
import dev.evenkeel.bench.normalization.NormalizationPeer;
import dev.evenkeel.bench.normalization.PreparedNormalization;

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
