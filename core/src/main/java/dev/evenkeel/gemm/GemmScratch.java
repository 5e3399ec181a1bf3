package dev.evenkeel.gemm;

import dev.evenkeel.internal.exec.Scratch;

/** The objects that a thread keeps from one product to the next, so that a call makes no garbage. */
final class GemmScratch {
    final ParallelGemm product = new ParallelGemm();
    final RowPass rows = new RowPass();
    final BlockedGemm share;

    private GemmScratch(Scratch scratch) {
        share = new BlockedGemm(scratch);
    }

    static GemmScratch of(Scratch scratch) {
        GemmScratch known = scratch.kept(GemmScratch.class);
        return known != null ? known : scratch.keep(new GemmScratch(scratch));
    }
}
