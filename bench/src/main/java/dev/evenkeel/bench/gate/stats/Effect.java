package dev.evenkeel.bench.gate.stats;

/** What figures say of a difference: logarithms, above 0 where the candidate costs more. */
public interface Effect {
    /** Of the difference. */
    double estimate();

    /** Two-sided, of no difference. */
    double pValue();

    /** The lower end of an interval that misses the difference on this side with probability {@code alpha} at most. */
    double lower(double alpha);

    /** The upper end of one. */
    double upper(double alpha);
}
