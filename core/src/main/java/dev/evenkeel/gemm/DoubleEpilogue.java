package dev.evenkeel.gemm;

import dev.evenkeel.Activation;
import java.util.Objects;

/**
 * What is done to the elements of a float64 product after they are stored, in this order:
 *
 * <pre>{@code
 * c = c + bias[column]
 * c = activation(c)                                as Activation.value has it in float64
 * rowFunction(row)                                 when all elements of the row are finished
 * }</pre>
 *
 * @param bias one value per column of C, read during the call, or null for none
 * @param activation {@link Activation#IDENTITY} for none
 * @param rowFunction called once for each row of C, in no order and from several threads; null for none
 */
public record DoubleEpilogue(double[] bias, Activation activation, RowFunction rowFunction)
        implements Elements.AnyEpilogue<double[]> {
    /** Works on a row that lies in an array. */
    @FunctionalInterface
    public interface RowFunction {
        /**
         * Reads and writes {@code array[offset … offset + length)}: elements (row, column) to (row, column + length −
         * 1) of C. It is always a whole row: the column is 0 and the length that of the row. The array may be a buffer;
         * nothing else in it may be touched.
         */
        void apply(double[] array, int offset, int length, int row, int column);
    }

    private static final DoubleEpilogue NONE = new DoubleEpilogue(null, Activation.IDENTITY, null);

    /** The canonical constructor. */
    public DoubleEpilogue {
        Objects.requireNonNull(activation, "activation");
    }

    /** Bias and activation alone. */
    public DoubleEpilogue(double[] bias, Activation activation) {
        this(bias, activation, null);
    }

    /** An epilogue that does nothing. */
    public static DoubleEpilogue none() {
        return NONE;
    }

    /** Whether nothing is done to elements, nor to rows. */
    boolean isEmpty() {
        return rowFunction == null && !hasElements();
    }

    /** Whether anything is done to elements. */
    boolean hasElements() {
        return bias != null || activation != Activation.IDENTITY;
    }

    /** Does what is done to elements, to a part of a row of C that begins at that column. */
    void apply(double[] array, int first, int column, int columns) {
        for (int j = 0; j < columns && bias != null; j++) {
            array[first + j] += bias[column + j];
        }
        for (int j = first; j < first + columns && activation != Activation.IDENTITY; j++) {
            array[j] = activation.value(array[j]);
        }
    }
}
