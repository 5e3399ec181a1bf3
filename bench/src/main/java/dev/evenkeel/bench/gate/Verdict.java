package dev.evenkeel.bench.gate;

/** What the gate says of one benchmark. */
public enum Verdict {
    /** The candidate is faster, and by more than the margin. */
    FASTER,
    /** Whatever the difference is, it lies within the margin. */
    SAME,
    /** The candidate is slower, and by more than the margin. */
    SLOWER,
    /** The rounds that the budget allowed show neither. */
    INCONCLUSIVE,
    /** Only the candidate has it. */
    NEW,
    /** Only the baseline has it. */
    MISSING
}
