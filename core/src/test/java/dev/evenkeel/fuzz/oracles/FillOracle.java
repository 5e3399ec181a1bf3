package dev.evenkeel.fuzz.oracles;

import dev.evenkeel.random.DistributionFamily;

/**
 * Samples from words: uniform ones to the bit, the others in float64 by the platform's functions and by Newton's
 * method, for comparison within the documented errors.
 *
 * @param first low, or mean
 * @param second high, or deviation
 */
public record FillOracle(DistributionFamily distribution, double first, double second) {
    private static final double QUARTER = Math.PI / 4;
    private static final double ERF_OF_ROOT_2 = erf(Math.sqrt(2));
    private static final double U = 0x1p-24;
    private static final double U_OF_DOUBLE = 0x1p-53;

    /** Documented: 4e-7, 5e-7 and 1e-15 before scaling; the rest is this oracle's own. */
    private static final double NORMAL = 4e-7;

    private static final double TRUNCATED = 5e-7;
    private static final double DOUBLE = 4e-15;

    /** Whether a float can be drawn. */
    public boolean hasFloats() {
        float x = (float) first;
        float y = (float) second;
        return distribution == DistributionFamily.UNIFORM ? x < y && Float.isFinite(y - x)
                : y > 0 && Float.isFinite(Math.abs(x) + 14 * y);
    }

    public void check(Words words, long index, float actual) {
        float x = (float) first;
        float y = (float) second;
        if (distribution == DistributionFamily.UNIFORM) {
            float u = (words.word(index) >>> 8) * 0x1p-24f;
            float wanted = Math.fma(u, width(x, y), x);
            require(wanted == actual && actual >= x && actual < y, index, actual, wanted, 0);
            return;
        }
        double standard = distribution == DistributionFamily.NORMAL ? normal(words, index) : truncated(
                ((words.word(index) >>> 7 | 1) - (1 << 24)) * 0x1p-24);
        double error = distribution == DistributionFamily.NORMAL ? NORMAL * radius(words, index)
                : TRUNCATED * Math.abs(standard);
        double wanted = x + y * standard;
        double bound = y * error + U * (3 * y * radiusBound(words, index, standard) + Math.abs(wanted)) + 4e-45;
        require(Math.abs(actual - wanted) <= bound, index, actual, wanted, bound);
    }

    public void check(Words words, long index, double actual) {
        if (distribution == DistributionFamily.UNIFORM) {
            double u = (words.pair(index) >>> 11) * 0x1p-53;
            double wanted = Math.fma(u, width(first, second), first);
            require(wanted == actual && actual >= first && actual < second, index, actual, wanted, 0);
            return;
        }
        double standard = distribution == DistributionFamily.NORMAL ? normalOfPair(words, index)
                : truncated(Math.fma(2, (words.pair(index) >>> 12) * 0x1p-52 - 0.5, 0x1p-52));
        double size = distribution == DistributionFamily.NORMAL ? radiusOfPair(words, index) : Math.abs(standard);
        double wanted = first + second * standard;
        double bound = second * (size * DOUBLE + ownError(standard)) + 4 * U_OF_DOUBLE * Math.abs(wanted) + 1e-323;
        require(Math.abs(actual - wanted) <= bound, index, actual, wanted, bound);
    }

    /** Of {@link #truncated}: four roundings of erf, over the slope that they are divided by. */
    private double ownError(double standard) {
        return distribution == DistributionFamily.NORMAL ? 0
                : 4 * U_OF_DOUBLE / (Math.sqrt(2 / Math.PI) * Math.exp(-standard * standard / 2));
    }

    private void require(boolean isRight, long index, double actual, double wanted, double bound) {
        if (!isRight) {
            throw new AssertionError("element " + index + " of " + this + " is " + actual + ", should be " + wanted
                    + (bound == 0 ? "" : " within " + bound));
        }
    }

    /** The greatest width of which 1 − 2⁻²⁴ stays below high. */
    private static float width(float low, float high) {
        int least = 0;
        int most = Float.floatToIntBits(Math.nextUp(high - low));
        while (least < most) {
            int middle = least + (most - least + 1) / 2;
            boolean isBelow = Math.fma(1 - 0x1p-24f, Float.intBitsToFloat(middle), low) < high;
            least = isBelow ? middle : least;
            most = isBelow ? most : middle - 1;
        }
        return Float.intBitsToFloat(least);
    }

    private static double width(double low, double high) {
        long least = 0;
        long most = Double.doubleToLongBits(Math.nextUp(high - low));
        while (least < most) {
            long middle = least + (most - least + 1) / 2;
            boolean isBelow = Math.fma(1 - 0x1p-53, Double.longBitsToDouble(middle), low) < high;
            least = isBelow ? middle : least;
            most = isBelow ? most : middle - 1;
        }
        return Double.longBitsToDouble(least);
    }

    private double radiusBound(Words words, long index, double standard) {
        return distribution == DistributionFamily.NORMAL ? radius(words, index) : Math.abs(standard);
    }

    /** Element i of 32 makes a pair with i + 16. */
    private static double normal(Words words, long index) {
        int direction = words.word(index | 16);
        return point(radius(words, index), (direction << 2) * 0x1p-31, direction << 1 < 0, direction < 0,
                (index & 16) != 0);
    }

    private static double radius(Words words, long index) {
        long element = index & ~16L;
        int word = words.word(element);
        if (word >>> 8 == 0) {
            long more = words.more(element) & 0xffff_ffffL;
            return radius((((long) word << 32 | more) + 0.5) * 0x1p-64);
        }
        return word < 0 ? Math.sqrt(-2 * Math.log1p(word * 0x1p-32)) : radius(word * 0x1p-32);
    }

    private static double radius(double u) {
        return Math.sqrt(-2 * Math.log(u));
    }

    /** Element i of 16 makes a pair with i + 8. */
    private static double normalOfPair(Words words, long index) {
        long direction = words.pair(index | 8);
        return point(radiusOfPair(words, index), (direction << 2) * 0x1p-63, direction << 1 < 0, direction < 0,
                (index & 8) != 0);
    }

    private static double radiusOfPair(Words words, long index) {
        long element = index & ~8L;
        long pair = words.pair(element);
        if (pair >>> 32 == 0) {
            return radius((pair + ((words.more(element) >>> 11) + 0.5) * 0x1p-53) * 0x1p-64);
        }
        return pair < 0 ? Math.sqrt(-2 * Math.log1p(pair * 0x1p-64)) : radius(pair * 0x1p-64);
    }

    /** @param eighths angle within ±1, of π/4 */
    private static double point(double radius, double eighths, boolean mirrors, boolean swaps, boolean second) {
        double cosine = radius * Math.cos(eighths * QUARTER);
        double sine = radius * Math.sin(eighths * QUARTER);
        return swaps == second ? mirrors ? -cosine : cosine : sine;
    }

    /** x with erf(x/√2) = p·erf √2, from the left of a concave function. */
    private static double truncated(double p) {
        double goal = Math.abs(p) * ERF_OF_ROOT_2;
        double x = 0;
        for (int step = 0; step < 12; step++) {
            double next = x - (erf(x / Math.sqrt(2)) - goal) / (Math.sqrt(2 / Math.PI) * Math.exp(-x * x / 2));
            boolean isThere = Math.abs(next - x) <= 1e-16 * x;
            x = next;
            if (isThere) {
                break;
            }
        }
        return Math.copySign(x, p);
    }

    /** By its series of positive terms, 2/√π·e^−x²·Σ 2ⁿx²ⁿ⁺¹/(2n + 1)!!. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > 1e-18 * sum; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
