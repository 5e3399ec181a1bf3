package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.simd.Room;
import java.util.function.Supplier;

/**
 * A kernel that is made when it is first asked for, in whose place comes the scalar one where the virtual machine
 * refuses it. After another error, for want of memory or stack, the next call makes it.
 *
 * @param <K> what both kernels are
 */
final class FirstUse<K> {
    private final Supplier<? extends K> kernel;
    private final Supplier<? extends K> scalar;
    private volatile K made;

    FirstUse(Supplier<? extends K> kernel, Supplier<? extends K> scalar) {
        this.kernel = kernel;
        this.scalar = scalar;
    }

    K get() {
        K known = made;
        return known != null ? known : make();
    }

    private synchronized K make() {
        if (made == null) {
            Room.require();
            try {
                made = kernel.get();
            } catch (UnsupportedOperationException | LinkageError e) {
                Kernels.warnOfScalarKernels(Kernels.refusal(e));
                made = scalar.get();
            }
        }
        return made;
    }
}
