package dev.evenkeel.bench.study.claim;

/** What an experiment says of a claim. */
public enum Verdict {
    /** What was claimed was seen. */
    REPRODUCED("reproduced"),
    /** Some of it was seen, as the reason says. */
    PARTLY("partly reproduced"),
    /** It was not seen. */
    NOT("not reproduced");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() { return words; }
}
