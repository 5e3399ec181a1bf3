package dev.evenkeel.gemm;

import dev.evenkeel.internal.exec.Scratch;

/** What a thread keeps from product to product, so that a call makes no garbage. */
final class GemmScratch {
    final GemmCall product = new GemmCall();
    final BlockedGemm share;

    private GemmScratch(Scratch workspace) {
        share = new BlockedGemm(workspace);
    }

    static GemmScratch of(Scratch workspace) {
        GemmScratch known = workspace.kept(GemmScratch.class);
        return known != null ? known : workspace.keep(new GemmScratch(workspace));
    }
}
