package dev.evenkeel.bench.variance;

import java.util.Locale;

/**
 * What one scheme wrote into one layer.
 *
 * @param formula of the target
 * @param entries in all fills together
 * @param mean of the entries
 * @param meanSquare of the entries
 * @param target what the scheme promises for the mean square
 * @param ratio mean square over target; null for target 0
 * @param z distance from the target in standard errors of the mean square; 0 where the scheme fixes it
 * @param meanZ distance of the mean from 0 in its standard errors; 0 where it is not random
 * @param exact whether the scheme fixes the mean square
 * @param passed whether all is as promised
 */
public record VarianceFinding(String scheme, LayerShape layer, long in, long out, String formula, long entries,
        double mean, double meanSquare,
        double target, Double ratio, double z, double meanZ, boolean exact, boolean passed) {
    /** Columns of the widest line. */
    private static final int WIDE = 145;

    static String header(int width) {
        return width < WIDE
                ? String.format(Locale.ROOT, "%-24s %-20s %9s %7s %7s", "scheme", "layer", "ratio", "z", "z(mean)")
                : String.format(Locale.ROOT, "%-24s %-20s %6s %6s %-18s %10s %12s %12s %9s %7s %7s", "scheme", "layer",
                        "in", "out", "promises", "entries", "mean square", "target", "ratio", "z", "z(mean)");
    }

    /** What a line of so many columns has room for. */
    String line(int width) {
        String ending = String.format(Locale.ROOT, "%9s %7s %7s  %s",
                ratio == null ? "-" : String.format(Locale.ROOT, "%.6f", ratio),
                exact ? "exact" : String.format(Locale.ROOT, "%.2f", z),
                exact ? "" : String.format(Locale.ROOT, "%.2f", meanZ), passed ? "ok" : "WRONG");
        return width < WIDE ? String.format(Locale.ROOT, "%-24s %-20s %s", scheme, layerName(), ending)
                : String.format(Locale.ROOT, "%-24s %-20s %6d %6d %-18s %10d %12.6e %12.6e %s", scheme, layerName(), in,
                        out, formula, entries, meanSquare, target, ending);
    }

    String layerName() {
        return layer.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
