package dev.evenkeel.netlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.netlib.Operand.Form;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sizes that the testers do not have: beyond blocks, panels and the table's limits. */
class LargeTest {
    private final RandomGenerator random = Cases.random();

    @ParameterizedTest
    @CsvSource({"67, 21, 530", "1, 130, 77", "130, 1, 77", "129, 65, 1", "64, 64, 64", "7, 3, 1030", "40, 100, 33"})
    void productsAreRight(int m, int n, int k) {
        for (Precision precision : Precision.values())
            for (String ta : new String[] {"N", "T"})
                for (String tb : new String[] {"N", "T"}) for (double beta : new double[] {0, .5}) {
                    boolean isA = ta.equals("T");
                    boolean isB = tb.equals("T");
                    int lda = (isA ? k : m) + 3;
                    int ldb = isB ? n : k;
                    Operand a = Operand.general(isA ? k : m, isA ? m : k, lda).draw(random);
                    Operand b = Operand.general(isB ? n : k, isB ? k : n, ldb).draw(random);
                    Operand c = Operand.general(m, n, m + 1);
                    if (beta != 0) c.draw(random);
                    precision.call("gemm", ta, tb, m, n, k, -2.0, a.data, a.offset, lda, b.data, b.offset, ldb, beta,
                            c.data, c.offset, m + 1);
                    c.check(precision, "gemm", (i, j) -> {
                        Exact sum = Cases.scaled(beta, c.at(i, j));
                        for (int p = 0; p < k; p++)
                            sum.plus(-2, isA ? a.at(p, i) : a.at(i, p), isB ? b.at(j, p) : b.at(p, j));
                        return sum;
                    });
                }
    }

    @ParameterizedTest
    @CsvSource({"63, 5", "64, 40", "65, 33", "130, 70", "1, 600", "100, 1"})
    void symmetricUpdatesAreRight(int n, int k) {
        for (Precision precision : Precision.values())
            for (String uplo : new String[] {"U", "L"})
                for (String trans : new String[] {"N", "T"}) for (double beta : new double[] {0, .5}) {
                    boolean transposes = trans.equals("T");
                    int rows = transposes ? k : n;
                    Operand a = Operand.general(rows, transposes ? n : k, rows + 1).draw(random);
                    Operand c = Operand.triangle(Form.SYMMETRIC, uplo.equals("U"), n, n + 2);
                    if (beta != 0) c.draw(random);
                    precision.call("syrk", uplo, trans, n, k, 3.0, a.data, a.offset, rows + 1, beta, c.data, c.offset,
                            n + 2);
                    c.check(precision, "syrk", (i, j) -> {
                        Exact sum = Cases.scaled(beta, c.at(i, j));
                        for (int p = 0; p < k; p++) {
                            sum.plus(3, transposes ? a.at(p, i) : a.at(i, p), transposes ? a.at(p, j) : a.at(j, p));
                        }
                        return sum;
                    });
                }
    }

    @ParameterizedTest
    @CsvSource({"200, 300", "1, 500", "500, 1", "64, 64", "1000, 17", "17, 1000"})
    void productsWithAVectorAreRight(int m, int n) {
        for (Precision precision : Precision.values())
            for (String trans : new String[] {"N", "T"})
                for (int incx : Cases.INCREMENTS)
                    for (int incy : Cases.INCREMENTS)
                        for (double beta : new double[] {0, 1, .5}) {
                            boolean transposes = trans.equals("T");
                            Operand a = Operand.general(m, n, m + 3).draw(random);
                            Operand x = Operand.vector(transposes ? m : n, incx).draw(random);
                            Operand y = Operand.vector(transposes ? n : m, incy);
                            if (beta != 0) y.draw(random);
                            precision.call("gemv", trans, m, n, -2.0, a.data, a.offset, m + 3, x.data, x.offset, incx,
                                    beta,
                                    y.data, y.offset, incy);
                            y.check(precision, "gemv", (i, j) -> {
                                Exact sum = Cases.scaled(beta, y.at(i));
                                for (int p = 0; p < (transposes ? m : n); p++) {
                                    sum.plus(-2, transposes ? a.at(p, i) : a.at(i, p), x.at(p));
                                }
                                return sum;
                            });
                        }
    }

    @ParameterizedTest
    @CsvSource({"100", "257"})
    void packedUpdatesAreRight(int n) {
        for (Precision precision : Precision.values())
            for (String uplo : new String[] {"U", "L"})
                for (int inc : Cases.INCREMENTS) {
                    Operand a = Operand.packed(Form.SYMMETRIC, uplo.equals("U"), n).draw(random);
                    Operand x = Operand.vector(n, inc).draw(random);
                    precision.call("spr", uplo, n, -.5, x.data, x.offset, inc, a.data, a.offset);
                    a.check(precision, "spr",
                            (i, j) -> new Exact().plus(a.at(i, j)).plus(-.5, x.at(i), x.at(j)));
                }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoNumberComesThrough(Precision precision) {
        int n = 40;
        double[] a = new double[n * n];
        double[] b = new double[n * n];
        a[0] = Double.NaN;
        b[n * n - 1] = Double.POSITIVE_INFINITY;
        double[] c = new double[n * n];
        precision.call("gemm", "N", "N", n, n, n, 1.0, a, 0, n, b, 0, n, 0.0, c, 0, n);
        for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) {
            assertThat(Double.isNaN(c[i + j * n])).as("(%s, %s): 0·NaN and 0·∞ are NaN", i, j)
                    .isEqualTo(i == 0 || j == n - 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void operandsOfOneArrayAreAllowed(Precision precision) {
        int n = 30;
        Operand both = Operand.general(n, 2 * n, n).draw(random);
        double[] separate = Arrays.copyOfRange(both.data, both.offset, both.offset + n * n);
        double[] expected = new double[n * n];
        precision.call("gemm", "N", "N", n, n, n, 1.0, separate, 0, n, separate, 0, n, 0.0, expected, 0, n);
        precision.call("gemm", "N", "N", n, n, n, 1.0, both.data, both.offset, n, both.data, both.offset, n, 0.0,
                both.data, both.offset + n * n, n);
        for (int i = 0; i < n * n; i++) {
            assertThat(both.data[both.offset + n * n + i]).isCloseTo(expected[i],
                    Offset.offset(n * 16 * precision.epsilon()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyThreadsGetTheSameBits(Precision precision) {
        int n = 70;
        Operand a = Operand.general(n, n, n).draw(random);
        long different = IntStream.range(0, 64).parallel().mapToObj(i -> {
            double[] c = new double[n * n];
            precision.call("gemm", "N", "T", n, n, n, 1.0, a.data, a.offset, n, a.data, a.offset, n, 0.0, c, 0, n);
            return Arrays.hashCode(c);
        }).distinct().count();
        assertThat(different).isOne();
    }
}
