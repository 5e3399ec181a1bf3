package dev.evenkeel;

import java.util.Arrays;

/**
 * A random m × n matrix, m ≥ n, with orthonormal columns, uniformly distributed: what QR of a Gaussian matrix gives with signs such that
 * the diagonal of R is positive. Householder vectors of such a QR are those of independent Gaussian vectors of lengths m, m − 1, …, so
 * none has to be factored (Stewart, The efficient generation of random orthogonal matrices, SIAM J. Numer. Anal. 17, 1980):
 * Q = H₁·…·H_n·D on the first n columns of the identity, in float64.
 *
 * <p>Sums run in ascending row order; loops run along rows, where C2 makes vector code of them. m·n² multiplications or so: a second
 * for 1000 × 1000.
 */
final class HaarMatrix {
    private final int m;
    private final int n;
    private final double[][] rows;
    private final double[] signs;

    HaarMatrix(int m, int n, RandomStream stream, Execution execution) {
        this.m = m;
        this.n = n;
        rows = new double[m][n];
        signs = new double[n];
        double[] vector = new double[m];
        double[] products = new double[n];
        for (int j = n - 1; j >= 0; j--) {
            rows[j][j] = 1;
            Sampling.fill(vector, j, m - j, (long) j * m, Law.normal(0, 1), stream, execution);
            double scale = makeReflector(vector, j);
            reflect(vector, scale, j, products);
        }
        for (double[] row : rows) {
            for (int j = 0; j < n; j++) {
                row[j] *= signs[j];
            }
        }
    }

    double[][] rows() {
        return rows;
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

    private void reflect(double[] v, double scale, int from, double[] products) {
        Arrays.fill(products, from, n, 0);
        for (int i = from; i < m; i++) {
            addMultiple(v[i] * scale, rows[i], products, from);
        }
        for (int i = from; i < m; i++) {
            addMultiple(-v[i], products, rows[i], from);
        }
    }

    private void addMultiple(double factor, double[] source, double[] target, int from) {
        for (int j = from; j < n; j++) {
            target[j] = Math.fma(factor, source[j], target[j]);
        }
    }
}
