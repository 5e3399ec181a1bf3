package dev.evenkeel;

import java.util.Arrays;

/**
 * A random m × n matrix, m ≥ n, with orthonormal columns, uniformly distributed: what QR of a Gaussian matrix gives with signs such that
 * the diagonal of R is positive. Householder vectors of such a QR are those of independent Gaussian vectors of lengths m, m − 1, …, so
 * none has to be factored (Stewart, The efficient generation of random orthogonal matrices, SIAM J. Numer. Anal. 17, 1980):
 * Q = H₁·…·H_n·D on the first n columns of the identity, in float64.
 *
 * <p>Reflectors are applied {@value #BLOCK} at a time, H₁·…·H_k = I − V·T·Vᵀ with T upper triangular (Schreiber and Van Loan, A
 * storage-efficient WY representation, SIAM J. Sci. Stat. Comput. 10, 1989), to {@value #WIDTH} columns at a time, which lie together:
 * 1024 rows of them fit a second-level cache, and one page follows the other. Pieces of long rows would each be a page of their own.
 *
 * <p>Sums run in ascending row order for each column alone: threads share the columns out and change nothing. Loops run along rows, where
 * C2 makes vector code of them. The products of matrices are not those of {@link Gemm}, whose floats would leave columns orthogonal to
 * seven digits only.
 */
final class HaarMatrix {
    /** Vᵀ·Q of a panel takes half of the first-level cache. */
    private static final int BLOCK = 16;

    private static final int WIDTH = 128;
    private static final int ROWS_AT_A_TIME = 4;

    private final int m;
    private final int n;

    /** Columns WIDTH·p and on, row by row. */
    private final double[][] panels;

    private final double[] signs;

    /** V by column, zero above the diagonal, and T by row. */
    private final double[][] v;

    private final double[][] t = new double[BLOCK][BLOCK];

    HaarMatrix(int m, int n, RandomStream stream, Execution execution) {
        this.m = m;
        this.n = n;
        panels = new double[(n + WIDTH - 1) / WIDTH][m * WIDTH];
        signs = new double[n];
        v = new double[BLOCK][m + ROWS_AT_A_TIME - 1];
        for (int end = n; end > 0; end -= BLOCK) {
            makeBlock(Math.max(0, end - BLOCK), end, stream, execution);
        }
    }

    /** Column j of row i. */
    double entry(int i, int j) {
        return panels[j / WIDTH][i * WIDTH + j % WIDTH] * signs[j];
    }

    /** Reflectors from … end − 1 on everything from row and column {@code from} on, which they alone change. */
    private void makeBlock(int from, int end, RandomStream stream, Execution execution) {
        for (double[] row : t) {
            Arrays.fill(row, 0);
        }
        for (double[] column : v) {
            Arrays.fill(column, 0);
        }
        for (int j = from; j < end; j++) {
            int k = j - from;
            panels[j / WIDTH][j * WIDTH + j % WIDTH] = 1;
            Sampling.fill(v[k], j, m - j, (long) j * m, Law.normal(0, 1), stream, execution);
            t[k][k] = makeReflector(v[k], j);
            addToTriangle(k, j);
        }
        int first = from / WIDTH;
        int count = panels.length - first;
        if (execution.parallelism() > 1 && count > 1) {
            execution.run(count, panel -> reflect(from, panels[first + panel]));
        } else {
            for (int panel = first; panel < panels.length; panel++) {
                reflect(from, panels[panel]);
            }
        }
    }

    /** Turns x into v of H = I − scale·v·vᵀ with H·x = −sign(x₀)·|x|·e₀, and notes that sign. */
    private double makeReflector(double[] x, int from) {
        double square = 0;
        for (int i = from; i < m; i++) {
            square = Math.fma(x[i], x[i], square);
        }
        double signed = Math.copySign(Math.sqrt(square), x[from]);
        signs[from] = signed < 0 ? 1 : -1;
        x[from] += signed;
        return 1 / (signed * x[from]);
    }

    /** Column k of T above the diagonal: −t_kk·T·(Vᵀ·v_k). */
    private void addToTriangle(int k, int from) {
        double[] products = new double[BLOCK];
        for (int l = 0; l < k; l += ROWS_AT_A_TIME) {
            fourProducts(l, v[k], from, products);
        }
        for (int l = 0; l < k; l++) {
            double sum = 0;
            for (int p = l; p < k; p++) {
                sum = Math.fma(t[l][p], products[p], sum);
            }
            t[l][k] = -t[k][k] * sum;
        }
    }

    /** Four sums at a time, each in order: one alone would wait for itself. */
    private void fourProducts(int l, double[] last, int from, double[] products) {
        double[] p = v[l];
        double[] r = v[l + 1];
        double[] s = v[l + 2];
        double[] u = v[l + 3];
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = from; i < m; i++) {
            a = Math.fma(p[i], last[i], a);
            b = Math.fma(r[i], last[i], b);
            c = Math.fma(s[i], last[i], c);
            d = Math.fma(u[i], last[i], d);
        }
        products[l] = a;
        products[l + 1] = b;
        products[l + 2] = c;
        products[l + 3] = d;
    }

    /** Q ← Q − V·(T·(Vᵀ·Q)) for one panel; its columns left of {@code from} are zero from there down and stay so. */
    private void reflect(int from, double[] panel) {
        double[][] q = new double[ROWS_AT_A_TIME][WIDTH];
        double[][] products = new double[BLOCK][WIDTH];
        for (int i = from; i < m; i += ROWS_AT_A_TIME) {
            for (int r = 0; r < Math.min(ROWS_AT_A_TIME, m - i); r++) {
                System.arraycopy(panel, (i + r) * WIDTH, q[r], 0, WIDTH);
            }
            for (int k = 0; k < BLOCK; k++) {
                addFourRows(v[k], i, q, products[k]);
            }
        }
        double[][] factors = timesTriangle(products);
        double[] row = q[0];
        for (int i = from; i < m; i++) {
            System.arraycopy(panel, i * WIDTH, row, 0, WIDTH);
            subtract(i, factors, row);
            System.arraycopy(row, 0, panel, i * WIDTH, WIDTH);
        }
    }

    /** Rows below the last are what rows above left there, and meet zeros. */
    private static void addFourRows(double[] column, int i, double[][] q, double[] target) {
        double a = column[i];
        double b = column[i + 1];
        double c = column[i + 2];
        double d = column[i + 3];
        double[] p = q[0];
        double[] r = q[1];
        double[] s = q[2];
        double[] u = q[3];
        for (int j = 0; j < target.length; j++) {
            target[j] = Math.fma(d, u[j], Math.fma(c, s[j], Math.fma(b, r[j], Math.fma(a, p[j], target[j]))));
        }
    }

    private double[][] timesTriangle(double[][] products) {
        double[][] sums = new double[BLOCK][WIDTH];
        for (int k = 0; k < BLOCK; k++) {
            for (int p = k; p < BLOCK; p++) {
                double factor = t[k][p];
                double[] source = products[p];
                double[] target = sums[k];
                for (int j = 0; j < WIDTH; j++) {
                    target[j] = Math.fma(factor, source[j], target[j]);
                }
            }
        }
        return sums;
    }

    private void subtract(int i, double[][] factors, double[] row) {
        for (int k = 0; k < BLOCK; k += ROWS_AT_A_TIME) {
            double a = -v[k][i];
            double b = -v[k + 1][i];
            double c = -v[k + 2][i];
            double d = -v[k + 3][i];
            double[] p = factors[k];
            double[] r = factors[k + 1];
            double[] s = factors[k + 2];
            double[] u = factors[k + 3];
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.fma(d, u[j], Math.fma(c, s[j], Math.fma(b, r[j], Math.fma(a, p[j], row[j]))));
            }
        }
    }
}
