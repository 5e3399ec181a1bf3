package dev.evenkeel.bench.gemm;

/**
 * op(A)·op(B): first letter A, second B; N as stored, T the transpose of what is stored.
 *
 * <p>A training step of a dense layer needs three of them: outputs X·W (NN), weight gradient Xᵀ·G (TN), input gradient
 * G·Wᵀ (NT).
 */
public enum Transposition {
    /** A·B. */
    NN(false, false),
    /** Aᵀ·B. */
    TN(true, false),
    /** A·Bᵀ. */
    NT(false, true),
    /** Aᵀ·Bᵀ. */
    TT(true, true);

    private final boolean transposesA;
    private final boolean transposesB;

    Transposition(boolean transposesA, boolean transposesB) {
        this.transposesA = transposesA;
        this.transposesB = transposesB;
    }

    /** Whether A is stored k × m. */
    public boolean transposesA() { return transposesA; }

    /** Whether B is stored n × k. */
    public boolean transposesB() { return transposesB; }
}
