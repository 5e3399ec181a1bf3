package dev.evenkeel.gemm;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import java.util.Objects;

/**
 * The last steps on a product's elements, right after they are stored and while they are in the cache: first {@code c
 * += bias[column]}, then {@code c = activation(c)}, then the caller's own function of each part of a row.
 *
 * @param bias one value per column of C, read during the call, or null for none
 * @param activation {@link Activation#IDENTITY} for none
 * @param rowFunction called on parts of finished rows, on each element once, in no order and from several threads;
 * null for none
 */
public record Epilogue(float[] bias, Activation activation, RowFunction rowFunction) {
    /** Works on part of a row that lies in an array. */
    @FunctionalInterface
    public interface RowFunction {
        /**
         * Reads and writes {@code array[offset … offset + length)}: elements (row, column) to (row, column + length −
         * 1) of C. The array may be a buffer; nothing else in it may be touched.
         */
        void apply(float[] array, int offset, int length, int row, int column);
    }

    private static final Epilogue NONE = new Epilogue(null, Activation.IDENTITY, null);

    /** The canonical constructor. */
    public Epilogue {
        Objects.requireNonNull(activation, "activation");
    }

    /** Bias and activation alone. */
    public Epilogue(float[] bias, Activation activation) {
        this(bias, activation, null);
    }

    /** An epilogue that does nothing. */
    public static Epilogue none() {
        return NONE;
    }

    boolean isEmpty() {
        return bias == null && activation == Activation.IDENTITY && rowFunction == null;
    }

    void apply(float[] array, int offset, int length, int row, int column, Execution execution) {
        if (bias != null) {
            for (int j = 0; j < length; j++) {
                array[offset + j] += bias[column + j];
            }
        }
        if (activation != Activation.IDENTITY) {
            activation.apply(array, offset, array, offset, length, execution);
        }
        if (rowFunction != null) {
            rowFunction.apply(array, offset, length, row, column);
        }
    }
}
