package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import java.util.List;
import java.util.Objects;

/**
 * RMSProp: the gradient over the root of the running mean of its squares, {@code q ← α·q + (1 − α)·g²; w ← w − η·g/(√q
 * + ε)}; with momentum {@code v ← μ·v + g/(√q + ε); w ← w − η·v}. Semantics are those of PyTorch's {@code
 * torch.optim.RMSprop}, not centred (Tieleman and Hinton, Coursera, lecture 6.5, 2012).
 *
 * <p>In float32, with g, decay and keep as {@link Sgd} has them: {@code q = fma((1 − α)·g, g, α·q); step = g ÷ (√q +
 * ε)}, or with momentum {@code v = fma(μ, v, step); step = v}; {@code w = fma(−η, step, w·keep)}.
 *
 * @param learningRate η
 * @param alpha α, from 0 to below 1
 * @param epsilon ε, at least 0
 * @param momentum μ, from 0 to below 1; 0 for none
 * @param weightDecay of the weights
 */
public record RmsProp(double learningRate, double alpha, double epsilon, double momentum, WeightDecay weightDecay)
        implements Optimizer {
    /**
     * @throws IllegalArgumentException if the learning rate or ε is negative or not finite in float32, or α or the
     * momentum not in
     * [0, 1)
     */
    public RmsProp {
        Objects.requireNonNull(weightDecay, "weightDecay");
        Hyperparameters.rate("learningRate", learningRate);
        Hyperparameters.belowOne("alpha", alpha);
        Hyperparameters.rate("epsilon", epsilon);
        Hyperparameters.belowOne("momentum", momentum);
    }

    /** α = 0.99, ε = 10⁻⁸, no momentum, no decay: what PyTorch takes unless told otherwise. */
    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0, WeightDecay.none());
    }

    /** The same with another learning rate, as a schedule wants it. */
    public RmsProp withLearningRate(double rate) {
        return new RmsProp(rate, alpha, epsilon, momentum, weightDecay);
    }

    /** The mean of squares, and with momentum the velocity. */
    @Override
    public int states() {
        return momentum == 0 ? 1 : 2;
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
        task.rates.oldSquares = (float) alpha;
        task.rates.freshSquares = (float) (1 - alpha);
        task.rates.correction = 1f;
        task.rates.epsilon = (float) epsilon;
        task.run(momentum == 0 ? UpdateTask.Rule.RMS_PROP : UpdateTask.Rule.RMS_PROP_MOMENTUM, weights, gradient, state,
                engine);
        engine.giveBack(scratch);
    }
}
