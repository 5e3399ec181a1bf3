package dev.evenkeel.fuzz.oracles;

import dev.evenkeel.training.Adam;
import dev.evenkeel.training.Optimizer;
import dev.evenkeel.training.RmsProp;
import dev.evenkeel.training.Sgd;
import dev.evenkeel.training.WeightDecay;

/**
 * One weight's update, as the pages of the rules state it.
 *
 * @param rule one of the three
 * @param step counted from 1
 * @param scale of the gradient
 */
public record UpdateOracle(Optimizer rule, long step, double scale) {
    /** The weight after the update; changes its state. */
    public float update(float weight, float gradient, float[] state) {
        return switch (rule) {
            case Sgd sgd -> {
                float g = gradient(weight, gradient, sgd.weightDecay());
                yield weight(weight, descent(sgd, g, state), sgd.learningRate(), sgd.learningRate(), sgd.weightDecay());
            }
            case RmsProp rms -> {
                float g = gradient(weight, gradient, rms.weightDecay());
                yield weight(weight, normalized(rms, g, state), rms.learningRate(), rms.learningRate(),
                        rms.weightDecay());
            }
            case Adam adam -> {
                float g = gradient(weight, gradient, adam.weightDecay());
                double rate = adam.learningRate() / (1 - StrictMath.pow(adam.beta1(), step));
                yield weight(weight, adaptive(adam, g, state), rate, adam.learningRate(), adam.weightDecay());
            }
            default -> throw new IllegalArgumentException("no oracle of " + rule);
        };
    }

    private float gradient(float weight, float gradient, WeightDecay decay) {
        return Math.fma(decay.decoupled() ? 0f : (float) decay.rate(), weight, gradient * (float) scale);
    }

    private static float weight(float weight, float change, double rate, double learningRate, WeightDecay decay) {
        float keep = decay.decoupled() ? (float) (1 - learningRate * decay.rate()) : 1f;
        return Math.fma(-(float) rate, change, weight * keep);
    }

    private static float descent(Sgd sgd, float g, float[] state) {
        if (sgd.momentum() == 0) {
            return g;
        }
        float momentum = (float) sgd.momentum();
        state[0] = Math.fma(momentum, state[0], g);
        return sgd.nesterov() ? Math.fma(momentum, state[0], g) : state[0];
    }

    private static float normalized(RmsProp rms, float g, float[] state) {
        state[0] = Math.fma((float) (1 - rms.alpha()) * g, g, (float) rms.alpha() * state[0]);
        float change = g / ((float) Math.sqrt(state[0]) + (float) rms.epsilon());
        if (rms.momentum() == 0) {
            return change;
        }
        state[1] = Math.fma((float) rms.momentum(), state[1], change);
        return state[1];
    }

    private float adaptive(Adam adam, float g, float[] state) {
        float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(adam.beta2(), step)));
        state[0] = Math.fma((float) (1 - adam.beta1()), g - state[0], state[0]);
        state[1] = Math.fma((float) (1 - adam.beta2()) * g, g, (float) adam.beta2() * state[1]);
        return state[0] / Math.fma((float) Math.sqrt(state[1]), correction, (float) adam.epsilon());
    }
}
