package dev.evenkeel.netlib;

import static dev.evenkeel.netlib.Cases.DIAGONALS;
import static dev.evenkeel.netlib.Cases.SCALARS;
import static dev.evenkeel.netlib.Cases.SIDES;
import static dev.evenkeel.netlib.Cases.SIZES;
import static dev.evenkeel.netlib.Cases.TRANSPOSES;
import static dev.evenkeel.netlib.Cases.TRIANGLES;
import static dev.evenkeel.netlib.Cases.isUpper;
import static dev.evenkeel.netlib.Cases.scaled;
import static dev.evenkeel.netlib.Cases.transposes;

import dev.evenkeel.netlib.Operand.Form;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of matrices: every value of every parameter that the Level 3 tester of the Reference BLAS has. */
class Level3Test {
    private final RandomGenerator random = Cases.random();

    @ParameterizedTest
    @EnumSource
    void productsAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (int k : SIZES)
                    for (String ta : TRANSPOSES)
                        for (String tb : TRANSPOSES)
                            for (double alpha : SCALARS)
                                for (double beta : SCALARS)
                                    product(precision, m, n, k, ta, tb, precision.round(alpha), precision.round(beta));
    }

    private void product(Precision precision, int m, int n, int k, String ta, String tb, double alpha, double beta) {
        int lda = (transposes(ta) ? k : m) + 1;
        int ldb = Math.max(1, transposes(tb) ? n : k);
        int ldc = m + 2;
        Operand a = Operand.general(transposes(ta) ? k : m, transposes(ta) ? m : k, lda);
        Operand b = Operand.general(transposes(tb) ? n : k, transposes(tb) ? k : n, ldb);
        Operand c = Operand.general(m, n, ldc);
        if (alpha != 0) {
            a.draw(random);
            b.draw(random);
        }
        if (beta != 0) c.draw(random);
        precision.call("gemm", ta, tb, m, n, k, alpha, a.data, a.offset, lda, b.data, b.offset, ldb, beta, c.data,
                c.offset, ldc);
        c.check(precision, "gemm", (i, j) -> {
            Exact sum = scaled(beta, c.at(i, j));
            for (int p = 0; p < k && alpha != 0; p++) {
                sum.plus(alpha, transposes(ta) ? a.at(p, i) : a.at(i, p), transposes(tb) ? b.at(j, p) : b.at(p, j));
            }
            return sum;
        });
    }

    @ParameterizedTest
    @EnumSource
    void symmetricProductsAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (String side : SIDES)
                    for (String uplo : TRIANGLES)
                        for (double alpha : SCALARS)
                            for (double beta : SCALARS)
                                symmetric(precision, m, n, side, uplo, precision.round(alpha), precision.round(beta));
    }

    private void symmetric(Precision precision, int m, int n, String side, String uplo, double alpha, double beta) {
        boolean isLeft = side.equals("L");
        int size = isLeft ? m : n;
        Operand a = Operand.triangle(Form.SYMMETRIC, isUpper(uplo), size, size + 1);
        Operand b = Operand.general(m, n, m + 1);
        Operand c = Operand.general(m, n, m + 2);
        if (alpha != 0) {
            a.draw(random);
            b.draw(random);
        }
        if (beta != 0) c.draw(random);
        precision.call("symm", side, uplo, m, n, alpha, a.data, a.offset, size + 1, b.data, b.offset, m + 1, beta,
                c.data, c.offset, m + 2);
        c.check(precision, "symm", (i, j) -> {
            Exact sum = scaled(beta, c.at(i, j));
            for (int p = 0; p < size && alpha != 0; p++) {
                sum.plus(alpha, isLeft ? a.at(i, p) : b.at(i, p), isLeft ? b.at(p, j) : a.at(p, j));
            }
            return sum;
        });
    }

    @ParameterizedTest
    @EnumSource
    void triangularProductsAndSolutionsAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (String side : SIDES)
                    for (String uplo : TRIANGLES)
                        for (String trans : TRANSPOSES) for (String diag : DIAGONALS) for (double alpha : SCALARS) {
                            triangular(precision, "trmm", m, n, side, uplo, trans, diag, precision.round(alpha));
                            triangular(precision, "trsm", m, n, side, uplo, trans, diag, precision.round(alpha));
                        }
    }

    private void triangular(Precision precision, String routine, int m, int n, String side, String uplo, String trans,
            String diag, double alpha) {
        boolean isLeft = side.equals("L");
        int size = isLeft ? m : n;
        Operand a = Operand.triangle(diag.equals("U") ? Form.UNIT : Form.TRIANGULAR, isUpper(uplo), size, size + 1);
        Operand b = Operand.general(m, n, m + 1);
        if (alpha != 0) {
            a.draw(random);
            b.draw(random);
        }
        precision.call(routine, side, uplo, trans, diag, m, n, alpha, a.data, a.offset, size + 1, b.data, b.offset,
                m + 1);
        boolean solves = routine.equals("trsm");
        b.check(precision, routine, (i, j) -> {
            if (solves && alpha != 0) return new Exact().plus(b.now(i, j));
            Exact sum = new Exact();
            for (int p = 0; p < size && alpha != 0; p++) {
                sum.plus(alpha, isLeft ? element(a, trans, i, p) : b.at(i, p),
                        isLeft ? b.at(p, j) : element(a, trans, p, j));
            }
            return sum;
        });
        for (int i = 0; i < m && solves && alpha != 0; i++) {
            for (int j = 0; j < n; j++) {
                Exact residual = new Exact().plus(-alpha, b.at(i, j));
                for (int p = 0; p < size; p++) {
                    residual.plus(isLeft ? element(a, trans, i, p) : b.now(i, p),
                            isLeft ? b.now(p, j) : element(a, trans, p, j));
                }
                if (!residual.isNear(0, precision)) throw new AssertionError(routine + " leaves " + residual);
            }
        }
    }

    private static double element(Operand a, String trans, int i, int j) {
        return transposes(trans) ? a.at(j, i) : a.at(i, j);
    }

    @ParameterizedTest
    @EnumSource
    void symmetricUpdatesAreRight(Precision precision) {
        for (int n : SIZES)
            for (int k : SIZES)
                for (String uplo : TRIANGLES)
                    for (String trans : TRANSPOSES)
                        for (double alpha : SCALARS) for (double beta : SCALARS) {
                            update(precision, n, k, uplo, trans, precision.round(alpha), precision.round(beta), false);
                            update(precision, n, k, uplo, trans, precision.round(alpha), precision.round(beta), true);
                        }
    }

    private void update(Precision precision, int n, int k, String uplo, String trans, double alpha, double beta,
            boolean isOfTwo) {
        int rows = transposes(trans) ? k : n;
        Operand a = Operand.general(rows, transposes(trans) ? n : k, rows + 1);
        Operand b = isOfTwo ? Operand.general(rows, transposes(trans) ? n : k, rows + 2) : a;
        Operand c = Operand.triangle(Form.SYMMETRIC, isUpper(uplo), n, n + 1);
        if (alpha != 0) {
            a.draw(random);
            b.draw(random);
        }
        if (beta != 0) c.draw(random);
        if (isOfTwo) {
            precision.call("syr2k", uplo, trans, n, k, alpha, a.data, a.offset, rows + 1, b.data, b.offset, rows + 2,
                    beta, c.data, c.offset, n + 1);
        } else {
            precision.call("syrk", uplo, trans, n, k, alpha, a.data, a.offset, rows + 1, beta, c.data, c.offset, n + 1);
        }
        c.check(precision, isOfTwo ? "syr2k" : "syrk", (i, j) -> {
            Exact sum = scaled(beta, c.at(i, j));
            for (int p = 0; p < k && alpha != 0; p++) {
                sum.plus(alpha, element(a, trans, i, p), element(b, trans, j, p));
                if (isOfTwo) sum.plus(alpha, element(b, trans, i, p), element(a, trans, j, p));
            }
            return sum;
        });
    }
}
