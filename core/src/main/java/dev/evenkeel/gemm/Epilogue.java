package dev.evenkeel.gemm;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * What is done to a product's elements after they are stored, in this order:
 *
 * <pre>{@code
 * c = c + bias[column]
 * preActivation[row, column] = c
 * c = activation(c)
 * c = c · f′                                       of the backward step
 * rowFunction(row)                                 when all elements of the row are finished
 * }</pre>
 *
 * <p>All but the last happen while the elements are in the cache, so that they cost no pass over memory.
 *
 * <p>Forward, {@link #keeping} saves what {@link Activation#backward} asks for and the activation overwrites. Backward,
 * {@link #backward} and {@link #backwardFromOutput} make of G·Wᵀ the gradient before the activation of the layer below:
 *
 * {@snippet :
 * Execution execution = Execution.sequential();
 * Matrix x = Matrix.of(new float[] {1, 2}, 1, 2);
 * Matrix w1 = Matrix.of(new float[] {1, -1, 0, 1}, 2, 2);
 * Matrix w2 = Matrix.of(new float[] {1, 2}, 2, 1);
 * Matrix h = Matrix.of(new float[2], 1, 2);
 * Matrix y = Matrix.of(new float[1], 1, 1);
 * Gemm.multiply(1f, x, w1, 0f, h, new Epilogue(null, Activation.TANH), execution);
 * Gemm.multiply(h, w2, y, execution);
 *
 * Matrix g = Matrix.of(new float[] {1}, 1, 1);                 // gradient of a loss at y
 * Matrix gz = Matrix.of(new float[2], 1, 2);                   // gradient before tanh: (g·W₂ᵀ) ⊙ tanh′
 * Gemm.multiply(1f, g, w2.transposed(), 0f, gz, Epilogue.backwardFromOutput(Activation.TANH, h), execution);
 * float y1 = h.get(0, 1);
 * IO.println(Math.abs(gz.get(0, 1) / 2 - (1 - y1 * y1)) < 1e-6f);   // true
 * }
 *
 * @param bias one value per column of C, read during the call, or null for none
 * @param activation {@link Activation#IDENTITY} for none
 * @param rowFunction called once for each row of C, in no order and from several threads; null for none
 * @param preActivation of C's shape and sharing no element with any operand; receives what the activation is applied
 * to; null to keep nothing
 * @param backward multiplies by a derivative; null for none
 */
public record Epilogue(
        float[] bias, Activation activation, RowFunction rowFunction, Matrix preActivation, Backward backward)
        implements Elements.AnyEpilogue<float[]> {
    /** Works on a row that lies in an array. */
    @FunctionalInterface
    public interface RowFunction {
        /**
         * Reads and writes {@code array[offset … offset + length)}: elements (row, column) to (row, column + length −
         * 1) of C. It is always a whole row: the column is 0 and the length that of the row, so that a softmax is right
         * for any number of classes. The array may be a buffer; nothing else in it may be touched.
         */
        void apply(float[] array, int offset, int length, int row, int column);
    }

    /**
     * Multiplies the elements by a derivative, as {@link Activation#backward(Matrix, Matrix, Matrix, Execution)} and
     * {@link Activation#backwardFromOutput(Matrix, Matrix, Matrix, Execution)} do.
     *
     * @param activation whose derivative it is
     * @param at of C's shape and sharing no element with C: what the activation was applied to, or what it gave
     * @param fromOutput whether {@code at} is what it gave
     */
    public record Backward(Activation activation, Matrix at, boolean fromOutput) {
        /**
         * The canonical constructor.
         *
         * @throws IllegalArgumentException if the derivative is asked from an output that does not {@linkplain
         * Activation#outputDeterminesDerivative determine} it
         */
        public Backward {
            Objects.requireNonNull(activation, "activation");
            Objects.requireNonNull(at, "at");
            if (fromOutput && !activation.outputDeterminesDerivative()) {
                throw new IllegalArgumentException("the derivative of " + activation
                        + " does not follow from its output; use backward, with the input");
            }
        }
    }

    private static final Epilogue NONE = new Epilogue(null, Activation.IDENTITY, null);

    /** The canonical constructor. */
    public Epilogue {
        Objects.requireNonNull(activation, "activation");
    }

    /** Bias, activation and the caller's own function. */
    public Epilogue(float[] bias, Activation activation, RowFunction rowFunction) {
        this(bias, activation, rowFunction, null, null);
    }

    /** Bias and activation alone. */
    public Epilogue(float[] bias, Activation activation) {
        this(bias, activation, null);
    }

    /** An epilogue that does nothing. */
    public static Epilogue none() {
        return NONE;
    }

    /** The same, and what the activation is applied to is stored in {@code preActivation}, too. */
    public Epilogue keeping(Matrix preActivation) {
        Objects.requireNonNull(preActivation, "preActivation");
        return new Epilogue(bias, activation, rowFunction, preActivation, backward);
    }

    /** {@code c = c · f′(x[row, column])}: x is what the activation was applied to. */
    public static Epilogue backward(Activation activation, Matrix x) {
        Objects.requireNonNull(x, "x");
        return new Epilogue(null, Activation.IDENTITY, null, null, new Backward(activation, x, false));
    }

    /**
     * {@code c = c · f′} with f′ from {@code y[row, column]}, which the activation gave.
     *
     * @throws IllegalArgumentException if the output does not {@linkplain Activation#outputDeterminesDerivative
     * determine} the derivative
     */
    public static Epilogue backwardFromOutput(Activation activation, Matrix y) {
        Objects.requireNonNull(y, "y");
        return new Epilogue(null, Activation.IDENTITY, null, null, new Backward(activation, y, true));
    }

    /** Whether nothing is done to elements, nor to rows. */
    boolean isEmpty() {
        return rowFunction == null && !hasElements();
    }

    /** Whether anything is done to elements. */
    boolean hasElements() {
        return bias != null || activation != Activation.IDENTITY || preActivation != null || backward != null;
    }

    /**
     * Does what is done to elements, to a block of C that begins at (row, column) and lies from {@code array[first]}
     * on.
     *
     * @param buffer for as many elements as the block has columns
     */
    void apply(
            float[] array, int first, int stride, int row, int rows, int column, int columns, float[] buffer,
            Execution execution) {
        if (bias != null) {
            for (int i = 0; i < rows; i++) {
                addBias(array, first + i * stride, column, columns);
            }
        }
        if (preActivation != null) {
            preActivation.copyFrom(row, column, rows, columns, array, first, stride);
        }
        if (activation != Activation.IDENTITY) {
            boolean isOneRange = stride == columns;
            int length = isOneRange ? rows * columns : columns;
            for (int i = 0; i < (isOneRange ? 1 : rows); i++) {
                int at = first + i * stride;
                activation.apply(array, at, array, at, length, execution);
            }
        }
        if (backward != null) {
            for (int i = 0; i < rows; i++) {
                multiply(backward, array, first + i * stride, row + i, column, columns, buffer, execution);
            }
        }
    }

    private void addBias(float[] array, int offset, int column, int columns) {
        for (int j = 0; j < columns; j++) {
            array[offset + j] += bias[column + j];
        }
    }

    private static void multiply(
            Backward by, float[] array, int offset, int row, int column, int columns, float[] buffer,
            Execution execution) {
        Matrix at = by.at;
        boolean isInPlace = Views.hasHeapRows(at);
        float[] source = isInPlace ? at.array() : buffer;
        int start = isInPlace ? (int) (at.offset() + row * at.rowStride() + column) : 0;
        if (!isInPlace) {
            at.copyTo(row, column, 1, columns, buffer, 0, columns);
        }
        if (by.fromOutput) {
            by.activation.backwardFromOutput(source, start, array, offset, array, offset, columns, execution);
        } else {
            by.activation.backward(source, start, array, offset, array, offset, columns, execution);
        }
    }
}
