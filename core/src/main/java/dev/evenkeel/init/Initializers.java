package dev.evenkeel.init;

import java.util.List;
import java.util.Locale;

/** The schemes there are. */
public final class Initializers {
    private Initializers() {}

    /** Every scheme with a name of its own, with its usual parameters; convolutions' with kernels of 3 × 3. */
    public static List<Initializer> all() {
        return List.of(
                Constant.ZEROS, Constant.RELU_BIAS, FixedDistribution.SMALL_RANDOM, Sparse.MARTENS,
                VarianceScaling.GLOROT_STANDARD, VarianceScaling.GLOROT_UNIFORM, VarianceScaling.GLOROT_NORMAL,
                VarianceScaling.GLOROT_TRUNCATED, VarianceScaling.HE_UNIFORM, VarianceScaling.HE_NORMAL,
                VarianceScaling.HE_TRUNCATED, VarianceScaling.LECUN_UNIFORM, VarianceScaling.LECUN_NORMAL,
                VarianceScaling.LECUN_TRUNCATED, Orthogonal.PLAIN, DeltaOrthogonal.THREE_BY_THREE, Identity.PLAIN,
                Dirac.THREE_BY_THREE, ForgetGateBias.LSTM);
    }

    /** For formulas: whole if it is and not long, otherwise three digits. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
