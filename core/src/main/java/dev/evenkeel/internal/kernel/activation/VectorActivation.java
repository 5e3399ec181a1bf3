package dev.evenkeel.internal.kernel.activation;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarActivation}, which does what is shorter than a vector. A last vector that ends with the
 * range is computed twice, after the output under it was put back as it was: it may be an input (decision 5).
 */
public final class VectorActivation implements ActivationKernel {
    private static final int LANES = Lanes.FLOATS.length();

    private final ScalarActivation narrow = new ScalarActivation();

    /** Loads all classes that it works with. */
    public VectorActivation() {
        Lanes.initialize();
        Room.initialize(VectorValues.class, VectorGradients.class, VectorExponentialUnits.class,
                VectorGatedUnits.class);
    }

    @Override
    public void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        int rest = length % LANES;
        if (length > 0 && length < LANES) {
            narrow.value(curve, parameter, x, xOffset, y, yOffset, length);
        } else if (rest == 0) {
            wholeValue(curve, parameter, x, xOffset, y, yOffset, length);
        } else {
            int last = length - LANES;
            FloatVector before = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + last);
            wholeValue(curve, parameter, x, xOffset, y, yOffset, length - rest);
            Lanes.FLOATS_CLASS.cast(before).intoArray(y, yOffset + last);
            wholeValue(curve, parameter, x, xOffset + last, y, yOffset + last, LANES);
        }
    }

    /** Whole vectors. */
    private static void wholeValue(
            Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        switch (curve) {
            case IDENTITY -> System.arraycopy(x, xOffset, y, yOffset, length);
            case RELU -> VectorValues.relu(x, xOffset, y, yOffset, length);
            case LEAKY_RELU -> VectorValues.leakyRelu(parameter, x, xOffset, y, yOffset, length);
            case ELU -> VectorExponentialUnits.elu(1f, parameter, x, xOffset, y, yOffset, length);
            case SELU -> VectorExponentialUnits.elu(ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA, x,
                    xOffset, y, yOffset, length);
            case SOFTPLUS -> VectorExponentialUnits.softplus(x, xOffset, y, yOffset, length);
            case TANH -> VectorValues.tanh(x, xOffset, y, yOffset, length);
            case SIGMOID -> VectorValues.sigmoid(x, xOffset, y, yOffset, length);
            case SOFTSIGN -> VectorValues.softsign(x, xOffset, y, yOffset, length);
            case SILU -> VectorGatedUnits.silu(x, xOffset, y, yOffset, length);
            case GELU -> VectorGatedUnits.gelu(x, xOffset, y, yOffset, length);
            case GELU_TANH -> VectorGatedUnits.geluTanh(x, xOffset, y, yOffset, length);
        }
    }

    @Override
    public void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        int rest = length % LANES;
        if (length > 0 && length < LANES) {
            narrow.gradient(curve, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
        } else if (rest == 0) {
            wholeGradient(curve, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
        } else {
            int last = length - LANES;
            FloatVector before = FloatVector.fromArray(Lanes.FLOATS, dx, dxOffset + last);
            wholeGradient(curve, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length - rest);
            Lanes.FLOATS_CLASS.cast(before).intoArray(dx, dxOffset + last);
            wholeGradient(curve, parameter, x, xOffset + last, dy, dyOffset + last, dx, dxOffset + last, LANES);
        }
    }

    private static void wholeGradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY -> VectorGradients.identity(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case RELU -> VectorGradients.leakyRelu(0f, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case LEAKY_RELU -> VectorGradients.leakyRelu(parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case ELU ->
                VectorExponentialUnits.eluGradient(1f, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SELU -> VectorExponentialUnits.eluGradient(ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA, x,
                    xOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTPLUS -> VectorExponentialUnits.softplusGradient(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> VectorGradients.bell(2f, 4f, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> VectorGradients.bell(1f, 1f, x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> VectorGradients.softsign(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case SILU -> VectorGatedUnits.siluGradient(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case GELU -> VectorGatedUnits.geluGradient(x, xOffset, dy, dyOffset, dx, dxOffset, length);
            case GELU_TANH -> VectorGatedUnits.geluTanhGradient(x, xOffset, dy, dyOffset, dx, dxOffset, length);
        }
    }

    @Override
    public void gradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        int rest = length % LANES;
        if (length > 0 && length < LANES) {
            narrow.gradientOfOutput(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
        } else if (rest == 0) {
            wholeGradientOfOutput(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
        } else {
            int last = length - LANES;
            FloatVector before = FloatVector.fromArray(Lanes.FLOATS, dx, dxOffset + last);
            wholeGradientOfOutput(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length - rest);
            Lanes.FLOATS_CLASS.cast(before).intoArray(dx, dxOffset + last);
            wholeGradientOfOutput(curve, parameter, y, yOffset + last, dy, dyOffset + last, dx, dxOffset + last, LANES);
        }
    }

    private static void wholeGradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        switch (curve) {
            case IDENTITY, RELU, LEAKY_RELU ->
                wholeGradient(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case ELU ->
                VectorExponentialUnits.eluGradientOfOutput(1f, parameter, y, yOffset, dy, dyOffset, dx, dxOffset,
                        length);
            case SELU -> VectorExponentialUnits.eluGradientOfOutput(ExponentialUnits.SELU_SLOPE,
                    ExponentialUnits.SELU_ALPHA, y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTPLUS ->
                VectorExponentialUnits.softplusGradientOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case TANH -> VectorGradients.tanhOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SIGMOID -> VectorGradients.sigmoidOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SOFTSIGN -> VectorGradients.softsignOfOutput(y, yOffset, dy, dyOffset, dx, dxOffset, length);
            case SILU, GELU, GELU_TANH -> throw new IllegalArgumentException(curve + " hides its derivative");
        }
    }
}
