package dev.evenkeel.bench.batchnorm;

/** What plain loops of either layout work on, and what comes out. */
abstract class PlainPass implements PreparedNormalization {
    final Normalization normalization;
    final FeatureData data;
    final int channels;
    final float[] output;
    final float[] gammaGradient;

    /** What the forward pass gave, where the backward pass sees from it whether a ReLU was open. */
    final float[] activated;

    final float[] residualGradient;

    PlainPass(Normalization normalization, FeatureData data) {
        this.normalization = normalization;
        this.data = data;
        int values = normalization.shape().values();
        Pass pass = normalization.pass();
        channels = normalization.shape().channels();
        output = new float[values];
        gammaGradient = new float[pass.isBackward() ? channels : 0];
        residualGradient = new float[pass.isBackward() && pass.adds() ? values : 0];
        activated = new float[residualGradient.length];
    }

    /** The gradient behind the ReLU, if there is one. */
    final float gradient(int index, float center, float scale, float shift) {
        if (!normalization.pass().hasRelu()) return data.dy()[index];
        float y = normalization.pass().adds() ? activated[index] : (data.x()[index] - center) * scale + shift;
        return y <= 0 ? 0 : data.dy()[index];
    }

    @Override
    public final float[] output() { return output; }

    @Override
    public final float[] gammaGradient() { return gammaGradient; }

    @Override
    public final float[] residualGradient() { return residualGradient; }

    @Override
    public final void close() {}
}
