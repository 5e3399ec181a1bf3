package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Matrix;

/** Elements of a matrix in float64. */
final class Values {
    private Values() {}

    /** All of them, row after row. */
    static double[] of(Matrix matrix) {
        float[] floats = matrix.toArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < floats.length; i++) values[i] = floats[i];
        return values;
    }

    /** Refuses a matrix without elements, of which nothing can be said. */
    static void requireSome(Matrix matrix) {
        if (matrix.rows() == 0 || matrix.cols() == 0) {
            throw new IllegalArgumentException("matrix must have elements, is " + matrix.rows() + " × "
                    + matrix.cols());
        }
    }
}
