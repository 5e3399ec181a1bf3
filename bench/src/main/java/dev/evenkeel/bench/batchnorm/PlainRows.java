package dev.evenkeel.bench.batchnorm;

import java.util.Arrays;

/** Plain loops for channels last and for N × C. */
final class PlainRows extends PlainPass {
    private final int rows;
    private final double[] mean;
    private final double[] squares;
    private final double[] dBeta;
    private final double[] dGamma;
    private final float[] center;
    private final float[] scale;
    private final float[] shift;
    private final float[] slope;

    PlainRows(Normalization normalization, FeatureData data) {
        super(normalization, data);
        rows = normalization.shape().count();
        mean = new double[channels];
        squares = new double[channels];
        dBeta = new double[channels];
        dGamma = new double[channels];
        center = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
        slope = new float[channels];
        if (normalization.pass().isBackward()) statistics();
        if (activated.length > 0) {
            coefficients();
            normalize(activated);
        }
    }

    @Override
    public void run() {
        if (normalization.pass().isTraining() && !normalization.pass().isBackward()) statistics();
        coefficients();
        if (normalization.pass().isBackward()) differentiate();
        else normalize(output);
    }

    private void coefficients() {
        for (int c = 0; c < channels; c++) {
            boolean training = normalization.pass().isTraining();
            double variance = training ? squares[c] / rows : data.variance()[c];
            center[c] = training ? (float) mean[c] : data.mean()[c];
            scale[c] = (float) (data.gamma()[c] / Math.sqrt(variance + Normalization.EPSILON));
            shift[c] = data.beta()[c];
        }
    }

    private void statistics() {
        float[] x = data.x();
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        for (int i = 0; i < rows; i++) {
            int row = i * channels;
            for (int c = 0; c < channels; c++) mean[c] += x[row + c];
        }
        for (int c = 0; c < channels; c++) mean[c] /= rows;
        for (int i = 0; i < rows; i++) {
            int row = i * channels;
            for (int c = 0; c < channels; c++) squares[c] += (x[row + c] - mean[c]) * (x[row + c] - mean[c]);
        }
    }

    private void normalize(float[] y) {
        float[] residual = data.residual();
        float[] x = data.x();
        boolean relu = normalization.pass().hasRelu();
        for (int i = 0; i < rows; i++) {
            int row = i * channels;
            if (normalization.pass().adds()) {
                for (int c = 0; c < channels; c++)
                    y[row + c] = Math.max(0f, (x[row + c] - center[c]) * scale[c] + shift[c] + residual[row + c]);
            } else if (relu) {
                for (int c = 0; c < channels; c++)
                    y[row + c] = Math.max(0f, (x[row + c] - center[c]) * scale[c] + shift[c]);
            } else {
                for (int c = 0; c < channels; c++) y[row + c] = (x[row + c] - center[c]) * scale[c] + shift[c];
            }
        }
    }

    private void differentiate() {
        Arrays.fill(dBeta, 0);
        Arrays.fill(dGamma, 0);
        for (int i = 0; i < rows; i++) {
            int row = i * channels;
            for (int c = 0; c < channels; c++) {
                float dy = gradient(row + c, c);
                dBeta[c] += dy;
                dGamma[c] += dy * (data.x()[row + c] - mean[c]);
            }
        }
        for (int c = 0; c < channels; c++) {
            double variance = squares[c] / rows + Normalization.EPSILON;
            gammaGradient[c] = (float) (dGamma[c] / Math.sqrt(variance));
            slope[c] = (float) (dGamma[c] / rows / variance);
            dBeta[c] /= rows;
        }
        for (int i = 0; i < rows; i++) {
            int row = i * channels;
            for (int c = 0; c < channels; c++) {
                float dy = gradient(row + c, c);
                if (residualGradient.length > 0) residualGradient[row + c] = dy;
                float centered = dy - (float) dBeta[c];
                output[row + c] = scale[c] * (centered - (data.x()[row + c] - center[c]) * slope[c]);
            }
        }
    }

    @Override
    public String codePath() { return "row by row; Java " + Runtime.version(); }

    /** Reads coefficients only where there is a ReLU: the loops are to be as fast as plain ones can be. */
    private float gradient(int index, int channel) {
        return normalization.pass().hasRelu() ? gradient(index, center[channel], scale[channel], shift[channel])
                : data.dy()[index];
    }
}
