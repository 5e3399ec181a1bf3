package dev.evenkeel.bench.study.claim;

/** What an experiment says of a claim. */
public enum Verdict {
    /** What was claimed was seen. */
    REPRODUCED,
    /** Some of it was seen, as the reason says. */
    PARTLY,
    /** It was not seen. */
    NOT
}
