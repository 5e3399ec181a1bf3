package dev.evenkeel.internal.kernel.activation;

/** The loops of {@link ScalarActivation}'s gradients. */
final class ScalarGradients {
    private ScalarGradients() {}

    static void identity(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.identityDerivative(x[xOffset + i]);
        }
    }

    static void leakyRelu(
            float slope, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.leakyReluDerivative(x[xOffset + i], slope);
        }
    }

    static void tanh(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.tanhDerivative(x[xOffset + i]);
        }
    }

    static void sigmoid(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.sigmoidDerivative(x[xOffset + i]);
        }
    }

    static void softsign(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.softsignDerivative(x[xOffset + i]);
        }
    }

    static void tanhOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.tanhDerivativeOfOutput(y[yOffset + i]);
        }
    }

    static void sigmoidOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.sigmoidDerivativeOfOutput(y[yOffset + i]);
        }
    }

    static void softsignOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.softsignDerivativeOfOutput(y[yOffset + i]);
        }
    }
}
