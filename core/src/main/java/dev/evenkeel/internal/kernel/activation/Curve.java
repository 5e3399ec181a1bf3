package dev.evenkeel.internal.kernel.activation;

/** Which activation functions there are, element by element; {@link ActivationFunctions} has their formulas. */
public enum Curve {
    IDENTITY,
    RELU,
    /** Its parameter is the negative slope. */
    LEAKY_RELU,
    TANH,
    SIGMOID,
    SOFTSIGN;

    /** f(x). */
    public float value(float x, float parameter) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> ActivationFunctions.relu(x);
            case LEAKY_RELU -> ActivationFunctions.leakyRelu(x, parameter);
            case TANH -> ActivationFunctions.tanh(x);
            case SIGMOID -> ActivationFunctions.sigmoid(x);
            case SOFTSIGN -> ActivationFunctions.softsign(x);
        };
    }

    /** f′(x). */
    public float derivative(float x, float parameter) {
        return switch (this) {
            case IDENTITY -> ActivationFunctions.identityDerivative(x);
            case RELU -> ActivationFunctions.reluDerivative(x);
            case LEAKY_RELU -> ActivationFunctions.leakyReluDerivative(x, parameter);
            case TANH -> ActivationFunctions.tanhDerivative(x);
            case SIGMOID -> ActivationFunctions.sigmoidDerivative(x);
            case SOFTSIGN -> ActivationFunctions.softsignDerivative(x);
        };
    }

    /** Whether f′(x) follows from f(x). */
    public boolean outputDeterminesDerivative(float parameter) {
        return this != LEAKY_RELU || parameter > 0;
    }

    /** f′(x) for y = f(x), where that determines it. */
    public float derivativeOfOutput(float y, float parameter) {
        return switch (this) {
            case IDENTITY -> ActivationFunctions.identityDerivative(y);
            case RELU -> ActivationFunctions.reluDerivative(y);
            case LEAKY_RELU -> ActivationFunctions.leakyReluDerivative(y, parameter);
            case TANH -> ActivationFunctions.tanhDerivativeOfOutput(y);
            case SIGMOID -> ActivationFunctions.sigmoidDerivativeOfOutput(y);
            case SOFTSIGN -> ActivationFunctions.softsignDerivativeOfOutput(y);
        };
    }
}
