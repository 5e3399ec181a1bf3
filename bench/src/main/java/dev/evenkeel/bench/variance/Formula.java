package dev.evenkeel.bench.variance;

import dev.evenkeel.Constant;
import dev.evenkeel.DeltaOrthogonal;
import dev.evenkeel.Dirac;
import dev.evenkeel.ForgetGateBias;
import dev.evenkeel.Identity;
import dev.evenkeel.Initializer;
import dev.evenkeel.Orthogonal;
import dev.evenkeel.Sparse;
import dev.evenkeel.Unscaled;
import dev.evenkeel.VarianceScaling;
import java.util.Locale;

/** The mean square that a scheme promises, as people write it. */
final class Formula {
    private Formula() {}

    static String of(Initializer scheme) {
        return switch (scheme) {
            case VarianceScaling scaling -> ratio(scaling);
            case Unscaled unscaled -> number(unscaled.law().variance());
            case Sparse sparse -> "σ²·" + sparse.perUnit() + "/in";
            case Orthogonal orthogonal -> "1/max(rows, cols)";
            case DeltaOrthogonal delta -> "1/(out·k²)";
            case Constant constant -> number((double) constant.value() * constant.value());
            case Identity identity -> "1/max(rows, cols)";
            case Dirac dirac -> "1/max(in, out)/k²";
            case ForgetGateBias bias -> "1/" + bias.gates();
        };
    }

    private static String ratio(VarianceScaling scaling) {
        return switch (scaling.mode()) {
            case IN -> over(scaling.scale(), "in");
            case OUT -> over(scaling.scale(), "out");
            case AVERAGE -> over(2 * scaling.scale(), "(in + out)");
            case GEOMETRIC_AVERAGE -> over(scaling.scale(), "√(in·out)");
        };
    }

    private static String over(double scale, String fan) {
        return Math.abs(scale - 1d / 3) < 1e-12 ? "1/(3 " + fan + ")" : number(scale) + "/" + fan;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
