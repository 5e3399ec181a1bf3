package dev.evenkeel.netlib;

/** Euclidean norms of vectors whose sum of squares leaves the range of their type. */
public final class Norms {
    /**
     * Puts the squares of the largest doubles, or of the smallest, where neither they nor their sum leave the range.
     */
    private static final double DOWN = 0x1p-600;

    private static final double UP = 0x1p600;

    private Norms() {}

    /** True if a sum of n squares lost nothing to underflow or overflow. */
    public static boolean isSafe(float squares, int n) {
        return squares > n * 0x1p-100f && squares < Float.POSITIVE_INFINITY;
    }

    /** True if a sum of n squares lost nothing to underflow or overflow. */
    public static boolean isSafe(double squares, int n) {
        return squares > n * 0x1p-960 && squares < Double.POSITIVE_INFINITY;
    }

    /** {@code √Σxᵢ²}, summed in float64, where no square of a float leaves the range. */
    public static float norm(int n, float[] x, int offset, int increment) {
        double sum = 0;
        for (int i = 0, at = offset; i < n; i++, at += increment) sum = Math.fma(x[at], (double) x[at], sum);
        return (float) Math.sqrt(sum);
    }

    /** {@code √Σxᵢ²} of numbers scaled by a power of 2. */
    public static double norm(int n, double[] x, int offset, int increment) {
        double largest = 0;
        for (int i = 0, at = offset; i < n; i++, at += increment) largest = Math.max(largest, Math.abs(x[at]));
        double scale = largest > 1 ? DOWN : UP;
        double sum = 0;
        for (int i = 0, at = offset; i < n; i++, at += increment) {
            double scaled = x[at] * scale;
            sum = Math.fma(scaled, scaled, sum);
        }
        return Math.sqrt(sum) / scale;
    }
}
