package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.Trial;

/** A product that only has to be multiplied. */
public interface PreparedProduct extends Trial {
    /** C ← α·op(A)·op(B) + β·C. */
    void multiply();

    @Override
    default void run() {
        multiply();
    }

    /** C as it is now, dense row-major. */
    float[] result();
}
