package dev.evenkeel.bench.natives.stage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.evenkeel.bench.natives.OffHeapMemory;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.StageData;
import dev.evenkeel.bench.stage.UpdateStage;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::_fused_adamw_}, {@code at::_fused_adam_} and {@code at::_fused_sgd_}: one pass over memory, which
 * PyTorch's optimizers make with {@code fused=True}. {@code torch::optim} of C++ has only those of several passes.
 */
final class LibTorchUpdate extends LibTorchStage {
    /** {@code at::TensorList}: a pointer to tensors, and how many. */
    private static final StructLayout LIST = MemoryLayout.structLayout(ADDRESS, JAVA_LONG);

    private static final MethodHandle ADAMW = adam(
            "_ZN2at4_ops13_fused_adamw_4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_");

    private static final MethodHandle ADAM = adam(
            "_ZN2at4_ops12_fused_adam_4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_");

    private static final MethodHandle SGD = operation(
            "_ZN2at4_ops11_fused_sgd_4callEN3c108ArrayRefINS_6TensorEEES5_S5_ddddbbbRKSt8optionalIS4_ES9_",
            FunctionDescriptor.ofVoid(LIST, LIST, LIST, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE,
                    JAVA_BOOLEAN,
                    JAVA_BOOLEAN, JAVA_BOOLEAN, ADDRESS, ADDRESS));

    private final UpdateStage stage;
    private final Arena lists = Arena.ofAuto();
    private final OffHeapMemory.Floats result;
    private final OffHeapMemory.Floats step = memory.floats(1);
    private final MemorySegment weights;
    private final MemorySegment gradient;
    private final List<MemorySegment> states = new ArrayList<>();
    private final MemorySegment steps = list(hold(torch.from_blob(step, new long[0])));
    private final MemorySegment none = lists.allocate(LIST);
    private final MemorySegment noTensor = MemorySegment.ofAddress(hold(new TensorOptional()).address());
    private float taken;

    LibTorchUpdate(UpdateStage stage, Extent extent, StageData data) {
        super(extent);
        this.stage = stage;
        result = memory.copy(data.x());
        weights = list(matrix(result));
        gradient = list(copy(data.gradient()));
        for (float[] state : data.states()) states.add(list(copy(state)));
    }

    private static MethodHandle adam(String mangled) {
        return operation(mangled,
                FunctionDescriptor.ofVoid(LIST, LIST, LIST, LIST, LIST, LIST, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE, JAVA_BOOLEAN, JAVA_BOOLEAN, ADDRESS, ADDRESS));
    }

    /** A list of one tensor, which stays open. */
    private MemorySegment list(Tensor tensor) {
        MemorySegment list = lists.allocate(LIST);
        list.set(ADDRESS, 0, MemorySegment.ofAddress(tensor.address()));
        list.set(JAVA_LONG, ADDRESS.byteSize(), 1);
        return list;
    }

    @Override
    public void run() {
        step.put(0, ++taken);
        try {
            switch (stage) {
                case ADAMW -> ADAMW.invokeExact(weights, gradient, states.get(0), states.get(1), none, steps,
                        UpdateStage.LEARNING_RATE, UpdateStage.BETA1,
                        UpdateStage.BETA2, UpdateStage.DECAY, UpdateStage.EPSILON, false, false, noTensor, noTensor);
                case ADAM -> ADAM.invokeExact(weights, gradient, states.get(0), states.get(1), none, steps,
                        UpdateStage.LEARNING_RATE, UpdateStage.BETA1,
                        UpdateStage.BETA2, 0.0, UpdateStage.EPSILON, false, false, noTensor, noTensor);
                case SGD_MOMENTUM -> SGD.invokeExact(weights, gradient, states.get(0), 0.0, UpdateStage.MOMENTUM,
                        UpdateStage.LEARNING_RATE, 0.0, false, false,
                        false, noTensor, noTensor);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(operation() + " failed", e);
        }
    }

    @Override
    public float[] output() {
        return result.toArray();
    }

    @Override
    String operation() {
        return switch (stage) {
            case ADAMW -> "_fused_adamw_";
            case ADAM -> "_fused_adam_";
            case SGD_MOMENTUM -> "_fused_sgd_";
        };
    }
}
