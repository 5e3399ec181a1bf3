package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Matrix;
import dev.evenkeel.bench.study.observe.SecondMoment;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Weights;

/**
 * A mean square behind one layer or several, divided by what n·Var(W) makes of that in front. Units of a layer are
 * independent, given what enters it; so the scatter of their mean squares gives the standard error.
 */
record LayerRatio(double relative, double standardError) {
    /** Of the sums of a layer over its inputs, or of the gradients at its inputs over those at its sums. */
    static LayerRatio of(FirstStep step, int layer, boolean forward, Initializer scheme) {
        SecondMoment out = SecondMoment.ofColumns(
                forward ? step.observation().preActivation(layer) : step.inputGradient(layer));
        double in = SecondMoment.ofColumns(
                forward ? step.input(layer) : step.observation().preActivationGradient(layer)).value();
        double formula = in * factor(scheme, forward, step.weights(layer));
        return new LayerRatio(out.value() / formula, out.standardError() / formula);
    }

    /** n·Var(W): n are the inputs forward, and the outputs back. */
    static double factor(Initializer scheme, boolean forward, Matrix weights) {
        return (forward ? weights.rows() : weights.cols()) * scheme.variance(Weights.inputsByOutputs(weights));
    }

    /** Behind another: ratios multiply, and relative squares of errors add up. */
    LayerRatio behind(LayerRatio other) {
        double product = relative * other.relative;
        double own = standardError / relative;
        double others = other.standardError / other.relative;
        return new LayerRatio(product, product * Math.sqrt(own * own + others * others));
    }

    /** Standard errors from 1. */
    double z() {
        return (relative - 1) / standardError;
    }
}
