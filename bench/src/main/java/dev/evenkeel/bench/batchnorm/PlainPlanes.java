package dev.evenkeel.bench.batchnorm;

/** Plain loops for channels first. */
final class PlainPlanes extends PlainPass {
    private final int samples;
    private final int positions;
    private final double[] means;
    private final double[] deviations;

    PlainPlanes(Normalization normalization, FeatureData data) {
        super(normalization, data);
        samples = normalization.shape().samples();
        positions = normalization.shape().positions();
        means = new double[channels];
        deviations = new double[channels];
        for (int c = 0; c < channels; c++) statistics(c);
        for (int n = 0; n < samples && activated.length > 0; n++) {
            for (int c = 0; c < channels; c++) normalize(activated, n, c, means[c], deviations[c]);
        }
    }

    private void statistics(int channel) {
        int count = normalization.shape().count();
        means[channel] = sum(channel) / count;
        deviations[channel] = Math.sqrt(squares(channel, means[channel]) / count + Normalization.EPSILON);
    }

    @Override
    public void run() {
        boolean sampleBySample = !normalization.pass().isTraining();
        if (sampleBySample) {
            for (int n = 0; n < samples; n++) {
                for (int c = 0; c < channels; c++) {
                    normalize(output, n, c, data.mean()[c], Math.sqrt(data.variance()[c] + Normalization.EPSILON));
                }
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            if (normalization.pass().isBackward()) {
                differentiate(c, means[c], deviations[c]);
            } else {
                statistics(c);
                for (int n = 0; n < samples; n++) normalize(output, n, c, means[c], deviations[c]);
            }
        }
    }

    private int plane(int sample, int channel) { return (sample * channels + channel) * positions; }

    private double sum(int channel) {
        double sum = 0;
        for (int n = 0; n < samples; n++) {
            int plane = plane(n, channel);
            for (int s = plane; s < plane + positions; s++) sum += data.x()[s];
        }
        return sum;
    }

    private double squares(int channel, double mean) {
        double sum = 0;
        for (int n = 0; n < samples; n++) {
            int plane = plane(n, channel);
            for (int s = plane; s < plane + positions; s++) sum += (data.x()[s] - mean) * (data.x()[s] - mean);
        }
        return sum;
    }

    private void normalize(float[] y, int sample, int channel, double mean, double deviation) {
        float[] x = data.x();
        float scale = (float) (data.gamma()[channel] / deviation);
        float shift = (float) (data.beta()[channel] - mean * data.gamma()[channel] / deviation);
        int plane = plane(sample, channel);
        if (normalization.pass().adds()) {
            float[] residual = data.residual();
            for (int s = plane; s < plane + positions; s++) y[s] = Math.max(0f, x[s] * scale + shift + residual[s]);
        } else if (normalization.pass().hasRelu()) {
            for (int s = plane; s < plane + positions; s++) y[s] = Math.max(0f, x[s] * scale + shift);
        } else {
            for (int s = plane; s < plane + positions; s++) y[s] = x[s] * scale + shift;
        }
    }

    private void differentiate(int channel, double mean, double deviation) {
        float[] x = data.x();
        float scale = (float) (data.gamma()[channel] / deviation);
        float beta = data.beta()[channel];
        float center = (float) mean;
        double dBeta = 0;
        double dGamma = 0;
        for (int n = 0; n < samples; n++) {
            int plane = plane(n, channel);
            for (int s = plane; s < plane + positions; s++) {
                float dy = gradient(s, center, scale, beta);
                dBeta += dy;
                dGamma += dy * (x[s] - mean) / deviation;
            }
        }
        gammaGradient[channel] = (float) dGamma;
        float meanOfDy = (float) (dBeta / normalization.shape().count());
        float slope = (float) (dGamma / normalization.shape().count() / deviation);
        for (int n = 0; n < samples; n++) {
            int plane = plane(n, channel);
            for (int s = plane; s < plane + positions; s++) {
                float dy = gradient(s, center, scale, beta);
                if (residualGradient.length > 0) residualGradient[s] = dy;
                output[s] = scale * (dy - meanOfDy - (x[s] - center) * slope);
            }
        }
    }

    @Override
    public String codePath() { return "plane by plane; Java " + Runtime.version(); }
}
