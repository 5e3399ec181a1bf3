package dev.evenkeel.bench.dgemm;

import java.util.Arrays;
import java.util.Locale;

/** What is computed: op(A)·op(B) as in products of float32, or one triangle of a matrix times its transpose. */
public enum Operation {
    /** A·B. */
    NN(false, false),
    /** Aᵀ·B. */
    TN(true, false),
    /** A·Bᵀ. */
    NT(false, true),
    /** Aᵀ·Bᵀ. */
    TT(true, true),
    /** The lower triangle of A·Aᵀ: BLAS's syrk. */
    AAT(false, true),
    /** The lower triangle of Aᵀ·A. */
    ATA(true, false);

    private final boolean transposesA;
    private final boolean transposesB;

    Operation(boolean transposesA, boolean transposesB) {
        this.transposesA = transposesA;
        this.transposesB = transposesB;
    }

    /** Whether A is stored k × m. */
    public boolean transposesA() { return transposesA; }

    /** Whether B is stored n × k. */
    public boolean transposesB() { return transposesB; }

    /** Whether B is A, and C a triangle. */
    public boolean isUpdate() { return this == AAT || this == ATA; }

    /**
     * Reads a name in any case.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Operation parse(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "operation '" + text + "': expected one of " + Arrays.toString(values()), e);
        }
    }
}
