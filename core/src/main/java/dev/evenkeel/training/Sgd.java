package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import java.util.List;
import java.util.Objects;

/**
 * Stochastic gradient descent, with momentum if there is any: {@code v ← μ·v + g; w ← w − η·v}, or with Nesterov's
 * momentum {@code w ← w − η·(μ·v + g)}. Semantics are those of PyTorch's {@code torch.optim.SGD} without dampening
 * (Sutskever et al., On the importance of initialization and momentum in deep learning, 2013).
 *
 * <p>In float32, with {@code g = fma(decay, w, gradient·scale)}, decay being 0 unless the weight decay is coupled:
 * {@code v = fma(μ, v, g); step = v}, or {@code g}, or {@code fma(μ, v, g)}; {@code w = fma(−η, step, w·keep)}, keep
 * being 1 unless the decay is decoupled.
 *
 * @param learningRate η
 * @param momentum μ, from 0 to below 1; 0 for none, which needs no state
 * @param nesterov whether the step looks ahead
 * @param weightDecay of the weights
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, WeightDecay weightDecay)
        implements Optimizer {
    /**
     * @throws IllegalArgumentException if the learning rate is negative or not finite in float32, the momentum is not
     * in [0, 1), or Nesterov's is asked for without any
     */
    public Sgd {
        Objects.requireNonNull(weightDecay, "weightDecay");
        Hyperparameters.rate("learningRate", learningRate);
        Hyperparameters.belowOne("momentum", momentum);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov needs a momentum above 0");
        }
    }

    /** Plain descent: no momentum, no decay. */
    public Sgd(double learningRate) {
        this(learningRate, 0, false, WeightDecay.none());
    }

    /** Momentum without decay. */
    public Sgd(double learningRate, double momentum) {
        this(learningRate, momentum, false, WeightDecay.none());
    }

    /** The same with another learning rate, as a schedule wants it. */
    public Sgd withLearningRate(double rate) {
        return new Sgd(rate, momentum, nesterov, weightDecay);
    }

    /** 1 with momentum, the velocity; else 0. */
    @Override
    public int states() {
        return momentum == 0 ? 0 : 1;
    }

    /** Without state: only where there is no momentum. */
    public void update(Matrix weights, Matrix gradient, Execution execution) {
        update(weights, gradient, List.of(), 1, 1, execution);
    }

    @Override
    public void update(Matrix weights, Matrix gradient, List<Matrix> state, long step, double gradientScale,
            Execution execution) {
        TrainingChecks.update(weights, gradient, state, states(), step, gradientScale, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        UpdateTask task = TrainingScratch.of(scratch).update;
        task.set(gradientScale, learningRate, learningRate, weightDecay);
        task.rates.momentum = (float) momentum;
        UpdateTask.Rule rule = momentum == 0 ? UpdateTask.Rule.DESCENT
                : nesterov ? UpdateTask.Rule.NESTEROV : UpdateTask.Rule.MOMENTUM;
        task.run(rule, weights, gradient, state, engine);
        engine.giveBack(scratch);
    }
}
