package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/** Singular values of weights and of layers' Jacobians, by EJML in float64, on the calling thread. */
public final class SingularValues {
    /** Of what the mean singular value of an n × n matrix of independent entries is a multiple: √(n·Var). */
    public static final double OF_SQUARE = 8 / (3 * Math.PI);

    private SingularValues() {}

    /**
     * All min(rows, cols) of them, the greatest first.
     *
     * @throws IllegalArgumentException if the matrix has no elements, or one that is not finite
     */
    public static double[] of(Matrix matrix) {
        return of(matrix, null);
    }

    /**
     * Mean singular value of the Jacobian ∂y/∂x = diag(f′(z))·Wᵀ of y = f(z), z = x·W + b, at one example.
     *
     * @param weights W, inputs × outputs
     * @param activation f
     * @param z examples × outputs, what the activation is applied to
     * @param example a row of z
     */
    public static double meanOfJacobian(Matrix weights, Activation activation, Matrix z, int example) {
        double[] slopes = new double[weights.cols()];
        for (int j = 0; j < slopes.length; j++) slopes[j] = activation.derivative(z.get(example, j));
        return Arrays.stream(of(weights, slopes)).average().orElseThrow();
    }

    /** Of the weights with each column times its slope: a matrix has the singular values of its transpose. */
    private static double[] of(Matrix weights, double[] slopes) {
        Values.requireSome(weights);
        DMatrixRMaj matrix = new DMatrixRMaj(weights.rows(), weights.cols(), true, Values.of(weights));
        for (int i = 0; slopes != null && i < matrix.numRows; i++) {
            for (int j = 0; j < matrix.numCols; j++) matrix.data[i * matrix.numCols + j] *= slopes[j];
        }
        if (!Arrays.stream(matrix.data).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("matrix must have finite elements only");
        }
        // The single-threaded one by name: which bits come out shall not depend on the machine's processors.
        SvdImplicitQrDecompose_DDRM svd = new SvdImplicitQrDecompose_DDRM(true, false, false, false);
        if (!svd.decompose(matrix)) throw new IllegalStateException("the singular values did not converge");
        double[] values = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
        Arrays.sort(values);
        double[] descending = new double[values.length];
        for (int i = 0; i < values.length; i++) descending[i] = values[values.length - 1 - i];
        return descending;
    }
}
