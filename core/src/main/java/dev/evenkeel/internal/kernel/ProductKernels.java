package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;

/**
 * The kernels of one product, which have to fit each other.
 *
 * @param <A> arrays of the element type
 */
public interface ProductKernels<A> {
    /** Products. */
    GemmKernel<A> gemm();

    /** Products of one row. */
    GemvKernel<A> gemv();

    /** Copies and transposes. */
    PackKernel<A> pack();

    /** Whether others take their place later. What is called for small products should see the others alone. */
    default boolean areStandIns() {
        return false;
    }

    /** Kernels that have been made already. */
    record Chosen<A>(GemmKernel<A> gemm, GemvKernel<A> gemv, PackKernel<A> pack, boolean areStandIns)
            implements ProductKernels<A> {}
}
