package dev.evenkeel.bench.study.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The loss of a network in double precision and in plain loops, and its derivatives by differences. */
final class DoublePerceptron {
    private final Architecture architecture;
    private final boolean isQuadratic;

    DoublePerceptron(Architecture architecture, boolean isQuadratic) {
        this.architecture = architecture;
        this.isQuadratic = isQuadratic;
    }

    /** The mean loss; parameters are W and b of each layer, or W, γ and β where it is normalised. */
    double loss(List<double[]> parameters, double[][] x, int[] labels) {
        double[][] y = x;
        int next = 0;
        for (int layer = 0; layer < architecture.network().layers(); layer++) {
            double[][] z = product(y, parameters.get(next++), architecture.network().outputs(layer));
            double[] scale = null;
            if (architecture.normalizes(layer)) {
                normalize(z);
                scale = parameters.get(next++);
            }
            double[] shift = parameters.get(next++);
            DoubleUnaryOperator f = function(architecture.activation(layer).name());
            for (double[] row : z)
                for (int j = 0; j < row.length; j++)
                    row[j] = f.applyAsDouble((scale == null ? 1 : scale[j]) * row[j] + shift[j]);
            y = z;
        }
        double sum = 0;
        for (int i = 0; i < y.length; i++) sum += lossOf(y[i], labels[i]);
        return sum / y.length;
    }

    /** ∂loss/∂p of one parameter, by a central difference. */
    double derivative(List<double[]> parameters, int array, int index, double[][] x, int[] labels) {
        double h = 1e-5;
        double before = parameters.get(array)[index];
        parameters.get(array)[index] = before + h;
        double above = loss(parameters, x, labels);
        parameters.get(array)[index] = before - h;
        double below = loss(parameters, x, labels);
        parameters.get(array)[index] = before;
        return (above - below) / (2 * h);
    }

    private double lossOf(double[] logits, int label) {
        double most = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - most)).sum();
        if (!isQuadratic) return Math.log(sum) + most - logits[label];
        double squares = 0;
        for (int j = 0; j < logits.length; j++)
            squares += Math.pow(Math.exp(logits[j] - most) / sum - (j == label ? 1 : 0), 2);
        return squares;
    }

    private static double[][] product(double[][] x, double[] weights, int outputs) {
        double[][] z = new double[x.length][outputs];
        for (int i = 0; i < x.length; i++)
            for (int k = 0; k < x[i].length; k++)
                for (int j = 0; j < outputs; j++) z[i][j] += x[i][k] * weights[k * outputs + j];
        return z;
    }

    private static void normalize(double[][] z) {
        for (int j = 0; j < z[0].length; j++) {
            double mean = 0;
            for (double[] row : z) mean += row[j] / z.length;
            double variance = 0;
            for (double[] row : z) variance += (row[j] - mean) * (row[j] - mean) / z.length;
            for (double[] row : z) row[j] = (row[j] - mean) / Math.sqrt(variance + Parameters.EPSILON);
        }
    }

    private static DoubleUnaryOperator function(String name) {
        return switch (name) {
            case "identity" -> z -> z;
            case "tanh" -> Math::tanh;
            case "sigmoid" -> z -> 1 / (1 + Math.exp(-z));
            case "softsign" -> z -> z / (1 + Math.abs(z));
            case "silu" -> z -> z / (1 + Math.exp(-z));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
