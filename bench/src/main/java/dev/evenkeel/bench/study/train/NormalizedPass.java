package dev.evenkeel.bench.study.train;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.training.DenseLayer;
import dev.evenkeel.training.Sgd;

/** y = f(z) with z = γ·x̂ + β, x̂ being x·W normalised column by column. */
final class NormalizedPass implements LayerPass {
    private final Parameters.Layer own;
    private final DenseLayer dense;
    private final Activation activation;
    private final Matrix product;
    private final Matrix z;
    private final Matrix y;
    private final Matrix gradient;
    private final Features productFeatures;
    private final Features zFeatures;
    private final Features gradientFeatures;
    private final Moments moments;
    private final GradientSums sums;
    private final float[] dGamma;
    private final float[] dBeta;
    private final Matrix[] shifts;
    private final Matrix[] dShifts;
    private final Execution execution;
    private Sgd sgd = new Sgd(0);

    NormalizedPass(Parameters parameters, int layer, int rows, boolean keepsAll, Execution execution) {
        own = parameters.layer(layer);
        dense = new DenseLayer(own.weights(), null, Activation.IDENTITY);
        activation = parameters.architecture().activation(layer);
        int outputs = own.weights().cols();
        product = Matrix.allocate(rows, outputs);
        y = Matrix.allocate(rows, outputs);
        boolean inPlace = !keepsAll && activation.outputDeterminesDerivative();
        z = inPlace ? y : Matrix.allocate(rows, outputs);
        gradient = Matrix.allocate(rows, outputs);
        productFeatures = Features.of(product);
        zFeatures = Features.of(z);
        gradientFeatures = Features.of(gradient);
        moments = new Moments(outputs);
        sums = new GradientSums(outputs);
        dGamma = new float[outputs];
        dBeta = new float[outputs];
        shifts = new Matrix[] {row(own.normalization().gamma()), row(own.normalization().beta())};
        dShifts = new Matrix[] {row(dGamma), row(dBeta)};
        this.execution = execution;
    }

    private static Matrix row(float[] values) {
        return Matrix.of(values, 1, values.length);
    }

    @Override
    public Matrix forward(Matrix x) {
        Gemm.multiply(x, own.weights(), product, execution);
        BatchNorm.forward(productFeatures, zFeatures, own.normalization(), moments, execution);
        activation.apply(z, y, execution);
        return y;
    }

    @Override
    public Matrix infer(Matrix x) {
        Gemm.multiply(x, own.weights(), product, execution);
        BatchNorm.infer(productFeatures, zFeatures, own.normalization(), own.running(), execution);
        activation.apply(z, y, execution);
        return y;
    }

    @Override
    public Matrix preActivation() { return z == y ? null : z; }

    @Override
    public Matrix output() { return y; }

    @Override
    public Matrix gradient() { return gradient; }

    @Override
    public void descend(Matrix x, double learningRate, Matrix dx) {
        differentiate();
        dense.descend(x, null, product, gradient, learningRate, dx, execution);
        if (sgd.learningRate() != learningRate) sgd = new Sgd(learningRate);
        for (int i = 0; i < shifts.length; i++) sgd.update(shifts[i], dShifts[i], execution);
        own.count(moments);
    }

    @Override
    public void backward(Matrix x, LayerGradient gradients, Matrix dx) {
        differentiate();
        dense.backward(x, null, product, gradient, gradients.weights(), null, dx, execution);
        if (gradients.scale() != null) System.arraycopy(dGamma, 0, gradients.scale(), 0, dGamma.length);
        if (gradients.shift() != null) System.arraycopy(dBeta, 0, gradients.shift(), 0, dBeta.length);
    }

    @Override
    public Moments beginForward(Matrix x) {
        Gemm.multiply(x, own.weights(), product, execution);
        BatchNorm.moments(productFeatures, moments, execution);
        return moments;
    }

    @Override
    public void endForward(Moments batch) {
        BatchNorm.normalize(productFeatures, zFeatures, own.normalization(), batch, Fusion.none(), execution);
        activation.apply(z, y, execution);
    }

    @Override
    public GradientSums beginBackward(Moments batch) {
        differentiateActivation();
        BatchNorm.gradientSums(productFeatures, gradientFeatures, batch, own.normalization(), ReluGate.none(), sums,
                execution);
        return sums;
    }

    /** γ and β get what these rows add to their gradients. */
    @Override
    public void endBackward(Matrix x, Moments batch, GradientSums all, LayerGradient gradients, Matrix dx) {
        BatchNorm.inputGradient(productFeatures, gradientFeatures, batch, all, own.normalization(), ReluGate.none(),
                gradientFeatures, execution);
        dense.backward(x, null, product, gradient, gradients.weights(), null, dx, execution);
        double[] inverse = batch.inverseDeviations(own.normalization().epsilon());
        for (int unit = 0; unit < inverse.length; unit++) {
            if (gradients.scale() != null)
                gradients.scale()[unit] = (float) (sums.dyTimesDeviation()[unit] * inverse[unit]);
            if (gradients.shift() != null) gradients.shift()[unit] = (float) sums.dy()[unit];
        }
    }

    @Override
    public Moments moments() { return moments; }

    /** ∂loss/∂y becomes ∂loss/∂(x·W), and γ and β get their gradients. */
    private void differentiate() {
        differentiateActivation();
        BatchNorm.backward(productFeatures, gradientFeatures, moments, own.normalization(), gradientFeatures, dGamma,
                dBeta, execution);
    }

    private void differentiateActivation() {
        if (z == y) activation.backwardFromOutput(y, gradient, gradient, execution);
        else activation.backward(z, gradient, gradient, execution);
    }
}
