package dev.evenkeel.init;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

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

    /**
     * The scheme of {@link #all} that people call so: {@code "he normal"}, and as other libraries write it, {@code
     * "kaiming_normal_"}, {@code "HeNormal"}, {@code "xavier-uniform"}. Capitals and everything that is no letter or
     * digit make no difference. Xavier is Glorot; Kaiming and MSRA are He; Martens stands for sparse, eye for identity.
     *
     * <p>A name says nothing of another library's defaults: Keras's {@code he_normal} is {@code "he truncated normal"}
     * here, and PyTorch's layers start from {@code kaiming_uniform_} with a slope of √5.
     *
     * @throws IllegalArgumentException if no scheme is called so; the message lists the names
     */
    public static Initializer byName(String name) {
        Objects.requireNonNull(name, "name");
        String key = key(name);
        for (Initializer scheme : all()) {
            if (key(scheme.name()).equals(key)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("name must be one of "
                + all().stream().map(Initializer::name).collect(Collectors.joining(", "))
                + " (xavier and kaiming stand for glorot and he), was \"" + name + "\"");
    }

    /** The letters and digits of a name, with one word for things of several names. */
    private static String key(String name) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String renamed = key.replaceFirst("^xavier", "glorot").replaceFirst("^kaiming", "he")
                .replaceFirst("truncated$", "truncatednormal");
        return switch (renamed) {
            case "msra" -> "henormal";
            case "martens" -> "sparse";
            case "eye" -> "identity";
            case "zero" -> "zeros";
            default -> renamed;
        };
    }

    /** For formulas: whole if it is and not long, otherwise three digits. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
