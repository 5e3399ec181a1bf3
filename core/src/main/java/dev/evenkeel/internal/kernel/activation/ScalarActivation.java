package dev.evenkeel.internal.kernel.activation;

/** The specification: one function of {@link ActivationFunctions} to each element, in a loop each (decision 18). */
public final class ScalarActivation implements ActivationKernel {
    @Override
    public void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        switch (curve) {
            case IDENTITY -> System.arraycopy(x, xOffset, y, yOffset, length);
            case RELU -> relu(x, xOffset, y, yOffset, length);
            case LEAKY_RELU -> leakyRelu(parameter, x, xOffset, y, yOffset, length);
            case TANH -> tanh(x, xOffset, y, yOffset, length);
            case SIGMOID -> sigmoid(x, xOffset, y, yOffset, length);
            case SOFTSIGN -> softsign(x, xOffset, y, yOffset, length);
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

    @Override
    public void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY -> ScalarGradients.identity(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case RELU -> ScalarGradients.leakyRelu(0f, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case LEAKY_RELU -> ScalarGradients.leakyRelu(parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> ScalarGradients.tanh(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> ScalarGradients.sigmoid(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> ScalarGradients.softsign(x, xOffset, dy, dyOffset, dx, dxOffset, length);
        }
    }

    @Override
    public void gradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY, RELU, LEAKY_RELU ->
                gradient(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> ScalarGradients.tanhOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> ScalarGradients.sigmoidOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> ScalarGradients.softsignOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
        }
    }
}
