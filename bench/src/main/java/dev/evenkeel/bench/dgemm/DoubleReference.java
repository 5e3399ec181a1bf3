package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether a computed C lies in the bound: whole rows and columns of it, by sums of twice the precision (Ogita, Rump and
 * Oishi, Accurate Sum and Dot Product, SIAM Journal on Scientific Computing 26, 2005). Of an update also whether the
 * other triangle is as it was.
 */
final class DoubleReference {
    private static final double UNIT_ROUNDOFF = 0x1p-53;
    private static final long AFFORDABLE_TERMS = 8_000_000;

    private final DoubleProduct product;
    private final DoubleOperands operands;

    DoubleReference(DoubleProduct product, DoubleOperands operands) {
        this.product = product;
        this.operands = operands;
    }

    /**
     * Checks a computed C.
     *
     * @throws WrongAnswerException if an element lies outside the bound, is NaN, or should not have changed
     */
    void check(String library, double[] result) {
        int m = product.m();
        int n = product.n();
        if (result.length != m * n) throw new WrongAnswerException(
                library + ": result has " + result.length + " elements, expected " + m + " × " + n);
        for (int i : sample(m, (long) n * product.k())) {
            for (int j = 0; j < n; j++) element(library, i, j, result[i * n + j]);
        }
        for (int j : sample(n, (long) m * product.k())) {
            for (int i = 0; i < m; i++) element(library, i, j, result[i * n + j]);
        }
        for (int at = 0; at < result.length; at++) {
            if (!product.has(at / n, at % n) && result[at] != operands.c()[at])
                throw wrong(library, at / n, at % n, result[at], operands.c()[at] + ", as it was");
        }
    }

    /** The first, the last, and others as far as there is time. */
    private static int[] sample(int length, long termsOfOne) {
        long affordable = Math.clamp(AFFORDABLE_TERMS / 2 / termsOfOne, 1, length);
        IntStream inner = affordable == length ? IntStream.range(0, length)
                : new SplittableRandom(length).ints(affordable, 0, length);
        return IntStream.concat(IntStream.of(0, length - 1), inner).distinct().toArray();
    }

    private void element(String library, int i, int j, double actual) {
        if (!product.has(i, j)) return;
        double sum = 0;
        double rest = 0;
        double magnitude = 0;
        for (int p = 0; p < product.k(); p++) {
            double a = a(i, p);
            double b = b(p, j);
            double term = a * b;
            rest += Math.fma(a, b, -term);
            double next = sum + term;
            double part = next - sum;
            rest += (sum - (next - part)) + (term - part);
            sum = next;
            magnitude += Math.abs(term);
        }
        double roundings = product.k() + 3;
        double bound = roundings * UNIT_ROUNDOFF / (1 - roundings * UNIT_ROUNDOFF) * magnitude;
        if (!(Math.abs(actual - sum - rest) <= bound))
            throw wrong(library, i, j, actual, "%s ± %.3g".formatted(sum + rest, bound));
    }

    private WrongAnswerException wrong(String library, int i, int j, double actual, String expected) {
        return new WrongAnswerException("%s, %s %s, %d threads: element (%d, %d) is %s, expected %s".formatted(library,
                product.shape(), product.operation(), product.threads(), i, j, actual, expected));
    }

    private double a(int i, int p) {
        return operands.a()[product.operation().transposesA() ? p * product.lda() + i : i * product.lda() + p];
    }

    private double b(int p, int j) {
        return operands.b()[product.operation().transposesB() ? j * product.ldb() + p : p * product.ldb() + j];
    }
}
