package dev.evenkeel.bench.study.claim;

/** Something that a source says, with an experiment that looks whether it is so. */
public interface Claim {
    /** Short, of lower-case words with hyphens, for the command line and for files. */
    String id();

    /** What it is about, in a few words. */
    String title();

    /** What the source says, in our words. */
    String sentence();

    /** Who says it, and where. */
    String source();

    /** Whether it follows from a formula that our kernels have to obey: then it is an error if it is not so. */
    default boolean isPromise() {
        return false;
    }

    /** Whether it is about MNIST, and takes other examples only where no folder with that is given. */
    default boolean readsDigits() {
        return false;
    }

    /** Whether a finding keeps the promise: if all was as claimed, unless the claim says more than is promised. */
    default boolean isKept(Finding finding) {
        return finding.verdict() == Verdict.REPRODUCED;
    }

    /** Does the experiment. Its numbers are a function of scale and seed alone. */
    Finding examine(Setting setting);
}
