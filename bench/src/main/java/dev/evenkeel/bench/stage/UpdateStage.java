package dev.evenkeel.bench.stage;

import dev.evenkeel.training.Adam;
import dev.evenkeel.training.Optimizer;
import dev.evenkeel.training.Sgd;
import dev.evenkeel.training.WeightDecay;
import java.util.Map;

/** A step of an optimizer on weights whose gradient is given. */
public enum UpdateStage implements Stage {
    /** Adam with decoupled weight decay. */
    ADAMW(2),
    /** Adam without any. */
    ADAM(2),
    /** Stochastic gradient descent with momentum. */
    SGD_MOMENTUM(1);

    /** η. */
    public static final double LEARNING_RATE = 1e-3;

    /** How much AdamW lets weights decay. */
    public static final double DECAY = 0.01;

    /** β₁ of Adam. */
    public static final double BETA1 = 0.9;

    /** β₂ of Adam. */
    public static final double BETA2 = 0.999;

    /** ε of Adam. */
    public static final double EPSILON = 1e-8;

    /** μ of momentum. */
    public static final double MOMENTUM = 0.9;

    static final String COMPUTE = "OptimizerBenchmark.compute";

    private final int states;

    UpdateStage(int states) {
        this.states = states;
    }

    @Override
    public String benchmark() { return COMPUTE; }

    @Override
    public Map<String, String> parameters() { return Map.of("rule", name()); }

    /** The gradient is read, weights and state are read and written. */
    @Override
    public Traffic traffic() { return new Traffic(1, 0, 1 + states); }

    /** Numbers that are kept for each weight. */
    public int states() { return states; }

    /** What is subtracted at each step from a weight, as a share of it. */
    public double decay() {
        return this == ADAMW ? LEARNING_RATE * DECAY : 0;
    }

    /** Our own. */
    Optimizer ours() {
        return switch (this) {
            case ADAMW -> new Adam(LEARNING_RATE, BETA1, BETA2, EPSILON, WeightDecay.decoupled(DECAY));
            case ADAM -> new Adam(LEARNING_RATE, BETA1, BETA2, EPSILON, WeightDecay.none());
            case SGD_MOMENTUM -> new Sgd(LEARNING_RATE, MOMENTUM);
        };
    }
}
