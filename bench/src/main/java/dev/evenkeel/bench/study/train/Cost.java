package dev.evenkeel.bench.study.train;

import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.QuadraticCost;
import java.util.Locale;

/** What is made small. */
public enum Cost {
    /** −log p of the right class, the paper's choice. */
    CROSS_ENTROPY(CrossEntropy.mean(), CrossEntropy.sum()),
    /** Σ (p − q)², which the paper compares it with. */
    QUADRATIC(QuadraticCost.mean(), QuadraticCost.sum());

    private final ClassificationLoss loss;
    private final ClassificationLoss sum;

    Cost(ClassificationLoss loss, ClassificationLoss sum) {
        this.loss = loss;
        this.sum = sum;
    }

    /** The mean over a batch. */
    public ClassificationLoss loss() { return loss; }

    /** The sum over a part of a batch, whose gradients add up. */
    public ClassificationLoss sum() { return sum; }

    /** As it is written on the command line and in files: {@code cross-entropy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Cost byName(String name) {
        for (Cost cost : values()) if (cost.toString().equals(name)) return cost;
        throw new IllegalArgumentException("'" + name + "': expected cross-entropy or quadratic");
    }
}
