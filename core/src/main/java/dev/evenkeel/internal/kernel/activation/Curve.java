package dev.evenkeel.internal.kernel.activation;

/**
 * Which activation functions there are, element by element; {@link ActivationFunctions} and its like have the formulas.
 */
public enum Curve {
    IDENTITY,
    RELU,
    /** Its parameter is the negative slope. */
    LEAKY_RELU,
    /** Its parameter is α. */
    ELU,
    SELU,
    SOFTPLUS,
    TANH,
    SIGMOID,
    SOFTSIGN,
    SILU,
    GELU,
    GELU_TANH;

    /** f(x). */
    public float value(float x, float parameter) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> ActivationFunctions.relu(x);
            case LEAKY_RELU -> ActivationFunctions.leakyRelu(x, parameter);
            case ELU -> ExponentialUnits.elu(x, 1f, parameter);
            case SELU -> ExponentialUnits.elu(x, ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA);
            case SOFTPLUS -> ExponentialUnits.softplus(x);
            case TANH -> ActivationFunctions.tanh(x);
            case SIGMOID -> ActivationFunctions.sigmoid(x);
            case SOFTSIGN -> ActivationFunctions.softsign(x);
            case SILU -> GatedUnits.silu(x);
            case GELU -> GatedUnits.gelu(x);
            case GELU_TANH -> GatedUnits.geluTanh(x);
        };
    }

    /** f′(x). */
    public float derivative(float x, float parameter) {
        return switch (this) {
            case IDENTITY -> ActivationFunctions.identityDerivative(x);
            case RELU -> ActivationFunctions.reluDerivative(x);
            case LEAKY_RELU -> ActivationFunctions.leakyReluDerivative(x, parameter);
            case ELU -> ExponentialUnits.eluDerivative(x, 1f, parameter);
            case SELU -> ExponentialUnits.eluDerivative(x, ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA);
            case SOFTPLUS -> ActivationFunctions.sigmoid(x);
            case TANH -> ActivationFunctions.tanhDerivative(x);
            case SIGMOID -> ActivationFunctions.sigmoidDerivative(x);
            case SOFTSIGN -> ActivationFunctions.softsignDerivative(x);
            case SILU -> GatedUnits.siluDerivative(x);
            case GELU -> GatedUnits.geluDerivative(x);
            case GELU_TANH -> GatedUnits.geluTanhDerivative(x);
        };
    }

    /** Whether f′(x) follows from f(x). */
    public boolean outputDeterminesDerivative(float parameter) {
        return switch (this) {
            case LEAKY_RELU -> parameter > 0;
            case SILU, GELU, GELU_TANH -> false;
            default -> true;
        };
    }

    /** f′(x) for y = f(x), where that determines it. */
    public float derivativeOfOutput(float y, float parameter) {
        return switch (this) {
            case IDENTITY -> ActivationFunctions.identityDerivative(y);
            case RELU -> ActivationFunctions.reluDerivative(y);
            case LEAKY_RELU -> ActivationFunctions.leakyReluDerivative(y, parameter);
            case ELU -> ExponentialUnits.eluDerivativeOfOutput(y, 1f, parameter);
            case SELU ->
                ExponentialUnits.eluDerivativeOfOutput(y, ExponentialUnits.SELU_SLOPE, ExponentialUnits.SELU_ALPHA);
            case SOFTPLUS -> ExponentialUnits.softplusDerivativeOfOutput(y);
            case TANH -> ActivationFunctions.tanhDerivativeOfOutput(y);
            case SIGMOID -> ActivationFunctions.sigmoidDerivativeOfOutput(y);
            case SOFTSIGN -> ActivationFunctions.softsignDerivativeOfOutput(y);
            case SILU, GELU, GELU_TANH -> throw new IllegalArgumentException(this + " hides its derivative");
        };
    }
}
