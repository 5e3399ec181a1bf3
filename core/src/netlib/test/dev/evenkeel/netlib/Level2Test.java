package dev.evenkeel.netlib;

import static dev.evenkeel.netlib.Cases.BANDS;
import static dev.evenkeel.netlib.Cases.INCREMENTS;
import static dev.evenkeel.netlib.Cases.SCALARS;
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

/** Matrices with vectors: every value of every parameter that the Level 2 tester of the Reference BLAS has. */
class Level2Test {
    private final RandomGenerator random = Cases.random();

    @ParameterizedTest
    @EnumSource
    void productsWithAVectorAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (String trans : TRANSPOSES)
                    for (double alpha : SCALARS)
                        for (double beta : SCALARS)
                            for (int incx : INCREMENTS)
                                for (int incy : INCREMENTS)
                                    product(precision, Operand.general(m, n, m + 1), m, n, trans,
                                            precision.round(alpha),
                                            precision.round(beta), incx, incy, -1, -1);
    }

    @ParameterizedTest
    @EnumSource
    void bandsTimesAVectorAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (int kl : BANDS)
                    for (int ku : BANDS)
                        for (String trans : TRANSPOSES)
                            for (double alpha : SCALARS)
                                for (double beta : SCALARS)
                                    for (int inc : INCREMENTS)
                                        product(precision, Operand.band(m, n, kl, ku, kl + ku + 2), m, n, trans,
                                                precision.round(alpha),
                                                precision.round(beta), inc, -inc, kl, ku);
    }

    private void product(Precision precision, Operand a, int m, int n, String trans, double alpha, double beta,
            int incx, int incy, int kl, int ku) {
        boolean transposes = transposes(trans);
        Operand x = Operand.vector(transposes ? m : n, incx);
        Operand y = Operand.vector(transposes ? n : m, incy);
        if (alpha != 0) {
            a.draw(random);
            x.draw(random);
        }
        if (beta != 0) y.draw(random);
        String routine = kl < 0 ? "gemv" : "gbmv";
        if (kl < 0) {
            precision.call("gemv", trans, m, n, alpha, a.data, a.offset, m + 1, x.data, x.offset, incx, beta, y.data,
                    y.offset, incy);
        } else {
            precision.call("gbmv", trans, m, n, kl, ku, alpha, a.data, a.offset, kl + ku + 2, x.data, x.offset, incx,
                    beta, y.data, y.offset, incy);
        }
        if (m == 0 || n == 0) {
            y.check(precision, routine, null);
            return;
        }
        y.check(precision, routine, (i, j) -> {
            Exact sum = scaled(beta, y.at(i));
            for (int p = 0; p < (transposes ? m : n) && alpha != 0; p++) {
                sum.plus(alpha, transposes ? a.at(p, i) : a.at(i, p), x.at(p));
            }
            return sum;
        });
    }

    @ParameterizedTest
    @EnumSource
    void symmetricProductsWithAVectorAreRight(Precision precision) {
        for (int n : SIZES)
            for (String uplo : TRIANGLES)
                for (double alpha : SCALARS)
                    for (double beta : SCALARS)
                        for (int incx : INCREMENTS) for (int incy : INCREMENTS) {
                            double by = precision.round(alpha);
                            double scale = precision.round(beta);
                            symmetric(precision, "symv", Operand.triangle(Form.SYMMETRIC, isUpper(uplo), n, n + 1), n,
                                    uplo, by,
                                    scale, incx, incy, -1);
                            symmetric(precision, "spmv", Operand.packed(Form.SYMMETRIC, isUpper(uplo), n), n, uplo, by,
                                    scale,
                                    incx, incy, -1);
                            for (int k : BANDS) {
                                symmetric(precision, "sbmv",
                                        Operand.halfBand(Form.SYMMETRIC, isUpper(uplo), n, k, k + 2), n, uplo,
                                        by, scale, incx, incy, k);
                            }
                        }
    }

    private void symmetric(Precision precision, String routine, Operand a, int n, String uplo, double alpha,
            double beta, int incx, int incy, int k) {
        Operand x = Operand.vector(n, incx);
        Operand y = Operand.vector(n, incy);
        if (alpha != 0) {
            a.draw(random);
            x.draw(random);
        }
        if (beta != 0) y.draw(random);
        switch (routine) {
            case "symv" -> precision.call(routine, uplo, n, alpha, a.data, a.offset, n + 1, x.data, x.offset, incx,
                    beta, y.data, y.offset, incy);
            case "spmv" -> precision.call(routine, uplo, n, alpha, a.data, a.offset, x.data, x.offset, incx, beta,
                    y.data, y.offset, incy);
            default -> precision.call(routine, uplo, n, k, alpha, a.data, a.offset, k + 2, x.data, x.offset, incx,
                    beta, y.data, y.offset, incy);
        }
        y.check(precision, routine, (i, j) -> {
            Exact sum = scaled(beta, y.at(i));
            for (int p = 0; p < n && alpha != 0; p++) sum.plus(alpha, a.at(i, p), x.at(p));
            return sum;
        });
    }

    @ParameterizedTest
    @EnumSource
    void updatesOfRankOneAreRight(Precision precision) {
        for (int m : SIZES)
            for (int n : SIZES)
                for (double alpha : SCALARS)
                    for (int incx : INCREMENTS)
                        for (int incy : INCREMENTS) {
                            double by = precision.round(alpha);
                            Operand a = Operand.general(m, n, m + 1).draw(random);
                            Operand x = Operand.vector(m, incx);
                            Operand y = Operand.vector(n, incy);
                            if (alpha != 0) {
                                x.draw(random);
                                y.draw(random);
                            }
                            precision.call("ger", m, n, by, x.data, x.offset, incx, y.data, y.offset, incy, a.data,
                                    a.offset,
                                    m + 1);
                            a.check(precision, "ger", (i, j) -> alpha == 0
                                    ? new Exact().plus(a.at(i, j))
                                    : new Exact().plus(a.at(i, j)).plus(by, x.at(i), y.at(j)));
                        }
    }

    @ParameterizedTest
    @EnumSource
    void symmetricUpdatesOfRankOneAndTwoAreRight(Precision precision) {
        for (int n : SIZES)
            for (String uplo : TRIANGLES)
                for (double alpha : SCALARS)
                    for (int incx : INCREMENTS)
                        for (int incy : INCREMENTS)
                            for (String routine : new String[] {"syr", "spr", "syr2", "spr2"}) {
                                update(precision, routine, n, uplo, precision.round(alpha), incx, incy);
                            }
    }

    private void update(Precision precision, String routine, int n, String uplo, double alpha, int incx, int incy) {
        boolean isPacked = routine.startsWith("sp");
        Operand a = isPacked
                ? Operand.packed(Form.SYMMETRIC, isUpper(uplo), n)
                : Operand.triangle(Form.SYMMETRIC, isUpper(uplo), n, n + 1);
        a.draw(random);
        Operand x = Operand.vector(n, incx);
        Operand y = Operand.vector(n, incy);
        if (alpha != 0) {
            x.draw(random);
            y.draw(random);
        }
        switch (routine) {
            case "syr" -> precision.call(routine, uplo, n, alpha, x.data, x.offset, incx, a.data, a.offset, n + 1);
            case "spr" -> precision.call(routine, uplo, n, alpha, x.data, x.offset, incx, a.data, a.offset);
            case "syr2" -> precision.call(routine, uplo, n, alpha, x.data, x.offset, incx, y.data, y.offset, incy,
                    a.data, a.offset, n + 1);
            default -> precision.call(routine, uplo, n, alpha, x.data, x.offset, incx, y.data, y.offset, incy, a.data,
                    a.offset);
        }
        boolean isOfTwo = routine.endsWith("2");
        a.check(precision, routine, (i, j) -> {
            Exact sum = new Exact().plus(a.at(i, j));
            if (alpha == 0) return sum;
            sum.plus(alpha, x.at(i), isOfTwo ? y.at(j) : x.at(j));
            return isOfTwo ? sum.plus(alpha, y.at(i), x.at(j)) : sum;
        });
    }
}
