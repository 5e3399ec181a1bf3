package dev.evenkeel.init;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * Independent entries of mean 0 and variance scale/n, n being a {@link FanMode} of the fans. Nearly every scheme is a
 * point on this line; a user's own is another.
 *
 * {@snippet :
 * Weights weights = Weights.inputsByOutputs(Matrix.of(new float[784 * 256], 784, 256));       // for Y = X·W
 * RandomStream stream = RandomStream.philox(42).stream("layer 1");
 * VarianceScaling.HE_NORMAL.fill(weights, stream, Execution.sequential());
 * IO.println(VarianceScaling.HE_NORMAL.formula());             // 2/in
 *
 * VarianceScaling beforeTanh = VarianceScaling.GLOROT_UNIFORM.before(Activation.TANH);
 * VarianceScaling mine = new VarianceScaling("mine", 1.5, FanMode.OUT, DistributionFamily.NORMAL, "", "");
 * IO.println(mine.variance(weights.fans()) == 1.5 / 256);      // true
 * }
 *
 * <p>One scheme, two names: PyTorch's {@index Xavier} is Glorot, {@link #GLOROT_UNIFORM} and {@link #GLOROT_NORMAL};
 * its {@index Kaiming} is He, {@link #HE_UNIFORM} and {@link #HE_NORMAL}.
 *
 * <p>Two things that are called alike: CS231n's "calibrated 1/√n" is normal with <em>variance</em> 1/n, {@link
 * #LECUN_NORMAL}; Glorot and Bengio's "standard" is uniform with <em>bound</em> 1/√n, hence variance 1/(3·n), {@link
 * #GLOROT_STANDARD}.
 *
 * @param scale variance of an entry times n; positive
 * @param family a truncated normal is corrected: the variance is that after the cut, as in Keras and JAX ({@link
 * #uncorrected()} otherwise, as in PyTorch)
 */
public record VarianceScaling(
        String name, double scale, FanMode mode, DistributionFamily family, String purpose, String source)
        implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String GLOROT = "Glorot and Bengio, Understanding the difficulty of training deep feedforward "
            + "neural networks, AISTATS 2010, equation ";
    private static final String GLOROT_PURPOSE =
            "layers before tanh, softsign or nothing: keeps signal and gradient, as far as one number can";
    private static final String HE =
            "He, Zhang, Ren and Sun, Delving deep into rectifiers, ICCV 2015, equation 10";
    private static final String HE_PURPOSE = "layers before ReLU: makes up for the half that it cuts off";
    private static final String LECUN = "LeCun, Bottou, Orr and Müller, Efficient backprop, 1998, section 4.6";
    private static final String LECUN_PURPOSE =
            "keeps the signal in linear layers, and in SELU ones; the \"calibrated 1/√n\" of CS231n";

    /** U(±1/√in), variance 1/(3·in): the heuristic that the paper starts from. */
    public static final VarianceScaling GLOROT_STANDARD = new VarianceScaling("glorot standard", 1d / 3, FanMode.IN,
            DistributionFamily.UNIFORM, "the common heuristic before 2010: loses two thirds of the variance per layer",
            GLOROT + 1);

    /** {@index "Xavier uniform"}, "normalised": U(±√6/√(in + out)), variance 2/(in + out). */
    public static final VarianceScaling GLOROT_UNIFORM = new VarianceScaling(
            "glorot uniform", 1, FanMode.AVERAGE, DistributionFamily.UNIFORM, GLOROT_PURPOSE, GLOROT + 16);

    /** {@index "Xavier normal"}: N(0, 2/(in + out)). */
    public static final VarianceScaling GLOROT_NORMAL = new VarianceScaling(
            "glorot normal", 1, FanMode.AVERAGE, DistributionFamily.NORMAL, GLOROT_PURPOSE, GLOROT + 12);

    /** {@index "Xavier truncated normal"}: variance 2/(in + out), cut at 2 σ of the normal before the cut. */
    public static final VarianceScaling GLOROT_TRUNCATED = new VarianceScaling("glorot truncated normal", 1,
            FanMode.AVERAGE, DistributionFamily.TRUNCATED_NORMAL, GLOROT_PURPOSE, GLOROT + 12);

    /** {@index "Kaiming uniform"}: U(±√(6/in)), variance 2/in. */
    public static final VarianceScaling HE_UNIFORM =
            new VarianceScaling("he uniform", 2, FanMode.IN, DistributionFamily.UNIFORM, HE_PURPOSE, HE);

    /** {@index "Kaiming normal"}, MSRA: N(0, 2/in). */
    public static final VarianceScaling HE_NORMAL =
            new VarianceScaling("he normal", 2, FanMode.IN, DistributionFamily.NORMAL, HE_PURPOSE, HE);

    /** {@index "Kaiming truncated normal"}: variance 2/in, cut at 2 σ of the normal before the cut. */
    public static final VarianceScaling HE_TRUNCATED = new VarianceScaling(
            "he truncated normal", 2, FanMode.IN, DistributionFamily.TRUNCATED_NORMAL, HE_PURPOSE, HE);

    /** U(±√(3/in)), variance 1/in. */
    public static final VarianceScaling LECUN_UNIFORM =
            new VarianceScaling("lecun uniform", 1, FanMode.IN, DistributionFamily.UNIFORM, LECUN_PURPOSE, LECUN);

    /** N(0, 1/in): CS231n's {@index "calibrated 1/√n"}. */
    public static final VarianceScaling LECUN_NORMAL =
            new VarianceScaling("lecun normal", 1, FanMode.IN, DistributionFamily.NORMAL, LECUN_PURPOSE, LECUN);

    /** Variance 1/in, cut at 2 σ of the normal before the cut. */
    public static final VarianceScaling LECUN_TRUNCATED = new VarianceScaling(
            "lecun truncated normal", 1, FanMode.IN, DistributionFamily.TRUNCATED_NORMAL, LECUN_PURPOSE, LECUN);

    /** @throws IllegalArgumentException if the scale is not positive and finite */
    public VarianceScaling {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(source, "source");
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be positive and finite, was " + scale);
        }
    }

    /**
     * Standard deviations times {@code gain}, variance times its square: {@link Activation#gain}, or 3/4, PyTorch's for
     * SELU.
     *
     * @throws IllegalArgumentException unless the gain, and the scale times its square, are positive and finite
     */
    public VarianceScaling withGain(double gain) {
        double product = scale * gain * gain;
        if (!(gain > 0 && product > 0 && product < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gain must be positive and finite, its square times the scale too, was "
                    + gain + " for a scale of " + scale);
        }
        return new VarianceScaling(name + " × " + gain, product, mode, family, purpose, source);
    }

    /**
     * {@link #withGain} of the non-linearity behind the layer: do not put a gain for ReLU on top of He's, which has it.
     */
    public VarianceScaling before(Activation activation) {
        Objects.requireNonNull(activation, "activation");
        return withGain(activation.gain());
    }

    /** The same with another fan: {@code HE_NORMAL.with(FanMode.OUT)} keeps the gradient instead of the signal. */
    public VarianceScaling with(FanMode other) {
        Objects.requireNonNull(other, "other");
        return new VarianceScaling(name + " (" + other + ")", scale, other, family, purpose, source);
    }

    /**
     * The same without correction for the cut: σ is √(scale/n) before it, the variance 0.7737 of that. No change to
     * other distributions.
     */
    public VarianceScaling uncorrected() {
        return family != DistributionFamily.TRUNCATED_NORMAL ? this
                : new VarianceScaling(name + " uncorrected", scale * family.variance(), mode, family,
                        purpose, source);
    }

    /**
     * For the layers of a residual branch in a network without normalisation: gain L^(−1/(2m − 2)). The last layer of
     * each branch, and the classifier, start as {@link Constant#ZEROS}. Zhang, Dauphin and Ma, Fixup initialization,
     * ICLR 2019.
     *
     * @param branches L, of the network
     * @param layers m, of a branch
     * @throws IllegalArgumentException if there is no branch, or a branch has fewer than 2 layers
     */
    public VarianceScaling fixup(int branches, int layers) {
        if (branches < 1 || layers < 2) {
            throw new IllegalArgumentException(
                    "fixup needs branches ≥ 1 with layers ≥ 2, were " + branches + " with " + layers);
        }
        return withGain(Math.pow(branches, -1 / (2d * layers - 2)));
    }

    /** What entries are drawn from: for filling a shard of a matrix, with the fans of the whole. */
    public Distribution distribution(Fans fans) {
        return family.withVariance(variance(fans));
    }

    @Override
    public String formula() {
        return switch (mode) {
            case IN -> over(scale, "in");
            case OUT -> over(scale, "out");
            case AVERAGE -> over(2 * scale, "(in + out)");
            case GEOMETRIC_AVERAGE -> over(scale, "√(in·out)");
        };
    }

    private static String over(double scale, String fan) {
        return Math.abs(scale - 1d / 3) < 1e-12 ? "1/(3·" + fan + ")" : Initializers.number(scale) + "/" + fan;
    }

    @Override
    public double variance(Fans fans) {
        return scale / mode.of(fans);
    }

    @Override
    public double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return family.kurtosis();
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        Objects.requireNonNull(weights, "weights");
        Sampling.fill(weights.matrix(), distribution(weights.fans()), stream, execution);
    }
}
