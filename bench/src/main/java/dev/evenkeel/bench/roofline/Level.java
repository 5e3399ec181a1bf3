package dev.evenkeel.bench.roofline;

/** Where data lives, from the nearest to the farthest. */
public enum Level {
    /** First-level data cache of a core. */
    L1,
    /** Second-level cache of a core. */
    L2,
    /** Last-level cache, shared. */
    L3,
    /** Main memory. */
    DRAM
}
