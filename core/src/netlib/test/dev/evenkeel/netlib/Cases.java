package dev.evenkeel.netlib;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The values of parameters that the testers of the Reference BLAS use. */
final class Cases {
    static final int[] SIZES = {0, 1, 2, 3, 5, 9};
    static final double[] SCALARS = {0, 1, .7};
    static final int[] INCREMENTS = {1, 2, -1, -2};
    static final int[] BANDS = {0, 1, 2, 4};
    static final String[] TRANSPOSES = {"N", "T", "C", "n", "t", "Conjugate"};
    static final String[] TRIANGLES = {"U", "L", "upper"};
    static final String[] DIAGONALS = {"N", "U"};
    static final String[] SIDES = {"L", "R"};

    private Cases() {}

    static RandomGenerator random() {
        return new SplittableRandom(1979);
    }

    static boolean isUpper(String uplo) {
        return Character.toUpperCase(uplo.charAt(0)) == 'U';
    }

    static boolean transposes(String trans) {
        return Character.toUpperCase(trans.charAt(0)) != 'N';
    }

    /** What a scaled result adds to a sum, nothing where β = 0. */
    static Exact scaled(double beta, double value) {
        return beta == 0 ? new Exact() : new Exact().plus(beta, value);
    }
}
