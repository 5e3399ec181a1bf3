package dev.evenkeel.init;

import dev.evenkeel.Matrix;

/** Matrices to be filled, and what there is to see in them afterwards. */
final class WeightMatrices {
    private WeightMatrices() {}

    static Matrix zeros(int rows, int cols) {
        return Matrix.of(new float[rows * cols], rows, cols);
    }

    static double meanSquare(Matrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                sum += (double) matrix.get(i, j) * matrix.get(i, j);
            }
        }
        return sum / matrix.rows() / matrix.cols();
    }

    static float largest(Matrix matrix) {
        float largest = 0f;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                largest = Math.max(largest, Math.abs(matrix.get(i, j)));
            }
        }
        return largest;
    }
}
