package dev.evenkeel.gemm;

/** The part of a square matrix that {@link Syrk} writes. */
public enum Triangle {
    /** The diagonal, and what lies below it: elements (i, j) with i ≥ j. */
    LOWER,

    /** The diagonal, and what lies above it: elements (i, j) with i ≤ j. */
    UPPER
}
