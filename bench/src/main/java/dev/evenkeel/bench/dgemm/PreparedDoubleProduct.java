package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Trial;

/** A product of float64 that only has to be computed. */
public interface PreparedDoubleProduct extends Trial {
    /** C as it is now, dense row-major. */
    double[] result();
}
