package dev.evenkeel.netlib;

import static dev.evenkeel.netlib.Cases.INCREMENTS;
import static dev.evenkeel.netlib.Cases.SCALARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors: the values of the Level 1 tester of the Reference BLAS, and lengths about those of vectors of registers. */
class Level1Test {
    private static final int[] LENGTHS = IntStream.concat(IntStream.rangeClosed(0, 67),
            IntStream.of(95, 96, 97, 127, 128, 129, 255, 256, 1000)).toArray();

    private final RandomGenerator random = Cases.random();

    @ParameterizedTest
    @EnumSource
    void sumsOverTwoVectorsAreRight(Precision precision) {
        for (int n : LENGTHS) for (int incx : INCREMENTS) for (int incy : INCREMENTS) {
            Operand x = Operand.vector(n, incx).draw(random);
            Operand y = Operand.vector(n, incy).draw(random);
            double dot = precision.call("dot", n, x.data, x.offset, incx, y.data, y.offset, incy);
            Exact exact = new Exact();
            for (int i = 0; i < n; i++) exact.plus(x.at(i), y.at(i));
            requireNear(precision, "dot of " + n, exact, dot);
            x.check(precision, "dot", null);
            y.check(precision, "dot", null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsOverOneVectorAreRight(Precision precision) {
        for (int n : LENGTHS) for (int inc : new int[] {1, 2}) {
            Operand x = Operand.vector(n, inc).draw(random);
            Exact magnitudes = new Exact();
            Exact squares = new Exact();
            int largest = 0;
            for (int i = 0; i < n; i++) {
                magnitudes.plus(Math.abs(x.at(i)));
                squares.plus(x.at(i), x.at(i));
                if (Math.abs(x.at(i)) > Math.abs(x.at(largest))) largest = i;
            }
            requireNear(precision, "asum", magnitudes, precision.call("asum", n, x.data, x.offset, inc));
            double norm = precision.call("nrm2", n, x.data, x.offset, inc);
            requireNear(precision, "nrm2 squared", squares, norm * norm);
            assertThat(precision.call("iamax", n, x.data, x.offset, inc)).as("iamax counts from 0 in netlib")
                    .isEqualTo(n == 0 ? -1 : largest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void normsOfTheLargestAndSmallestNumbersDoNotOverflow(Precision precision) {
        double largest = precision == Precision.SINGLE ? 0x1p126 : 0x1p1022;
        double smallest = precision == Precision.SINGLE ? 0x1p-140 : 0x1p-1060;
        for (int n : new int[] {1, 3, 7}) for (double scale : new double[] {largest, smallest}) {
            double[] x = new double[n];
            Arrays.fill(x, scale);
            assertThat(precision.call("nrm2", n, x, 0, 1) / scale).isBetween(Math.sqrt(n) - 1e-2, Math.sqrt(n) + 1e-2);
        }
    }

    private static void requireNear(Precision precision, String what, Exact exact, double answer) {
        assertThat(exact.isNear(answer, precision)).as("%s in %s is %s, expected %s", what, precision, answer, exact)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void updatesOfVectorsAreRight(Precision precision) {
        for (int n : LENGTHS) for (int incx : INCREMENTS) for (int incy : INCREMENTS) {
            for (double scalar : SCALARS) {
                double alpha = precision.round(scalar);
                Operand x = alpha == 0 ? Operand.vector(n, incx) : Operand.vector(n, incx).draw(random);
                Operand y = Operand.vector(n, incy).draw(random);
                precision.call("axpy", n, alpha, x.data, x.offset, incx, y.data, y.offset, incy);
                y.check(precision, "axpy", (i, j) -> alpha == 0
                        ? new Exact().plus(y.at(i))
                        : new Exact().plus(y.at(i)).plus(alpha, x.at(i)));
            }
            moves(precision, n, incx, incy);
        }
    }

    private void moves(Precision precision, int n, int incx, int incy) {
        Operand x = Operand.vector(n, incx).draw(random);
        Operand y = Operand.vector(n, incy).draw(random);
        precision.call("copy", n, x.data, x.offset, incx, y.data, y.offset, incy);
        y.check(precision, "copy", (i, j) -> new Exact().plus(x.at(i)));
        Operand z = Operand.vector(n, incy).draw(random);
        precision.call("swap", n, x.data, x.offset, incx, z.data, z.offset, incy);
        z.check(precision, "swap", (i, j) -> new Exact().plus(x.at(i)));
        x.check(precision, "swap", (i, j) -> new Exact().plus(z.at(i)));
        double c = precision.round(.8);
        double s = precision.round(.6);
        Operand u = Operand.vector(n, incx).draw(random);
        Operand v = Operand.vector(n, incy).draw(random);
        precision.call("rot", n, u.data, u.offset, incx, v.data, v.offset, incy, c, s);
        u.check(precision, "rot", (i, j) -> new Exact().plus(c, u.at(i)).plus(s, v.at(i)));
        v.check(precision, "rot", (i, j) -> new Exact().plus(c, v.at(i)).plus(-s, u.at(i)));
        for (double flag : new double[] {-2, -1, 0, 1}) modified(precision, n, incx, incy, flag);
    }

    /** The four forms of a modified rotation, by the flag that heads its parameters. */
    private void modified(Precision precision, int n, int incx, int incy, double flag) {
        double[] h = {flag, .5, -.25, .75, -.125};
        double h11 = flag == -2 || flag == 0 ? 1 : h[1];
        double h21 = flag == -2 ? 0 : flag == 1 ? -1 : h[2];
        double h12 = flag == -2 ? 0 : flag == 1 ? 1 : h[3];
        double h22 = flag == -2 || flag == 0 ? 1 : h[4];
        Operand x = Operand.vector(n, incx).draw(random);
        Operand y = Operand.vector(n, incy).draw(random);
        precision.call("rotm", n, x.data, x.offset, incx, y.data, y.offset, incy, h, 0);
        x.check(precision, "rotm", (i, j) -> new Exact().plus(h11, x.at(i)).plus(h12, y.at(i)));
        y.check(precision, "rotm", (i, j) -> new Exact().plus(h21, x.at(i)).plus(h22, y.at(i)));
    }

    @ParameterizedTest
    @EnumSource
    void scalingIsRight(Precision precision) {
        for (int n : LENGTHS) for (int inc : INCREMENTS) for (double scalar : SCALARS) {
            double alpha = precision.round(scalar);
            Operand x = Operand.vector(n, inc).draw(random);
            precision.call("scal", n, alpha, x.data, x.offset, inc);
            x.check(precision, "scal", inc < 0 ? null : (i, j) -> new Exact().plus(alpha, x.at(i)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneVectorIsNotReadBackwards(Precision precision) {
        double[] x = {1, 2, 3};
        assertThat(precision.call("asum", 3, x, 0, 0)).isIn(0.0, 3.0);
        assertThat(precision.call("nrm2", 3, x, 0, -1)).isZero();
        assertThat(precision.call("iamax", 3, x, 0, -1)).isEqualTo(-1);
    }
}
