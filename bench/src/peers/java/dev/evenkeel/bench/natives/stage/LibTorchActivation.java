package dev.evenkeel.bench.natives.stage;

import dev.evenkeel.bench.natives.OffHeapMemory;
import dev.evenkeel.bench.stage.ActivationFunction;
import dev.evenkeel.bench.stage.ActivationStage;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.StageData;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::tanh_out} and {@code at::tanh_backward_out}, and so on. {@code at::relu} is {@code at::clamp_min}, whose
 * variant with an output does not copy.
 */
final class LibTorchActivation extends LibTorchStage {
    private static final double LEAKY_SLOPE = 0.01;

    /** Where softplus becomes the identity. */
    private static final double STRAIGHT = 20;

    private final ActivationStage stage;
    private final OffHeapMemory.Floats result;
    private final Tensor x;
    private final Tensor y;
    private final Tensor gradient;
    private final Tensor output;
    private final Scalar zero = hold(new Scalar(0f));
    private final Scalar one = hold(new Scalar(1f));
    private final Scalar slope = hold(new Scalar(LEAKY_SLOPE));
    private final Scalar straight = hold(new Scalar(STRAIGHT));
    private final Scalar alpha = hold(new Scalar(ActivationFunction.alpha()));
    private final Scalar scale = hold(new Scalar(ActivationFunction.scale()));
    private final BytePointer approximation;

    LibTorchActivation(ActivationStage stage, Extent extent, StageData data) {
        super(extent);
        this.stage = stage;
        approximation = hold(new BytePointer(stage.function() == ActivationFunction.GELU_TANH ? "tanh" : "none"));
        result = memory.floats(data.x().length);
        x = copy(data.x());
        output = matrix(result);
        gradient = stage.isGradient() ? copy(data.gradient()) : null;
        y = stage.isGradient() ? matrix(memory.floats(data.x().length)) : null;
        if (stage.isGradient()) value(y);
    }

    @Override
    public void run() {
        if (stage.isGradient()) gradient();
        else value(output);
    }

    /** What the calls return is {@code target} again, which stays open. */
    @SuppressWarnings("resource")
    private void value(Tensor target) {
        switch (stage.function()) {
            case TANH -> torch.tanh_out(target, x);
            case SIGMOID -> torch.sigmoid_out(target, x);
            case GELU, GELU_TANH -> torch.gelu_out(target, x, approximation);
            case SILU -> torch.silu_out(target, x);
            case SOFTPLUS -> torch.softplus_out(target, x, one, straight);
            case RELU -> torch.clamp_min_out(target, x, zero);
            case LEAKY_RELU -> torch.leaky_relu_out(target, x, slope);
            case ELU -> torch.elu_out(target, x, one, one, one);
            case SELU -> torch.elu_out(target, x, alpha, scale, one);
            case SOFTSIGN -> throw unsupported();
        }
    }

    /** As {@link #value}. */
    @SuppressWarnings("resource")
    private void gradient() {
        switch (stage.function()) {
            case TANH -> torch.tanh_backward_out(output, gradient, y);
            case SIGMOID -> torch.sigmoid_backward_out(output, gradient, y);
            case GELU, GELU_TANH -> torch.gelu_backward_out(output, gradient, x, approximation);
            case SILU -> torch.silu_backward_out(output, gradient, x);
            case SOFTPLUS -> torch.softplus_backward_out(output, gradient, x, one, straight);
            case RELU -> torch.threshold_backward_out(output, gradient, y, zero);
            case LEAKY_RELU -> torch.leaky_relu_backward_out(output, gradient, x, slope, false);
            case ELU -> torch.elu_backward_out(output, gradient, one, one, one, true, y);
            case SELU -> torch.elu_backward_out(output, gradient, alpha, scale, one, true, y);
            case SOFTSIGN -> throw unsupported();
        }
    }

    private UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException(stage.function().name());
    }

    @Override
    public float[] output() {
        return result.toArray();
    }

    @Override
    String operation() {
        return stage.function().name().toLowerCase(Locale.ROOT) + (stage.isGradient() ? "_backward" : "");
    }
}
