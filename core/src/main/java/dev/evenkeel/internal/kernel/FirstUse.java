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
    private volatile K made;

    /** The kernel if it has been made, else null. */
    K known() {
        return made;
    }

    /** The kernel. What makes it is an argument, because a program links only the lambdas that it comes to. */
    K get(Supplier<? extends K> kernel, Supplier<? extends K> scalar) {
        K known = made;
        return known != null ? known : make(kernel, scalar);
    }

    private synchronized K make(Supplier<? extends K> kernel, Supplier<? extends K> scalar) {
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
