package dev.evenkeel.bench.natives.stage;

import dev.evenkeel.bench.natives.LibTorch;
import dev.evenkeel.bench.natives.NativeSymbol;
import dev.evenkeel.bench.natives.OffHeapMemory;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.PreparedStage;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What prepared stages have in common: matrices outside the heap, and no gradients recorded. */
abstract class LibTorchStage implements PreparedStage {
    final OffHeapMemory memory = new OffHeapMemory();
    private final Extent extent;
    private final List<Pointer> held = new ArrayList<>();

    LibTorchStage(Extent extent) {
        this.extent = extent;
        hold(new NoGradGuard());
    }

    /** An operation that the preset leaves out because its name begins with an underscore. */
    static MethodHandle operation(String mangled, FunctionDescriptor descriptor) {
        return NativeSymbol.beside(Loader.load(torch.class), "libtorch_cpu.so", mangled, descriptor);
    }

    /** Keeps something until the end. */
    final <P extends Pointer> P hold(P pointer) {
        held.add(pointer);
        return pointer;
    }

    final Tensor matrix(OffHeapMemory.Floats values) {
        return hold(torch.from_blob(values, new long[] {extent.rows(), extent.columns()}));
    }

    final Tensor copy(float[] values) {
        return matrix(memory.copy(values));
    }

    @Override
    public final String codePath() {
        return LibTorch.describe() + ", " + operation();
    }

    /** Its name. */
    abstract String operation();

    @Override
    public final void close() {
        held.reversed().forEach(Pointer::close);
        memory.close();
    }
}
