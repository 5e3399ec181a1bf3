package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import java.util.List;
import java.util.Objects;

/**
 * Adam (Kingma and Ba, 2015), and with decoupled weight decay AdamW (Loshchilov and Hutter, 2019): {@code m ← β₁·m + (1
 * − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − η/(1 − β₁ᵗ)·m/(√v/√(1 − β₂ᵗ) + ε)} with t the step. Semantics are those of
 * PyTorch's {@code torch.optim.Adam} and {@code AdamW} without {@code amsgrad}.
 *
 * <p>In float32, with g, decay and keep as {@link Sgd} has them: {@code m = fma(1 − β₁, g − m, m); v = fma((1 − β₂)·g,
 * g, β₂·v); w = fma(−rate, m ÷ fma(√v, correction, ε), w·keep)} with rate = η/(1 − β₁ᵗ) and correction = 1/√(1 − β₂ᵗ).
 *
 * @param learningRate η
 * @param beta1 β₁, from 0 to below 1
 * @param beta2 β₂, from 0 to below 1
 * @param epsilon ε, at least 0
 * @param weightDecay of the weights
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, WeightDecay weightDecay)
        implements Optimizer {
    /**
     * @throws IllegalArgumentException if the learning rate or ε is negative or not finite in float32, or a β not in
     * [0, 1)
     */
    public Adam {
        Objects.requireNonNull(weightDecay, "weightDecay");
        Hyperparameters.rate("learningRate", learningRate);
        Hyperparameters.belowOne("beta1", beta1);
        Hyperparameters.belowOne("beta2", beta2);
        Hyperparameters.rate("epsilon", epsilon);
    }

    /** β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no decay: what PyTorch takes unless told otherwise. */
    public Adam(double learningRate) {
        this(learningRate, WeightDecay.none());
    }

    /** The same β and ε. AdamW is {@code new Adam(learningRate, WeightDecay.decoupled(rate))}. */
    public Adam(double learningRate, WeightDecay weightDecay) {
        this(learningRate, 0.9, 0.999, 1e-8, weightDecay);
    }

    /** The same with another learning rate, as a schedule wants it. */
    public Adam withLearningRate(double rate) {
        return new Adam(rate, beta1, beta2, epsilon, weightDecay);
    }

    /** 2: the running means of gradients and of their squares. */
    @Override
    public int states() {
        return 2;
    }

    @Override
    public void update(Matrix weights, Matrix gradient, List<Matrix> state, long step, double gradientScale,
            Execution execution) {
        TrainingChecks.update(weights, gradient, state, states(), step, gradientScale, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        UpdateTask task = TrainingScratch.of(scratch).update;
        task.set(gradientScale, learningRate, learningRate / (1 - StrictMath.pow(beta1, step)), weightDecay);
        task.rates.freshMean = (float) (1 - beta1);
        task.rates.oldSquares = (float) beta2;
        task.rates.freshSquares = (float) (1 - beta2);
        task.rates.correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
        task.rates.epsilon = (float) epsilon;
        task.run(UpdateTask.Rule.ADAM, weights, gradient, state, engine);
        engine.giveBack(scratch);
    }
}
