package dev.evenkeel.init;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix together with what an {@link Initializer} has to know about it. Nothing is guessed from a shape: which side
 * is the input is said by the name of the method that is called.
 *
 * @param matrix written by initializers
 * @param fans of the layer
 * @param units where the weights of one unit lie, a unit being one output
 */
public record Weights(Matrix matrix, Fans fans, Units units) {
    /** Where the incoming weights of one unit lie. */
    public enum Units {
        /** A row each: W is outputs × inputs, as in W·x, and in convolutions. */
        ROWS,

        /** A column each: W is inputs × outputs, as in X·W with an example per row. */
        COLUMNS
    }

    /** The canonical constructor. */
    public Weights {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(fans, "fans");
        Objects.requireNonNull(units, "units");
    }

    /**
     * A dense layer's W in Y = X·W.
     *
     * @throws IllegalArgumentException if the matrix is empty
     */
    public static Weights inputsByOutputs(Matrix matrix) {
        Objects.requireNonNull(matrix, "matrix");
        return new Weights(matrix, Fans.dense(matrix.rows(), matrix.cols()), Units.COLUMNS);
    }

    /**
     * A dense layer's W in y = W·x.
     *
     * @throws IllegalArgumentException if the matrix is empty
     */
    public static Weights outputsByInputs(Matrix matrix) {
        Objects.requireNonNull(matrix, "matrix");
        return new Weights(matrix, Fans.dense(matrix.cols(), matrix.rows()), Units.ROWS);
    }

    /**
     * A convolution's weights [out, in/groups, kernel…] as out × (in/groups·k²). The numbers stand in the order of
     * {@link Fans#convolution}.
     *
     * @param matrix written by initializers
     * @param in channels that the layer takes, of all groups together
     * @param out channels that it gives, of all groups together
     * @param groups 1 for an ordinary convolution
     * @param kernel extents of the kernel, such as 3, 3
     * @throws IllegalArgumentException if the matrix has another shape, or {@link Fans#convolution} refuses the numbers
     */
    public static Weights convolution(Matrix matrix, int in, int out, int groups, int... kernel) {
        Objects.requireNonNull(matrix, "matrix");
        Fans fans = Fans.convolution(in, out, groups, kernel);
        if (matrix.rows() != out || matrix.cols() != fans.in()) {
            throw new IllegalArgumentException("matrix must be " + out + " × " + fans.in() + " for " + in + " in, "
                    + out + " out, groups " + groups + " and a kernel of " + Arrays.toString(kernel) + ", is "
                    + Views.shape(matrix));
        }
        return new Weights(matrix, fans, Units.ROWS);
    }

    /** Number of units. */
    public int unitCount() {
        return units == Units.ROWS ? matrix.rows() : matrix.cols();
    }

    /** Weights of a unit. */
    public int unitLength() {
        return units == Units.ROWS ? matrix.cols() : matrix.rows();
    }

    /** Elements of the matrix. */
    long size() {
        return (long) matrix.rows() * matrix.cols();
    }

    /** Unit by unit: the matrix, or its transpose. */
    Matrix byUnit() {
        return units == Units.ROWS ? matrix : matrix.transposed();
    }
}
