package dev.evenkeel.bench.study.train;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.training.DenseLayer;

/** y = f(x·W + b). */
final class DensePass implements LayerPass {
    private final DenseLayer dense;
    private final Matrix z;
    private final Matrix y;
    private final Matrix gradient;
    private final Epilogue epilogue;
    private final Execution execution;

    DensePass(Parameters parameters, int layer, int rows, boolean keepsAll, Execution execution) {
        Parameters.Layer own = parameters.layer(layer);
        Activation activation = parameters.architecture().activation(layer);
        this.dense = new DenseLayer(own.weights(), own.bias(), activation);
        int outputs = own.weights().cols();
        this.z = keepsAll || !activation.outputDeterminesDerivative() ? Matrix.allocate(rows, outputs) : null;
        this.y = Matrix.allocate(rows, outputs);
        this.gradient = Matrix.allocate(rows, outputs);
        Epilogue forward = new Epilogue(own.bias(), activation);
        this.epilogue = z == null ? forward : forward.keeping(z);
        this.execution = execution;
    }

    /** {@link DenseLayer#forward} in its pieces: it would make an epilogue at each call. */
    @Override
    public Matrix forward(Matrix x) {
        Gemm.multiply(1f, x, dense.weights(), 0f, y, epilogue, execution);
        return y;
    }

    @Override
    public Matrix infer(Matrix x) {
        return forward(x);
    }

    @Override
    public Matrix preActivation() { return z; }

    @Override
    public Matrix output() { return y; }

    @Override
    public Matrix gradient() { return gradient; }

    @Override
    public void descend(Matrix x, double learningRate, Matrix dx) {
        dense.descend(x, z, y, gradient, learningRate, dx, execution);
    }

    @Override
    public void backward(Matrix x, LayerGradient gradients, Matrix dx) {
        dense.backward(x, z, y, gradient, gradients.weights(), gradients.shift(), dx, execution);
    }
}
