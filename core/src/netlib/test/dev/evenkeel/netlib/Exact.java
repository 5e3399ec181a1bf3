package dev.evenkeel.netlib;

/**
 * A sum of products in pairs of doubles, some hundred bits, and the sum of their magnitudes, which rounding errors are
 * measured by.
 */
final class Exact {
    /** The bound of the testers of the Reference BLAS, whose sums are short. */
    private static final double THRESHOLD = 16;

    private double value;
    private double rest;
    private double magnitude;
    private int terms;

    /** Adds a number. */
    Exact plus(double number) {
        add(number, 0);
        magnitude += Math.abs(number);
        return this;
    }

    /** Adds a product. */
    Exact plus(double x, double y) {
        double product = x * y;
        add(product, Math.fma(x, y, -product));
        magnitude += Math.abs(product);
        return this;
    }

    /** Adds a product of three. */
    Exact plus(double scale, double x, double y) {
        double product = x * y;
        double below = Math.fma(x, y, -product);
        double scaled = scale * product;
        add(scaled, Math.fma(scale, product, -scaled) + scale * below);
        magnitude += Math.abs(scaled);
        return this;
    }

    private void add(double number, double below) {
        double sum = value + number;
        double part = sum - value;
        rest += value - (sum - part) + (number - part) + below;
        value = sum;
        terms++;
    }

    /** True if an answer is as near as the testers demand, or for longer sums as rounding each term allows. */
    boolean isNear(double answer, Precision precision) {
        return Math.abs(value - answer + rest) <= Math.max(THRESHOLD, terms + 2) * precision.epsilon() * magnitude;
    }

    @Override
    public String toString() {
        return value + " of terms of " + magnitude;
    }
}
