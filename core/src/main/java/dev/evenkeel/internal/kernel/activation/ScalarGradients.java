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

    static void elu(
            float slope, float alpha, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ExponentialUnits.eluDerivative(x[xOffset + i], slope, alpha);
        }
    }

    static void softplus(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ActivationFunctions.sigmoid(x[xOffset + i]);
        }
    }

    static void silu(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * GatedUnits.siluDerivative(x[xOffset + i]);
        }
    }

    static void gelu(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * GatedUnits.geluDerivative(x[xOffset + i]);
        }
    }

    static void geluTanh(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * GatedUnits.geluTanhDerivative(x[xOffset + i]);
        }
    }

    static void eluOfOutput(
            float slope, float alpha, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ExponentialUnits.eluDerivativeOfOutput(y[yOffset + i], slope, alpha);
        }
    }

    static void softplusOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        for (int i = 0; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * ExponentialUnits.softplusDerivativeOfOutput(y[yOffset + i]);
        }
    }
}
