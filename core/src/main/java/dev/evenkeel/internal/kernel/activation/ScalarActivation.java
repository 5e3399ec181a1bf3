package dev.evenkeel.internal.kernel.activation;

/** The specification: one function of a {@link Curve} to each element, in a loop each (decision 18). */
public final class ScalarActivation implements ActivationKernel {
    @Override
    public void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        switch (curve) {
            case IDENTITY -> System.arraycopy(x, xOffset, y, yOffset, length);
            case RELU -> relu(x, xOffset, y, yOffset, length);
            case LEAKY_RELU -> leakyRelu(parameter, x, xOffset, y, yOffset, length);
            case ELU -> elu(1f, parameter, x, xOffset, y, yOffset, length);
            case SELU -> elu(ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA, x, xOffset, y, yOffset, length);
            case SOFTPLUS -> softplus(x, xOffset, y, yOffset, length);
            case TANH -> tanh(x, xOffset, y, yOffset, length);
            case SIGMOID -> sigmoid(x, xOffset, y, yOffset, length);
            case SOFTSIGN -> softsign(x, xOffset, y, yOffset, length);
            case SILU -> silu(x, xOffset, y, yOffset, length);
            case GELU -> gelu(x, xOffset, y, yOffset, length);
            case GELU_TANH -> geluTanh(x, xOffset, y, yOffset, length);
        }
    }

    private static void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ActivationFunctions.relu(x[xOffset + i]);
        }
    }

    private static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ActivationFunctions.leakyRelu(x[xOffset + i], slope);
        }
    }

    private static void elu(float slope, float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ExponentialUnits.elu(x[xOffset + i], slope, alpha);
        }
    }

    private static void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ExponentialUnits.softplus(x[xOffset + i]);
        }
    }

    private static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ActivationFunctions.tanh(x[xOffset + i]);
        }
    }

    private static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ActivationFunctions.sigmoid(x[xOffset + i]);
        }
    }

    private static void softsign(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ActivationFunctions.softsign(x[xOffset + i]);
        }
    }

    private static void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = GatedUnits.silu(x[xOffset + i]);
        }
    }

    private static void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = GatedUnits.gelu(x[xOffset + i]);
        }
    }

    private static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = GatedUnits.geluTanh(x[xOffset + i]);
        }
    }

    @Override
    public void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY -> ScalarGradients.identity(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case RELU -> ScalarGradients.leakyRelu(0f, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case LEAKY_RELU -> ScalarGradients.leakyRelu(parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case ELU -> ScalarGradients.elu(1f, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SELU -> ScalarGradients.elu(ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA, x, xOffset, dy,
                    dyOffset, dx, dxOffset, length);
            case SOFTPLUS -> ScalarGradients.softplus(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> ScalarGradients.tanh(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> ScalarGradients.sigmoid(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> ScalarGradients.softsign(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SILU -> ScalarGradients.silu(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case GELU -> ScalarGradients.gelu(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case GELU_TANH -> ScalarGradients.geluTanh(x, xOffset, dy, dyOffset, dx, dxOffset, length);
        }
    }

    @Override
    public void gradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY, RELU, LEAKY_RELU ->
                gradient(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case ELU -> ScalarGradients.eluOfOutput(1f, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SELU -> ScalarGradients.eluOfOutput(ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA, y,
                    yOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTPLUS -> ScalarGradients.softplusOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> ScalarGradients.tanhOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> ScalarGradients.sigmoidOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> ScalarGradients.softsignOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SILU, GELU, GELU_TANH -> throw new IllegalArgumentException(curve + " hides its derivative");
        }
    }
}
