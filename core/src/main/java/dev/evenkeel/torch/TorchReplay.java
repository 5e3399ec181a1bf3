package dev.evenkeel.torch;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.memory.OperandChecks;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * The numbers that PyTorch draws on CPU for float32 tensors, bit for bit: {@code torch.manual_seed(seed)}, then calls
 * in the same order, of the same sizes and with the same parameters. A model moved from Python starts from the same
 * weights.
 *
 * {@snippet :
 * TorchReplay torch = TorchReplay.manualSeed(0);               // torch.manual_seed(0)
 * float[] weight = new float[30 * 20];                         // layer = torch.nn.Linear(20, 30)
 * float[] bias = new float[30];
 * torch.kaimingUniform(Matrix.of(weight, 30, 20), TorchReplay.fansOfShape(30, 20), FanMode.IN,
 *         TorchReplay.leakyReluGain(Math.sqrt(5)));
 * torch.uniform(bias, -1 / Math.sqrt(20), 1 / Math.sqrt(20));
 * IO.println(weight[0] + " " + bias[29]);                      // -0.0016741039 -0.014056672
 * }
 *
 * <p>Unlike {@link dev.evenkeel.random.Sampling} this is a sequence: each call goes on where the last one ended, a
 * sample depends on all calls before it, and there is nothing for threads to share. Use it to reproduce PyTorch;
 * otherwise a {@link dev.evenkeel.random.RandomStream} is faster, indexable, and reaches further into the tail than the
 * 5.77 σ that 24 bits allow.
 *
 * <p><b>The original.</b> Equal to libtorch 2.7.1 and 2.10.0 on x86-64 with AVX2 or more ({@code
 * torch.backends.cpu.get_cpu_capability()} {@code "AVX2"} or {@code "AVX512"}, which draw alike), compared over
 * hundreds of millions of samples. On other processors, and under {@code ATEN_CPU_CAPABILITY=default}, PyTorch itself
 * gives other bits. The generator is MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998) with the lower 32 bits of
 * the seed (aten/src/ATen/core/MT19937RNGEngine.h); a uniform sample is from + (to − from)·u with one rounding, u being
 * 24 bits of a word; normals are those of normal_fill_AVX2 (aten/src/ATen/native/cpu/DistributionTemplates.h):
 * Box–Muller on blocks of 16 words with the polynomials of the Cephes library. If the size is no multiple of 16, the
 * last 16 samples are drawn again.
 *
 * <p><b>Fewer than 16 normals</b> PyTorch computes in float64, in pairs of which a second half is kept for the next
 * such call, with the C library's logarithm, sine and cosine, whose last bits are not the same everywhere. Where they
 * would decide how a sample is rounded to float32, once in some twenty million samples, there is no right answer: that
 * is an ArithmeticException. All other samples are exact.
 *
 * <p><b>Not offered</b>, because there other code decides what comes out: normals in float64, normals for tensors that
 * are not contiguous, and {@code nn.init.trunc_normal_} (the C library: logarithm, exponential and error function),
 * {@code nn.init.orthogonal_} (the LAPACK that PyTorch was built with; {@link dev.evenkeel.init.Orthogonal} draws from
 * the same distribution). {@code nn.init.sparse_} is not offered either. {@code eye_}, {@code dirac_}, {@code zeros_}
 * and {@code constant_} draw nothing: {@link dev.evenkeel.init.Identity}, {@link dev.evenkeel.init.Dirac} and {@link
 * dev.evenkeel.init.Constant} write the same. Targets must be dense and row-major; let PyTorch's {@code weight.T} be
 * the transposed view of what was filled.
 *
 * <p>{@code torch.rand} draws as {@code uniform_(0, 1)}, {@code torch.randn} as {@code normal_(0, 1)}. {@code
 * nn.Linear(in, out)} draws its weight (out × in) by {@link #kaimingUniform} with {@code FanMode.IN} and {@code
 * leakyReluGain(Math.sqrt(5))}, then its bias uniformly within ±1/√in.
 *
 * <p><b>Errors</b>, thrown before anything is written or drawn: IllegalArgumentException where a parameter is NaN,
 * infinite, beyond float32 or of the wrong sign, where a matrix is not dense and row-major, where a segment is
 * read-only or no whole number of floats; and those of a segment that is closed or confined to another thread. Empty
 * targets draw nothing.
 *
 * <p>Not thread-safe.
 */
public final class TorchReplay {
    private final TorchGenerator generator;

    private TorchReplay(long seed, Execution execution) {
        this.generator = new TorchGenerator(seed, ((Engine) execution).kernelSet().torch());
    }

    /**
     * PyTorch's default generator after {@code torch.manual_seed(seed)}; seeds that agree in their lower 32 bits give
     * the same numbers.
     */
    public static TorchReplay manualSeed(long seed) {
        return manualSeed(seed, Execution.sequential());
    }

    /**
     * The same numbers by the kernels of an execution, on the calling thread alone.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the execution's pool is shut down
     */
    public static TorchReplay manualSeed(long seed, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        return new TorchReplay(seed, execution);
    }

    /** {@code target.normal_(mean, std)}, std ≥ 0. */
    public void normal(Matrix target, double mean, double std) {
        normal(TorchTarget.of(target), mean, std);
    }

    /** {@code target.normal_(mean, std)}, std ≥ 0. */
    public void normal(float[] target, double mean, double std) {
        normal(TorchTarget.of(target), mean, std);
    }

    /** {@code target.normal_(mean, std)}, std ≥ 0; floats of the machine's byte order, any number. */
    public void normal(MemorySegment target, double mean, double std) {
        normal(TorchTarget.of(target), mean, std);
    }

    private void normal(TorchTarget target, double mean, double std) {
        requireFloat("mean", mean);
        requireFloat("std", std);
        if (!(std >= 0)) {
            throw new IllegalArgumentException("std must be at least 0, was " + std);
        }
        generator.normal(target, mean, std);
    }

    /** {@code target.uniform_(from, to)}, from ≤ to. As in PyTorch, rounding may reach {@code to}. */
    public void uniform(Matrix target, double from, double to) {
        uniform(TorchTarget.of(target), from, to);
    }

    /** {@code target.uniform_(from, to)}, from ≤ to. As in PyTorch, rounding may reach {@code to}. */
    public void uniform(float[] target, double from, double to) {
        uniform(TorchTarget.of(target), from, to);
    }

    /** {@code target.uniform_(from, to)}, from ≤ to; floats of the machine's byte order, any number. */
    public void uniform(MemorySegment target, double from, double to) {
        uniform(TorchTarget.of(target), from, to);
    }

    private void uniform(TorchTarget target, double from, double to) {
        requireFloat("from", from);
        requireFloat("to", to);
        float width = (float) to - (float) from;
        if (!(from <= to) || width == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "uniform needs from ≤ to with to − from in the range of float32, was [" + from + ", " + to + ")");
        }
        generator.uniform(target, (float) from, width);
    }

    /** {@code nn.init.xavier_uniform_(target, gain)}: uniform within ±√3·gain·√(2/(in + out)). */
    public void xavierUniform(Matrix target, Fans fans, double gain) {
        symmetric(target, xavier(fans, gain));
    }

    /** {@code nn.init.xavier_normal_(target, gain)}: normal with standard deviation gain·√(2/(in + out)). */
    public void xavierNormal(Matrix target, Fans fans, double gain) {
        normal(target, 0, xavier(fans, gain));
    }

    /**
     * {@code nn.init.kaiming_uniform_(target, a, mode, nonlinearity)}: uniform within ±√3·gain/√fan.
     *
     * @param mode {@code FanMode.IN} for {@code 'fan_in'}, PyTorch's default, or {@code FanMode.OUT}; it knows no other
     * @param gain {@link #leakyReluGain} of {@code a} for {@code 'leaky_relu'}, PyTorch's default with a = 0; otherwise
     * {@link dev.evenkeel.Activation#gain()} of the nonlinearity
     */
    public void kaimingUniform(Matrix target, Fans fans, FanMode mode, double gain) {
        symmetric(target, kaiming(fans, mode, gain));
    }

    /**
     * {@code nn.init.kaiming_normal_(target, a, mode, nonlinearity)}: normal with standard deviation gain/√fan.
     *
     * @param mode as for {@link #kaimingUniform}
     * @param gain as for {@link #kaimingUniform}
     */
    public void kaimingNormal(Matrix target, Fans fans, FanMode mode, double gain) {
        normal(target, 0, kaiming(fans, mode, gain));
    }

    /**
     * {@code nn.init.calculate_gain('leaky_relu', negativeSlope)}: √(2/(1 + negativeSlope²)).
     *
     * @throws IllegalArgumentException if the slope is not finite
     */
    public static double leakyReluGain(double negativeSlope) {
        if (!Double.isFinite(negativeSlope)) {
            throw new IllegalArgumentException("negativeSlope must be finite, was " + negativeSlope);
        }
        return Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
    }

    /**
     * The fans that {@code nn.init} sees in a tensor of this shape. Its fan-out is out·k² whatever the groups, unlike
     * {@link Fans#convolution}.
     *
     * @param sizes as {@code tensor.shape} has them: out, in/groups, and the extents of a convolution's kernel
     * @throws IllegalArgumentException if there are fewer than two sizes, one is not positive, or a fan overflows
     */
    public static Fans fansOfShape(long... sizes) {
        Objects.requireNonNull(sizes, "sizes");
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "sizes must be at least two, all positive, were " + Arrays.toString(sizes));
        }
        try {
            long kernel = Arrays.stream(sizes).skip(2).reduce(1, Math::multiplyExact);
            return new Fans(Math.multiplyExact(sizes[1], kernel), Math.multiplyExact(sizes[0], kernel));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "sizes must give fans of at most 2^63 - 1, were " + Arrays.toString(sizes), e);
        }
    }

    private static double xavier(Fans fans, double gain) {
        Objects.requireNonNull(fans, "fans");
        return requireGain(gain) * Math.sqrt(2 / ((double) fans.in() + fans.out()));
    }

    private static double kaiming(Fans fans, FanMode mode, double gain) {
        Objects.requireNonNull(fans, "fans");
        Objects.requireNonNull(mode, "mode");
        if (mode != FanMode.IN && mode != FanMode.OUT) {
            throw new IllegalArgumentException("mode must be IN or OUT for PyTorch, was " + mode);
        }
        return requireGain(gain) / Math.sqrt(mode.of(fans));
    }

    private void symmetric(Matrix target, double deviation) {
        double bound = Math.sqrt(3) * deviation;
        uniform(target, -bound, bound);
    }

    private static double requireGain(double gain) {
        if (!(gain >= 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gain must be finite and at least 0, was " + gain);
        }
        return gain;
    }

    private static void requireFloat(String name, double value) {
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException(name + " must be a number in the range of float32, was " + value);
        }
    }
}
