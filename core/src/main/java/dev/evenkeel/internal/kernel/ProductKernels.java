package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;

/** The kernels of one product, which have to fit each other. */
public interface ProductKernels {
    /** Products. */
    GemmKernel gemm();

    /** Products of one row. */
    GemvKernel gemv();

    /** Copies and transposes. */
    PackKernel pack();

    /** Whether others take their place later. What is called for small products should see the others alone. */
    default boolean areStandIns() {
        return false;
    }
}
