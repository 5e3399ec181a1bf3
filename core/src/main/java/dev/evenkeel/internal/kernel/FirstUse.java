package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.simd.Room;
import java.util.function.Supplier;

/**
 * A kernel that is made when it is first asked for. The scalar one takes its place where the virtual machine refuses
 * it; after another error, for want of memory or stack, the next call tries again.
 *
 * @param <K> the type of both kernels
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
