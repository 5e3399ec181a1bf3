package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * α·op(A)·op(B) + β·C in double precision, with the largest error that float32 arithmetic in any order can make. Of
 * large products whole rows and columns are checked: the first, the last, and others drawn at random.
 */
public final class ReferenceProduct {
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final double SMALLEST_FLOAT = 0x1p-149;

    /** About a tenth of a second of scalar double arithmetic. */
    private static final long AFFORDABLE_TERMS = 1L << 26;

    private final Product product;
    private final Operands operands;
    private final int[] rows;
    private final int[] columns;

    /** Prepares the check of one product; the operands are read again by every call of {@link #check}. */
    public ReferenceProduct(Product product, Operands operands) {
        this.product = product;
        this.operands = operands;
        Shape shape = product.shape();
        if ((double) shape.m() * shape.n() * shape.k() <= AFFORDABLE_TERMS) {
            rows = IntStream.range(0, shape.m()).toArray();
            columns = new int[0];
        } else {
            SplittableRandom random = new SplittableRandom(shape.hashCode());
            rows = sample(random, shape.m(), AFFORDABLE_TERMS / 2 / ((long) shape.n() * shape.k()));
            columns = sample(random, shape.n(), AFFORDABLE_TERMS / 2 / ((long) shape.m() * shape.k()));
        }
    }

    private static int[] sample(SplittableRandom random, int bound, long affordable) {
        IntStream inner = random.ints(Math.max(1, Math.min(affordable, bound)), 0, bound);
        return IntStream.concat(IntStream.of(0, bound - 1), inner).distinct().sorted().toArray();
    }

    /**
     * Checks a computed C.
     *
     * @param library who computed it, for the message
     * @param result dense row-major m × n
     * @throws WrongAnswerException if an element lies outside the bound or is NaN
     */
    public void check(String library, float[] result) {
        if (result.length != product.m() * product.n()) {
            throw new WrongAnswerException(library + ": result has " + result.length + " elements, expected "
                    + product.m() + " × " + product.n());
        }
        double[] exact = new double[product.n()];
        double[] magnitude = new double[product.n()];
        for (int i : rows) {
            row(i, exact, magnitude);
            for (int j = 0; j < product.n(); j++)
                compare(library, i, j, exact[j], magnitude[j], result[i * product.n() + j]);
        }
        for (int j : columns) {
            for (int i = 0; i < product.m(); i++) checkElement(library, i, j, result[i * product.n() + j]);
        }
    }

    private void row(int i, double[] exact, double[] magnitude) {
        Arrays.fill(exact, 0);
        Arrays.fill(magnitude, 0);
        for (int p = 0; p < product.k(); p++) {
            double a = a(i, p);
            for (int j = 0; j < exact.length; j++) {
                double term = a * b(p, j);
                exact[j] += term;
                magnitude[j] += Math.abs(term);
            }
        }
    }

    private void checkElement(String library, int i, int j, float actual) {
        double exact = 0;
        double magnitude = 0;
        for (int p = 0; p < product.k(); p++) {
            double term = a(i, p) * b(p, j);
            exact += term;
            magnitude += Math.abs(term);
        }
        compare(library, i, j, exact, magnitude, actual);
    }

    private void compare(String library, int i, int j, double sum, double magnitude, float actual) {
        double before = product.beta() == 0 ? 0 : product.beta() * (double) operands.c()[i * product.n() + j];
        double expected = product.alpha() * sum + before;
        double roundings = product.k() + 3;
        double gamma = roundings * UNIT_ROUNDOFF / (1 - roundings * UNIT_ROUNDOFF);
        double bound = gamma * (Math.abs(product.alpha()) * magnitude + Math.abs(before)) + roundings * SMALLEST_FLOAT;
        if (!(Math.abs(actual - expected) <= bound)) {
            throw new WrongAnswerException("%s, %s %s, %d threads: element (%d, %d) is %s, expected %s ± %.3g"
                    .formatted(library, product.shape(),
                            product.transposition(), product.threads(), i, j, actual, expected, bound));
        }
    }

    private double a(int i, int p) {
        return operands.a()[product.transposition().transposesA() ? p * product.lda() + i : i * product.lda() + p];
    }

    private double b(int p, int j) {
        return operands.b()[product.transposition().transposesB() ? j * product.ldb() + p : p * product.ldb() + j];
    }
}
