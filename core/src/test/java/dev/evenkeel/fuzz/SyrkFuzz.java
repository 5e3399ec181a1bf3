package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.fuzz.operands.DoubleOperand;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.ProductOracle;
import dev.evenkeel.gemm.Syrk;
import dev.evenkeel.gemm.Triangle;

/** One symmetric update, C ← α·A·Aᵀ + β·C in a triangle, of floats or of doubles; the other triangle stays. */
final class SyrkFuzz {
    private static final int BLOCK = 512;
    private static final int[] DEPTHS = {511, 512, 513, 1025};

    private final Draws draws;
    private final Execution execution;
    private final Triangle triangle;
    private final float alpha;
    private final float beta;
    private int n;
    private int k;

    SyrkFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        triangle = draws.of(Triangle.values());
        alpha = factor();
        beta = factor();
        draws.note("triangle", triangle);
        draws.note("alpha", alpha);
        draws.note("beta", beta);
    }

    private float factor() {
        return draws.oneIn(2) ? draws.of(0f, 1f, 1f)
                : draws.of(-0f, -1f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 3.1f, (float) draws.unit());
    }

    void run() {
        n = draws.extent(1100);
        k = draws.oneIn(4) ? draws.any(DEPTHS) : draws.extent(1100);
        int most = draws.part(draws.limits().terms());
        while ((long) n * n * Math.max(1, k) > most) {
            n = n > k / 8 ? n / 2 : n;
            k = n < k ? k / 2 : k;
        }
        if (draws.oneIn(2)) {
            floats();
        } else {
            doubles();
        }
    }

    private boolean isWritten(int row, int col) {
        return triangle == Triangle.LOWER ? row >= col : row <= col;
    }

    private void floats() {
        boolean confinable = Executions.isSequential(execution);
        View a = View.alone("a", draws, Strides.draw(draws, 1, n, k, false), confinable);
        View c = View.alone("c", draws, Strides.draw(draws, 1, n, n, true), confinable);
        a.fill(Values.draw("a", draws));
        c.fill(Values.draw("c", draws));
        a.storage().seal();
        c.storage().seal();
        float[] product = ProductOracle.product(alpha, a, a.transposed("aᵀ"), beta, c, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (isWritten(i, j)) {
                    c.expect(0, i, j, product[i * n + j]);
                }
            }
        }
        Syrk.update(triangle, alpha, a.matrix(draws), beta, c.matrix(draws), execution);
        a.check();
        c.check();
    }

    private void doubles() {
        DoubleOperand a = DoubleOperand.draw("a", draws, Strides.draw(draws, 1, n, k, false));
        int pad = draws.oneIn(2) ? 0 : draws.below(9);
        DoubleOperand c = DoubleOperand.draw("c", draws,
                draws.oneIn(3) ? Strides.of(n, n, 1, n + pad) : Strides.of(n, n, n + pad, 1));
        double[] expected = c.all();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (isWritten(i, j)) {
                    expected[c.place(0, i, j)] = element(a, i, j, c.get(0, i, j));
                }
            }
        }
        double[] before = a.all();
        Syrk.update(triangle, (double) alpha, a.matrix(draws), beta, c.matrix(draws), execution);
        a.check(before);
        c.check(expected);
    }

    private double element(DoubleOperand a, int row, int col, double old) {
        double element = beta == 0 ? 0 : beta * old;
        for (int from = 0; from < k && alpha != 0; from += BLOCK) {
            double sum = 0;
            for (int p = from; p < Math.min(from + BLOCK, k); p++) {
                sum = Math.fma(a.get(0, row, p), a.get(0, col, p), sum);
            }
            element = from == 0 && beta == 0 ? alpha * sum : Math.fma(alpha, sum, element);
        }
        return element;
    }
}
