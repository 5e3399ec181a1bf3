package dev.evenkeel;

/** What a thread keeps from product to product, so that a call makes no garbage. */
final class GemmScratch {
    final Product product = new Product();
    final ProductShare share;

    private GemmScratch(Workspace workspace) {
        share = new ProductShare(workspace);
    }

    static GemmScratch of(Workspace workspace) {
        GemmScratch known = workspace.kept(GemmScratch.class);
        return known != null ? known : workspace.keep(new GemmScratch(workspace));
    }
}
