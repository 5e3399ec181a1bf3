package dev.evenkeel.bench.gemm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * m × n × k: C is m × n and the sum runs over k terms. Written {@code 32x1000x1000}, or {@code 256} for a square.
 *
 * @param m rows of C, at least 1
 * @param n columns of C, at least 1
 * @param k terms of each sum, at least 1
 */
public record Shape(int m, int n, int k) {
    private static final Pattern SQUARE = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern GENERAL = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");

    /** Rejects empty products: there is nothing to time. */
    public Shape {
        if (m < 1 || n < 1 || k < 1) {
            throw new IllegalArgumentException(
                    "shape " + m + "x" + n + "x" + k + ": every dimension must be at least 1");
        }
        if ((long) m * n > Integer.MAX_VALUE - 8 || (long) m * k > Integer.MAX_VALUE - 8
                || (long) n * k > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "shape " + m + "x" + n + "x" + k + ": an operand does not fit in a Java array");
        }
    }

    /** n × n × n. */
    public static Shape square(int n) { return new Shape(n, n, n); }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is neither {@code n} nor {@code MxNxK}
     */
    public static Shape parse(String text) {
        if (SQUARE.matcher(text).matches()) return square(Integer.parseInt(text));
        Matcher general = GENERAL.matcher(text);
        if (!general.matches()) {
            throw new IllegalArgumentException(
                    "shape '" + text + "': expected MxNxK such as 32x1000x1000, or N for a square");
        }
        return new Shape(Integer.parseInt(general.group(1)), Integer.parseInt(general.group(2)),
                Integer.parseInt(general.group(3)));
    }

    /** 2mnk: a multiplication and an addition per term. */
    public double flops() { return 2.0 * m * n * k; }

    @Override
    public String toString() { return m == n && n == k ? Integer.toString(m) : m + "x" + n + "x" + k; }
}
