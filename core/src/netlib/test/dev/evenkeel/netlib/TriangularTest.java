package dev.evenkeel.netlib;

import static dev.evenkeel.netlib.Cases.BANDS;
import static dev.evenkeel.netlib.Cases.DIAGONALS;
import static dev.evenkeel.netlib.Cases.INCREMENTS;
import static dev.evenkeel.netlib.Cases.SIZES;
import static dev.evenkeel.netlib.Cases.TRANSPOSES;
import static dev.evenkeel.netlib.Cases.TRIANGLES;
import static dev.evenkeel.netlib.Cases.isUpper;
import static dev.evenkeel.netlib.Cases.transposes;

import dev.evenkeel.netlib.Operand.Form;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Triangular matrices with vectors, as the Level 2 tester of the Reference BLAS has them. */
class TriangularTest {
    private final RandomGenerator random = Cases.random();

    @ParameterizedTest
    @EnumSource
    void productsAndSolutionsAreRight(Precision precision) {
        for (int n : SIZES)
            for (String uplo : TRIANGLES)
                for (String trans : TRANSPOSES)
                    for (String diag : DIAGONALS)
                        for (int inc : INCREMENTS) {
                            Form form = diag.equals("U") ? Form.UNIT : Form.TRIANGULAR;
                            for (String routine : new String[] {"trmv", "trsv"}) {
                                Operand a = Operand.triangle(form, isUpper(uplo), n, n + 1).draw(random);
                                Operand x = Operand.vector(n, inc).draw(random);
                                precision.call(routine, uplo, trans, diag, n, a.data, a.offset, n + 1, x.data, x.offset,
                                        inc);
                                check(precision, routine, a, x, n, trans);
                            }
                            for (String routine : new String[] {"tpmv", "tpsv"}) {
                                Operand a = Operand.packed(form, isUpper(uplo), n).draw(random);
                                Operand x = Operand.vector(n, inc).draw(random);
                                precision.call(routine, uplo, trans, diag, n, a.data, a.offset, x.data, x.offset, inc);
                                check(precision, routine, a, x, n, trans);
                            }
                            for (int k : BANDS) for (String routine : new String[] {"tbmv", "tbsv"}) {
                                Operand a = Operand.halfBand(form, isUpper(uplo), n, k, k + 2).draw(random);
                                Operand x = Operand.vector(n, inc).draw(random);
                                precision.call(routine, uplo, trans, diag, n, k, a.data, a.offset, k + 2, x.data,
                                        x.offset, inc);
                                check(precision, routine, a, x, n, trans);
                            }
                        }
    }

    private static void check(Precision precision, String routine, Operand a, Operand x, int n, String trans) {
        boolean solves = routine.endsWith("sv");
        x.check(precision, routine, (i, j) -> {
            Exact sum = new Exact();
            if (solves) return sum.plus(x.now(i, 0));
            for (int p = 0; p < n; p++) sum.plus(transposes(trans) ? a.at(p, i) : a.at(i, p), x.at(p));
            return sum;
        });
        for (int i = 0; i < n && solves; i++) {
            Exact residual = new Exact().plus(-1, x.at(i));
            for (int p = 0; p < n; p++) residual.plus(transposes(trans) ? a.at(p, i) : a.at(i, p), x.now(p, 0));
            if (!residual.isNear(0, precision)) throw new AssertionError(routine + " leaves " + residual);
        }
    }
}
