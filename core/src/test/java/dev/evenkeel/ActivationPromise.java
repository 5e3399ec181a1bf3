package dev.evenkeel;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An activation, its formulas in float64, whose errors are some 10⁻⁸ of a float's ulp, and the errors that its Javadoc
 * allows: in ulp for value and derivative, but for the derivative beside its zero; absolute there and from the output.
 *
 * @param zero where the derivative is zero, or NaN
 */
record ActivationPromise(
        Activation activation,
        DoubleUnaryOperator value,
        double valueBound,
        DoubleUnaryOperator derivative,
        double derivativeBound,
        double zero,
        double boundBesideZero,
        double ofOutputBound) {
    private static final double LAMBDA = 1.0507009873554804934193349852946;
    private static final double LAMBDA_ALPHA = LAMBDA * 1.6732632423543772848170429916717;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** In the order of {@link Activation#all}, and then other parameters. */
    static List<ActivationPromise> all() {
        return List.of(
                monotone(Activation.IDENTITY, x -> x, 0, x -> 1, 0, 0),
                monotone(Activation.RELU, x -> Math.max(0, x), 0, x -> x > 0 ? 1 : 0, 0, 0),
                leaky(0.01f),
                elu(1f),
                monotone(Activation.SELU, x -> x > 0 ? LAMBDA * x : LAMBDA_ALPHA * StrictMath.expm1(x), 1.5,
                        x -> x > 0 ? LAMBDA : LAMBDA_ALPHA * StrictMath.exp(x), 2, 1.4e-7),
                monotone(Activation.SOFTPLUS, x -> Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), 1.5,
                        ActivationPromise::logistic, 2.5, 1e-7),
                monotone(Activation.TANH, StrictMath::tanh, 0.76, x -> 4 * logisticDensity(2 * x), 0.8, 1.2e-7),
                monotone(Activation.SIGMOID, ActivationPromise::logistic, 2.5, ActivationPromise::logisticDensity,
                        0.78, 1e-7),
                monotone(Activation.SOFTSIGN, x -> x / (1 + Math.abs(x)), 0.51,
                        x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))), 1, 1e-7),
                new ActivationPromise(Activation.SILU, x -> x * logistic(x), 1.5,
                        x -> logistic(x) * (1 + x * logistic(-x)), 4.5, -1.2784645, 5e-8, Double.NaN),
                new ActivationPromise(Activation.GELU, x -> x * NORMAL.survivalProbability(-x), 6,
                        x -> NORMAL.survivalProbability(-x) + x * NORMAL.density(x), 5, -0.7517916, 1e-7, Double.NaN),
                new ActivationPromise(Activation.GELU_TANH, x -> x * logistic(bent(x)), 1.4,
                        x -> logistic(bent(x)) * (1 + x * bentDerivative(x) * logistic(-bent(x))), 9, -0.7524614, 1e-7,
                        Double.NaN),
                leaky(-0.5f), elu(0.3f), elu(1.7f), elu(1e-20f), elu(1e18f));
    }

    ActivationPromise withValueBound(double bound) {
        return new ActivationPromise(activation, value, bound, derivative, derivativeBound, zero, boundBesideZero,
                ofOutputBound);
    }

    private static ActivationPromise monotone(
            Activation activation, DoubleUnaryOperator value, double valueBound, DoubleUnaryOperator derivative,
            double derivativeBound, double ofOutputBound) {
        return new ActivationPromise(activation, value, valueBound, derivative, derivativeBound, Double.NaN, 0,
                ofOutputBound);
    }

    private static ActivationPromise leaky(float slope) {
        return monotone(Activation.leakyRelu(slope), x -> x > 0 ? x : slope * x, 0.5, x -> x > 0 ? 1 : slope, 0, 0);
    }

    private static ActivationPromise elu(float alpha) {
        return monotone(Activation.elu(alpha), x -> x > 0 ? x : alpha * StrictMath.expm1(x), 1.5,
                x -> x > 0 ? 1 : alpha * StrictMath.exp(x), 2, 8e-8 * alpha);
    }

    private static double logistic(double x) {
        return x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x));
    }

    private static double logisticDensity(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /** 2·√(2/π)·(x + 0.044715 x³). */
    private static double bent(double x) {
        return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double bentDerivative(double x) {
        return 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    void checkValue(float x, float actual) {
        checkValue(x, actual, value.applyAsDouble(x));
    }

    void checkValue(float x, float actual, double expected) {
        check("f", valueBound, x, actual, expected);
    }

    void checkDerivative(float x, float actual) {
        checkDerivative(x, actual, derivative.applyAsDouble(x));
    }

    void checkDerivative(float x, float actual, double expected) {
        if (Math.abs(x - zero) < 0.5) {
            if (!(Math.abs(actual - expected) <= boundBesideZero)) {
                throw new AssertionError(activation + "′(" + x + ") = " + actual + ", expected " + expected);
            }
        } else {
            check("f′", derivativeBound, x, actual, expected);
        }
    }

    /** An ulp is the distance of the floats around {@code expected}; AssertJ per element would take minutes. */
    private void check(String what, double bound, float x, float actual, double expected) {
        if (Double.isNaN(expected) || Math.abs(expected) > Float.MAX_VALUE) {
            if (Float.compare(actual, (float) expected) != 0) {
                throw new AssertionError(what + " of " + activation + " at " + x + " is " + actual);
            }
            return;
        }
        double ulp = Math.scalb(1d, Math.max(Math.getExponent(expected), Float.MIN_EXPONENT) - (Float.PRECISION - 1));
        double error = Math.abs(actual - expected) / ulp;
        if (!(error <= bound)) {
            throw new AssertionError(
                    what + " of " + activation + " at " + x + " is " + actual + ", expected " + expected
                            + ": " + error + " ulp");
        }
    }

    /**
     * All results from the outputs y of the arguments x: as an absolute error, for y has forgotten how far x has gone.
     */
    void checkDerivativesOfOutputs(float[] x, float[] y, int length) {
        float[] ofOutput = new float[length];
        Arrays.fill(ofOutput, 1f);
        activation.backwardFromOutput(y, 0, ofOutput, 0, ofOutput, 0, length, Execution.sequential());
        for (int i = 0; i < length; i++) {
            double expected = derivative.applyAsDouble(x[i]);
            if (!(Math.abs(ofOutput[i] - expected) <= ofOutputBound)) {
                throw new AssertionError("f′ of " + activation + " from f(" + x[i] + ") is " + ofOutput[i]);
            }
        }
    }

    @Override
    public String toString() {
        return activation.name();
    }
}
