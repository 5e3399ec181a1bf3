package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.random.RandomStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * Biases of a gated layer, gate after gate along the last axis: 1 for one of them, 0 for all others. Draws nothing.
 *
 * @param gate counted from 0
 * @param gates number of gates, which divides the number of biases
 */
public record ForgetGateBias(int gate, int gates) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Input, forget, cell, output: the order of Keras and PyTorch. PyTorch adds two bias vectors; fill one, zero the
     * other.
     */
    public static final ForgetGateBias LSTM = new ForgetGateBias(1, 4);

    /** @throws IllegalArgumentException unless 0 ≤ gate &lt; gates */
    public ForgetGateBias {
        if (gate < 0 || gate >= gates) {
            throw new IllegalArgumentException("gate must be below gates, was " + gate + " of " + gates);
        }
    }

    @Override
    public String name() {
        return "forget gate bias";
    }

    @Override
    public String purpose() {
        return "biases of an LSTM: it remembers until it has learnt to forget";
    }

    @Override
    public String source() {
        return "Jozefowicz, Zaremba and Sutskever, An empirical exploration of recurrent network architectures, "
                + "ICML 2015, after Gers, Schmidhuber and Cummins, Learning to forget, 2000";
    }

    @Override
    public String formula() {
        return "1/" + gates;
    }

    @Override
    public double meanSquare(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return 1d / gates;
    }

    @Override
    public boolean accepts(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return Views.isEmpty(weights.matrix()) || weights.matrix().cols() % gates == 0;
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        Matrix matrix = weights.matrix();
        if (Views.isEmpty(matrix)) {
            return;
        }
        if (matrix.cols() % gates != 0) {
            throw new IllegalArgumentException(gates + " gates do not divide the columns of " + Views.shape(matrix));
        }
        int width = matrix.cols() / gates;
        matrix.fill(0f);
        matrix.slice(0, gate * width, matrix.rows(), width).fill(1f);
    }
}
