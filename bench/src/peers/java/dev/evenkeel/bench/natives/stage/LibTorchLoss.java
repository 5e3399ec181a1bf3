package dev.evenkeel.bench.natives.stage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.evenkeel.bench.natives.OffHeapMemory;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.LossStage;
import dev.evenkeel.bench.stage.StageData;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::log_softmax_out}, {@code at::nll_loss_forward_out} and their backward functions: the four operations of
 * {@code cross_entropy} and its gradient, without autograd.
 */
final class LibTorchLoss extends LibTorchStage {
    private static final MethodHandle LOG_SOFTMAX_BACKWARD = operation(
            "_ZN2at4_ops30_log_softmax_backward_data_out4callERKNS_6TensorES4_lN3c1010ScalarTypeERS2_",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BYTE, ADDRESS));

    private static final long COLUMNS = 1;
    private static final long MEAN = 1;
    private static final long IGNORED = -100;
    private static final byte FLOAT32 = 6;

    private final boolean hasGradient;
    private final OffHeapMemory.Floats result;
    private final OffHeapMemory.Floats loss = memory.floats(1);
    private final Tensor logits;
    private final Tensor labels;
    private final Tensor logProbabilities;
    private final Tensor lossTensor = scalar(loss);
    private final Tensor totalWeight = scalar(memory.floats(1));
    private final Tensor one = scalar(memory.copy(new float[] {1}));
    private final Tensor lossGradient;
    private final MemorySegment lossGradientAddress;
    private final MemorySegment logProbabilitiesAddress;
    private final MemorySegment outputAddress;
    private final TensorOptional noWeights = hold(new TensorOptional());

    LibTorchLoss(LossStage stage, Extent extent, StageData data) {
        super(extent);
        hasGradient = stage.hasGradient();
        result = memory.floats(hasGradient ? data.x().length : 0);
        logits = copy(data.x());
        labels = hold(Tensor.create(IntStream.of(data.labels()).asLongStream().toArray()));
        logProbabilities = matrix(memory.floats(data.x().length));
        logProbabilitiesAddress = MemorySegment.ofAddress(logProbabilities.address());
        lossGradient = hasGradient ? matrix(memory.floats(data.x().length)) : null;
        lossGradientAddress = MemorySegment.ofAddress(hasGradient ? lossGradient.address() : 0);
        outputAddress = MemorySegment.ofAddress(hasGradient ? matrix(result).address() : 0);
    }

    private Tensor scalar(OffHeapMemory.Floats value) {
        return hold(torch.from_blob(value, new long[0]));
    }

    /** What most calls return is a tensor of ours again, which stays open. */
    @Override
    @SuppressWarnings("resource")
    public void run() {
        torch.log_softmax_out(logProbabilities, logits, COLUMNS);
        torch.nll_loss_forward_out(lossTensor, totalWeight, logProbabilities, labels, noWeights, MEAN, IGNORED).close();
        if (!hasGradient) return;
        torch.nll_loss_backward_out(lossGradient, one, logProbabilities, labels, noWeights, MEAN, IGNORED, totalWeight);
        try {
            MemorySegment same = (MemorySegment) LOG_SOFTMAX_BACKWARD.invokeExact(lossGradientAddress,
                    logProbabilitiesAddress, COLUMNS, FLOAT32,
                    outputAddress);
        } catch (Throwable e) {
            throw new IllegalStateException("_log_softmax_backward_data failed", e);
        }
    }

    @Override
    public float[] output() {
        return result.toArray();
    }

    @Override
    public double value() {
        return loss.get(0);
    }

    @Override
    String operation() {
        return hasGradient ? "log_softmax, nll_loss and their backward functions" : "log_softmax and nll_loss";
    }
}
