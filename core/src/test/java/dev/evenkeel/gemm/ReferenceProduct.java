package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.fail;

import dev.evenkeel.Matrix;

/**
 * A product straight from the definition in {@link Gemm}'s documentation, one element after the other; for views of any
 * strides.
 */
public final class ReferenceProduct {
    private static final int TERMS_PER_BLOCK = 512;

    private ReferenceProduct() {}

    /**
     * {@code activation(α·A·B + β·C + bias)}, row after row; C stays as it is. The epilogue's row function is left out.
     */
    static float[] of(float alpha, Matrix a, Matrix b, float beta, Matrix c, Epilogue epilogue) {
        float[][] rowsOfA = rows(a);
        float[][] columnsOfB = rows(b.transposed());
        float[] result = new float[c.rows() * c.cols()];
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                float old = beta == 0f ? 0f : c.get(i, j);
                float element = element(alpha, rowsOfA[i], columnsOfB[j], beta, old);
                if (epilogue.bias() != null) {
                    element += epilogue.bias()[j];
                }
                result[i * c.cols() + j] = epilogue.activation().value(element);
            }
        }
        return result;
    }

    static float[] of(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        return of(alpha, a, b, beta, c, Epilogue.none());
    }

    private static float element(float alpha, float[] row, float[] column, float beta, float old) {
        int depth = row.length;
        if (alpha == 0f || depth == 0) {
            return beta == 0f ? 0f : beta * old;
        }
        float element = old;
        for (int from = 0; from < depth; from += TERMS_PER_BLOCK) {
            float sum = 0f;
            for (int p = from; p < Math.min(from + TERMS_PER_BLOCK, depth); p++) {
                sum = Math.fma(row[p], column[p], sum);
            }
            if (from > 0) {
                element = Math.fma(alpha, sum, element);
            } else {
                element = beta == 0f ? alpha * sum : Math.fma(alpha, sum, beta * old);
            }
        }
        return element;
    }

    private static float[][] rows(Matrix matrix) {
        float[][] rows = new float[matrix.rows()][matrix.cols()];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                rows[i][j] = matrix.get(i, j);
            }
        }
        return rows;
    }

    /** Same bits, except that all NaNs are equal. */
    public static void assertSameBits(Matrix actual, float[] expected, Object description) {
        for (int i = 0; i < actual.rows(); i++) {
            for (int j = 0; j < actual.cols(); j++) {
                float value = actual.get(i, j);
                float wanted = expected[i * actual.cols() + j];
                if (Float.floatToIntBits(value) != Float.floatToIntBits(wanted)) {
                    fail("%s: element (%d, %d) is %s, should be %s", description, i, j, Float.toHexString(value),
                            Float.toHexString(wanted));
                }
            }
        }
    }
}
