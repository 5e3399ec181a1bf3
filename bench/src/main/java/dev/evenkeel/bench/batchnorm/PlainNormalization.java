package dev.evenkeel.bench.batchnorm;

/**
 * The loops that one writes first: two passes for the statistics, in float64, channel by channel or, for channels last,
 * row by row.
 */
final class PlainNormalization implements NormalizationPeer {
    @Override
    public String name() { return "plain-java"; }

    @Override
    public boolean accepts(Normalization normalization) { return normalization.threads() == 1; }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
        return normalization.storage() == Storage.NCHW ? new PlainPlanes(normalization, data)
                : new PlainRows(normalization, data);
    }
}
