package dev.evenkeel.gemm;

import dev.evenkeel.internal.packing.Staging;

/**
 * The objects and buffers that a thread keeps from one product to the next, so that a call makes no garbage. Buffers
 * grow to the largest size seen and hold whatever their last use left in them.
 *
 * @param <A> arrays of the element type
 */
class GemmScratch<A> implements Staging<A> {
    final ParallelGemm<A> product;
    final RowPass<A> rows;
    final BlockOfA<A> blockOfA = new BlockOfA<>(this);
    final PanelOfB<A> panelOfB = new PanelOfB<>();
    final BlockedGemm<A> share;
    final TriangularGemm<A> update;
    final TriangularGemm.Share<A> triangle;
    private final Elements<A> elements;
    private A left;
    private A right;
    private A staging;
    private A result;
    private A edge;

    GemmScratch(Elements<A> elements) {
        this.elements = elements;
        left = right = staging = result = edge = elements.newArray(0);
        product = new ParallelGemm<>(elements);
        rows = new RowPass<>(elements);
        share = new BlockedGemm<>(elements, this);
        update = new TriangularGemm<>(elements);
        triangle = new TriangularGemm.Share<>(elements, this);
    }

    /** For rows of A. */
    A left(int length) {
        return left = atLeast(left, length);
    }

    /** For panels of B. */
    A right(int length) {
        return right = atLeast(right, length);
    }

    @Override
    public A staging(int length) {
        return staging = atLeast(staging, length);
    }

    /** For a block of C that kernels cannot write in place. */
    A result(int length) {
        return result = atLeast(result, length);
    }

    /** For a panel that is wider than the rest of C, and for the sums of one row. */
    A edge(int length) {
        return edge = atLeast(edge, length);
    }

    @Override
    public void clear(A array, int from, int to) {
        elements.clear(array, from, to);
    }

    private A atLeast(A buffer, int length) {
        return elements.length(buffer) >= length ? buffer : elements.newArray(length);
    }
}
