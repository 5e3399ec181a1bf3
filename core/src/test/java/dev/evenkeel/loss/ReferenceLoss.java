package dev.evenkeel.loss;

import dev.evenkeel.Matrix;
import java.util.function.DoubleUnaryOperator;

/** The formulas in float64, one example after the other. Gradients are not divided by anything. */
final class ReferenceLoss {
    final double[] values;
    final double[][] gradient;

    private ReferenceLoss(int rows, int cols) {
        values = new double[rows];
        gradient = new double[rows][cols];
    }

    double sum() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** q as CrossEntropy's table has them; a row without any counts nowhere. */
    static ReferenceLoss crossEntropy(Matrix x, double[][] q) {
        ReferenceLoss loss = new ReferenceLoss(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            double[] log = logSoftmax(x, i);
            double total = 0;
            for (int j = 0; j < x.cols(); j++) {
                total += q[i][j];
                loss.values[i] -= q[i][j] == 0 ? 0 : q[i][j] * log[j];
            }
            for (int j = 0; j < x.cols(); j++) {
                loss.gradient[i][j] = Math.exp(log[j]) * total - q[i][j];
            }
        }
        return loss;
    }

    static ReferenceLoss quadratic(Matrix x, double[][] q) {
        ReferenceLoss loss = new ReferenceLoss(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            double[] log = logSoftmax(x, i);
            double mean = 0;
            for (int j = 0; j < x.cols(); j++) {
                double d = Math.exp(log[j]) - q[i][j];
                loss.values[i] += d * d;
                mean += d * Math.exp(log[j]);
            }
            for (int j = 0; j < x.cols(); j++) {
                loss.gradient[i][j] = 2 * Math.exp(log[j]) * (Math.exp(log[j]) - q[i][j] - mean);
            }
        }
        return loss;
    }

    static ReferenceLoss squares(Matrix x, Matrix t) {
        ReferenceLoss loss = new ReferenceLoss(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) {
                double d = (double) x.get(i, j) - t.get(i, j);
                loss.values[i] += d * d;
                loss.gradient[i][j] = 2 * d;
            }
        }
        return loss;
    }

    static ReferenceLoss logistic(Matrix x, Matrix t, float[] w) {
        DoubleUnaryOperator softplus = z -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        DoubleUnaryOperator sigmoid = z -> z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
        ReferenceLoss loss = new ReferenceLoss(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) {
                double positive = (double) w[j] * t.get(i, j);
                double negative = 1d - t.get(i, j);
                loss.values[i] += positive * softplus.applyAsDouble(-x.get(i, j))
                        + negative * softplus.applyAsDouble(x.get(i, j));
                loss.gradient[i][j] = negative * sigmoid.applyAsDouble(x.get(i, j))
                        - positive * sigmoid.applyAsDouble(-x.get(i, j));
            }
        }
        return loss;
    }

    static double[] logSoftmax(Matrix x, int row) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < x.cols(); j++) {
            greatest = Math.max(greatest, x.get(row, j));
        }
        double sum = 0;
        for (int j = 0; j < x.cols(); j++) {
            sum += Math.exp(x.get(row, j) - greatest);
        }
        double[] log = new double[x.cols()];
        for (int j = 0; j < x.cols(); j++) {
            log[j] = x.get(row, j) - greatest - Math.log(sum);
        }
        return log;
    }
}
