package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.exec.Scratch;

/** The sums of a backward pass, which nobody asked for. */
final class BackwardScratch {
    private GradientSums sums = new GradientSums(0);

    private BackwardScratch() {}

    static BackwardScratch of(Scratch scratch) {
        BackwardScratch known = scratch.kept(BackwardScratch.class);
        return known != null ? known : scratch.keep(new BackwardScratch());
    }

    /** For so many channels or more, with what their last use left in them. */
    GradientSums sums(int channels) {
        return sums.channels() >= channels ? sums : (sums = new GradientSums(channels));
    }
}
