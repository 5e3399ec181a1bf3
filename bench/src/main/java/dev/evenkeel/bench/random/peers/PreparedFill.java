package dev.evenkeel.bench.random.peers;

import dev.evenkeel.bench.campaign.Trial;

/** Memory that only has to be filled; every run draws other numbers. */
public interface PreparedFill extends Trial {
    /** What the last run wrote there. */
    double element(long index);
}
