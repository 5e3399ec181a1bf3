package dev.evenkeel.internal.kernel.activation;

/** The specification: one function of {@link ActivationFunctions} to each element. */
public final class ScalarActivation implements ActivationKernel {
    @Override
    public void relu(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.relu(source[sourceOffset + i]);
        }
    }

    @Override
    public void reluDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.reluDerivative(source[sourceOffset + i]);
        }
    }

    @Override
    public void leakyRelu(float slope, float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.leakyRelu(source[sourceOffset + i], slope);
        }
    }

    @Override
    public void leakyReluDerivative(float slope, float[] source, int sourceOffset, float[] target, int targetOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.leakyReluDerivative(source[sourceOffset + i], slope);
        }
    }

    @Override
    public void identityDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.identityDerivative(source[sourceOffset + i]);
        }
    }

    @Override
    public void tanh(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.tanh(source[sourceOffset + i]);
        }
    }

    @Override
    public void tanhDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.tanhDerivative(source[sourceOffset + i]);
        }
    }

    @Override
    public void sigmoid(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.sigmoid(source[sourceOffset + i]);
        }
    }

    @Override
    public void sigmoidDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.sigmoidDerivative(source[sourceOffset + i]);
        }
    }

    @Override
    public void softsign(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.softsign(source[sourceOffset + i]);
        }
    }

    @Override
    public void softsignDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = ActivationFunctions.softsignDerivative(source[sourceOffset + i]);
        }
    }
}
