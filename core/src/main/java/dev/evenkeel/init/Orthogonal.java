package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.random.RandomStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * gain times a matrix with orthonormal columns (rows, where there are more columns than rows), drawn uniformly: from
 * the Haar measure. All singular values are the gain, and the mean square of the entries is gain²/max(rows, cols), both
 * but for rounding to float.
 *
 * @param gain as for {@link dev.evenkeel.Activation#gain}
 */
public record Orthogonal(double gain) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Gain 1. */
    public static final Orthogonal PLAIN = new Orthogonal(1);

    /** @throws IllegalArgumentException if the gain, rounded to float, is not positive and finite */
    public Orthogonal {
        if (!((float) gain > 0 && Float.isFinite((float) gain))) {
            throw new IllegalArgumentException("gain must be positive and finite, as a float too, was " + gain);
        }
    }

    @Override
    public String name() {
        return "orthogonal";
    }

    @Override
    public String purpose() {
        return "deep linear and recurrent networks: keeps the length of signal and gradient exactly";
    }

    @Override
    public String source() {
        return "Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear "
                + "neural networks, ICLR 2014";
    }

    /** gain²/max(in, out), for dense weights. */
    @Override
    public String formula() {
        return Initializers.number(gain * gain) + "/max(rows, cols)";
    }

    @Override
    public double variance(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return gain * gain / Math.max(fans.in(), fans.out());
    }

    /** gain²/max(rows, cols). */
    @Override
    public double variance(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return gain * gain / longer(weights);
    }

    /** 3n/(n + 2), n = max(rows, cols): that of a coordinate on the sphere. */
    @Override
    public double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return 3d * longer(weights) / (longer(weights) + 2d);
    }

    @Override
    public double meanSquareDeviation(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return 0;
    }

    private static int longer(Weights weights) {
        return Math.max(weights.matrix().rows(), weights.matrix().cols());
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        Matrix matrix = weights.matrix();
        if (Views.isEmpty(matrix)) {
            return;
        }
        Matrix tall = matrix.rows() >= matrix.cols() ? matrix : matrix.transposed();
        draw(matrix.rows(), matrix.cols(), stream, execution).store(gain, tall);
    }

    /** Without gain, at least as high as wide; nothing is written yet. */
    static HaarMatrix draw(int rows, int cols, RandomStream stream, Execution execution) {
        int longer = Math.max(rows, cols);
        if (longer > BlockReflector.MOST_ROWS) {
            throw new IllegalArgumentException("orthogonal weights of " + rows + " × " + cols + ": expected at most "
                    + BlockReflector.MOST_ROWS + " rows and columns");
        }
        return new HaarMatrix(longer, Math.min(rows, cols), stream, (Engine) execution);
    }
}
