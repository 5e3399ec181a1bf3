package dev.evenkeel.batchnorm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.sweep.ChannelSweep;

/**
 * Batch normalisation: {@code y = γ·x̂ + β} with {@code x̂ = (x − μ)/√(σ² + ε)}, where x and y hold N samples × C
 * channels × S positions and μ, σ², γ, β one value per channel (Ioffe and Szegedy, Batch Normalization, 2015,
 * algorithms 1 and 2).
 *
 * <p>{@link #forward} takes the mean μ and the biased variance σ² of its input over all m = N·S values of a channel;
 * {@link #infer} takes {@link RunningStatistics}; {@link #backward} differentiates either. The batch's statistics are
 * kept in {@link Moments}, in float64, because a large mean would lose the variance in float32. Synchronised training
 * takes the pass apart: {@link #moments} per shard, merge, {@link #normalize}; {@link #gradientSums} per shard, merge,
 * {@link #inputGradient}.
 *
 * <p><b>Order of operations.</b> Float32 sums take at most 64 values each, about a value of the data, before they are
 * moved to one origin and added in float64. The order depends on the layout and the shape alone; core/docs/same-bits.md
 * has it as pseudo-code. Equal inputs give equal bits on every machine; the two layouts agree within the errors below.
 *
 * <p><b>Error.</b> With u = 2⁻²⁴: the mean and the variance differ from the exact ones of the float32 input by less
 * than 200·u·(max |x − k|) and, for the variance, 200·u·mean((x − k)²), bounds that the average over many roundings
 * stays far below: 10⁻⁷·σ and 10⁻⁷·σ² are usual, at any mean. Given the statistics, y is within {@code u·(3|γ·x̂| +
 * 2|β| + |y|)} of the exact result. Where float32 squares would overflow or vanish (σ above 10¹⁸ or below 10⁻¹⁹), the
 * channel's moments are computed once more in float64, value after value, slowly; so the statistics are right for all
 * finite values of float32. The sums of the backward pass are not computed again: products dy·(x − μ) below 10⁻³⁸ lose
 * digits, and their sums are ±∞ or NaN from 3·10³⁸ on.
 *
 * <p><b>Edges.</b> NaN and ±∞ make the variance, y and dx of their channel NaN and touch no other channel. The mean is
 * what the sum makes it, as in NumPy and PyTorch: ±∞ where infinities of one sign are the only such values, otherwise
 * NaN; so are means that are merged and running ones. A constant channel has variance 0: x̂ = 0, or NaN where ε = 0.
 * Any other channel has a variance above 0. With ε = 0 and σ below 3·10⁻³⁹·|γ| the factor γ/σ is no float32: y and dx
 * are ±∞ or NaN. So is dx where the slope γ·Σdy·(x − μ)/(n·σ³) is beyond 3·10³⁸, with tiny σ and large dy. In place is
 * allowed: y, dx and dResidual may show the same elements at the same places as an input.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes, layouts or lengths do
 * not match, a batch without values is to be trained on, an output shares an element with another view without being
 * the same view, repeats an element, is read-only, or has elements in the array of γ or β, or where dGamma or dBeta is
 * an array that one of the views has elements in; NullPointerException with the name of an argument that is missing;
 * IllegalStateException for a closed segment; WrongThreadException for a confined segment that another thread would
 * have to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Thread-safe: any number of calls at a time, as long as no call writes what another reads or writes.
 */
public final class BatchNorm {
    private BatchNorm() {}

    /** {@code y = γ·x̂ + β} with the statistics of x, which {@code saved} receives. */
    public static void forward(
            Features x, Features y, BatchNormParameters parameters, Moments saved, Execution execution) {
        forward(x, y, parameters, saved, Fusion.none(), execution);
    }

    /** {@code y = fusion(γ·x̂ + β)} with the statistics of x, which {@code saved} receives. */
    public static void forward(
            Features x, Features y, BatchNormParameters parameters, Moments saved, Fusion fusion, Execution execution) {
        BatchNormChecks.forward(x, y, parameters, "saved", saved, fusion, execution);
        BatchNormChecks.values(x);
        saved.setCount(x.count());
        BatchNormKernel kernel = kernel(execution);
        ChannelSweep.run(x.view, new MomentsReduction(x, saved, kernel),
                new NormalizeMapping(x, y, saved, parameters, fusion, kernel), (Engine) execution);
    }

    /** {@code y = fusion(γ·x̂ + β)} with statistics of a larger batch that x is a shard of. */
    public static void normalize(
            Features x, Features y, BatchNormParameters parameters, Moments batch, Fusion fusion, Execution execution) {
        BatchNormChecks.forward(x, y, parameters, "batch", batch, fusion, execution);
        BatchNormChecks.values(batch);
        ChannelSweep.run(x.view, null,
                new NormalizeMapping(x, y, batch, parameters, fusion, kernel(execution)), (Engine) execution);
    }

    /** {@code y = γ·x̂ + β} with running statistics. */
    public static void infer(
            Features x, Features y, BatchNormParameters parameters, RunningStatistics running, Execution execution) {
        infer(x, y, parameters, running, Fusion.none(), execution);
    }

    /** {@code y = fusion(γ·x̂ + β)} with running statistics. */
    public static void infer(
            Features x,
            Features y,
            BatchNormParameters parameters,
            RunningStatistics running,
            Fusion fusion,
            Execution execution) {
        BatchNormChecks.forward(x, y, parameters, "running", running, fusion, execution);
        ChannelSweep.run(x.view, null,
                new NormalizeMapping(x, y, running, parameters, fusion, kernel(execution)), (Engine) execution);
    }

    /** Count, mean and M2 of each channel of x; of no values if x has none. */
    public static void moments(Features x, Moments result, Execution execution) {
        BatchNormChecks.moments(x, result, execution);
        if (x.isEmpty()) {
            for (int channel = 0; channel < x.channels(); channel++) {
                result.set(channel, 0, 0);
            }
        }
        result.setCount(x.count());
        ChannelSweep.run(x.view, new MomentsReduction(x, result, kernel(execution)), null, (Engine) execution);
    }

    /**
     * {@code dβ = Σdy, dγ = Σdy·x̂, dx = γ/√(σ² + ε)·(dy − dβ/m − x̂·dγ/m)}: the gradient through the batch's
     * statistics.
     *
     * @param saved by {@link #forward} of the same x
     * @param dGamma receives one value per channel, or null
     * @param dBeta receives one value per channel, or null
     */
    public static void backward(
            Features x,
            Features dy,
            Moments saved,
            BatchNormParameters parameters,
            Features dx,
            float[] dGamma,
            float[] dBeta,
            Execution execution) {
        backward(x, dy, saved, parameters, ReluGate.none(), dx, dGamma, dBeta, execution);
    }

    /** The same through a fused ReLU: dy counts where {@code gate} lets it through, and is 0 elsewhere. */
    public static void backward(
            Features x,
            Features dy,
            Moments saved,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            float[] dGamma,
            float[] dBeta,
            Execution execution) {
        BatchNormChecks.backward(x, dy, "saved", saved, parameters, gate, dx, dGamma, dBeta, execution);
        BatchNormChecks.values(x);
        BatchNormChecks.sameBatch(x, saved);
        backward(x, dy, saved, parameters, gate, dx, saved.count(), dGamma, dBeta, execution);
    }

    /**
     * {@code dβ = Σdy, dγ = Σdy·x̂, dx = γ/√(σ² + ε)·dy}: the gradient through frozen statistics, which do not depend
     * on x.
     */
    public static void backward(
            Features x,
            Features dy,
            RunningStatistics frozen,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            float[] dGamma,
            float[] dBeta,
            Execution execution) {
        BatchNormChecks.backward(x, dy, "frozen", frozen, parameters, gate, dx, dGamma, dBeta, execution);
        backward(x, dy, frozen, parameters, gate, dx, 0, dGamma, dBeta, execution);
    }

    /** Count 0 stands for frozen statistics. */
    private static void backward(
            Features x,
            Features dy,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            long count,
            float[] dGamma,
            float[] dBeta,
            Execution execution) {
        BatchNormKernel kernel = kernel(execution);
        Scratch scratch = ((Engine) execution).borrow();
        GradientSums sums = BackwardScratch.of(scratch).sums(x.channels());
        clearIfEmpty(x, sums);
        ChannelSweep.run(x.view, new GradientReduction(x, dy, gate, statistics, parameters, sums, kernel),
                new InputGradientMapping(x, dy, dx, gate, statistics, parameters, count == 0 ? null : sums, count,
                        kernel),
                (Engine) execution);
        for (int channel = 0; channel < x.channels(); channel++) {
            if (dBeta != null) {
                dBeta[channel] = (float) sums.dy()[channel];
            }
            if (dGamma != null) {
                dGamma[channel] = (float) (sums.dyTimesDeviation()[channel]
                        * statistics.inverseStandardDeviation(channel, parameters.epsilon()));
            }
        }
        ((Engine) execution).giveBack(scratch);
    }

    /**
     * {@code Σdy} and {@code Σdy·(x − μ)} of each channel over one shard of a batch, μ being the whole batch's. With
     * {@link ReluGate#addRelu} it writes dResidual, which then takes dy's place in {@link #inputGradient}.
     */
    public static void gradientSums(
            Features x,
            Features dy,
            Moments batch,
            BatchNormParameters parameters,
            ReluGate gate,
            GradientSums result,
            Execution execution) {
        BatchNormChecks.gradientSums(x, dy, batch, parameters, gate, result, execution);
        clearIfEmpty(x, result);
        ChannelSweep.run(x.view,
                new GradientReduction(x, dy, gate, batch, parameters, result, kernel(execution)), null,
                (Engine) execution);
    }

    /**
     * {@code dx = γ/√(σ² + ε)·(dy − Σdy/m − x̂·Σdy·x̂/m)} for one shard of a batch, σ², m and the sums being the whole
     * batch's.
     *
     * @param gate {@link ReluGate#none()} or {@link ReluGate#relu()}
     */
    public static void inputGradient(
            Features x,
            Features dy,
            Moments batch,
            GradientSums sums,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            Execution execution) {
        BatchNormChecks.inputGradient(x, dy, batch, sums, parameters, gate, dx, execution);
        BatchNormChecks.values(batch);
        ChannelSweep.run(x.view, null,
                new InputGradientMapping(x, dy, dx, gate, batch, parameters, sums, batch.count(),
                        kernel(execution)),
                (Engine) execution);
    }

    /**
     * Weights and bias of one layer that does what a dense or convolution layer and the inference after it do:
     * {@code w′ = w·γ/√(σ² + ε), b′ = (b − μ)·γ/√(σ² + ε) + β}, in float64 and rounded once.
     *
     * @param weights one row per channel: outputs × inputs of a dense layer ({@link Matrix#transposed()} of inputs ×
     * outputs), out × (in/groups · k²) of a convolution
     * @param bias one value per channel, or null for a layer without
     * @param foldedWeights may be the same view as {@code weights}
     * @param foldedBias one value per channel, needed even where there was no bias; may be the same array as {@code
     *     bias}, but not one that a matrix has elements in
     */
    public static void fold(
            Matrix weights,
            float[] bias,
            BatchNormParameters parameters,
            RunningStatistics running,
            Matrix foldedWeights,
            float[] foldedBias) {
        BatchNormChecks.fold(weights, bias, parameters, running, foldedWeights, foldedBias);
        for (int channel = 0; channel < weights.rows(); channel++) {
            double factor = parameters.gamma(channel) * running.inverseStandardDeviation(channel, parameters.epsilon());
            for (int j = 0; j < weights.cols(); j++) {
                foldedWeights.set(channel, j, (float) (weights.get(channel, j) * factor));
            }
            double old = bias == null ? 0 : bias[channel];
            foldedBias[channel] = (float) ((old - running.mean(channel)) * factor + parameters.beta(channel));
        }
    }

    /** Of an empty batch no sum is set. */
    private static void clearIfEmpty(Features x, GradientSums sums) {
        for (int channel = 0; channel < x.channels() && x.isEmpty(); channel++) {
            sums.set(channel, 0, 0);
        }
    }

    private static BatchNormKernel kernel(Execution execution) {
        return ((Engine) execution).kernelSet().batchNorm();
    }
}
