package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.evenkeel.Activation;
import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.DoubleMatrixBatch;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What is refused of float32 is refused of float64, in the same words. */
class GemmOfDoublesBadInputTest {
    private static final Execution ONE = Execution.sequential();

    @Test
    void shapesThatDoNotMatch() {
        same(() -> Gemm.multiply(floats(2, 3), floats(4, 5), floats(2, 5), ONE),
                () -> Gemm.multiply(doubles(2, 3), doubles(4, 5), doubles(2, 5), ONE));
        same(() -> Gemm.multiply(floats(2, 3), Gemm.pack(floats(4, 5), ONE), floats(2, 5), ONE),
                () -> Gemm.multiply(doubles(2, 3), Gemm.pack(doubles(4, 5), ONE), doubles(2, 5), ONE));
    }

    @Test
    void anOutputThatSharesElements() {
        Matrix f = floats(6, 6);
        DoubleMatrix d = doubles(6, 6);
        same(() -> Gemm.multiply(f.slice(0, 0, 3, 3), floats(3, 3), f.slice(2, 2, 3, 3), ONE),
                () -> Gemm.multiply(d.slice(0, 0, 3, 3), doubles(3, 3), d.slice(2, 2, 3, 3), ONE));
        same(() -> Gemm.multiply(floats(3, 3), f.slice(0, 0, 3, 3), f.slice(2, 2, 3, 3), ONE),
                () -> Gemm.multiply(doubles(3, 3), d.slice(0, 0, 3, 3), d.slice(2, 2, 3, 3), ONE));
        same(() -> Gemm.multiply(floats(2, 3), floats(3, 3), Matrix.of(new float[3], 0, 2, 3, 0, 1), ONE),
                () -> Gemm.multiply(doubles(2, 3), doubles(3, 3), DoubleMatrix.of(new double[3], 0, 2, 3, 0, 1), ONE));
    }

    @Test
    void columnSlicesThatInterleaveAreTaken() {
        DoubleMatrix d = doubles(3, 6);
        d.fill(1);
        Gemm.multiply(d.slice(0, 0, 3, 3), doubles(3, 3), d.slice(0, 3, 3, 3), ONE);
        assertThat(d.get(0, 0)).isEqualTo(1);
        assertThat(d.get(0, 3)).isZero();
    }

    @Test
    void segmentsThatMeet() {
        MemorySegment memory = Arena.ofAuto().allocate(400, 8);
        Throwable thrown = catchThrowable(() -> Gemm.multiply(DoubleMatrix.of(memory, 3, 3), doubles(3, 3),
                DoubleMatrix.of(memory.asSlice(68), 3, 3), ONE));
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("c overlaps a");
        Gemm.multiply(DoubleMatrix.of(memory, 3, 3), doubles(3, 3), DoubleMatrix.of(memory.asSlice(72), 3, 3), ONE);
    }

    @Test
    void segmentsThatCannotBeUsed() {
        Arena closed = Arena.ofConfined();
        MemorySegment memory = closed.allocate(72, 8);
        closed.close();
        same(() -> Gemm.multiply(Matrix.of(memory, 3, 3), floats(3, 3), floats(3, 3), ONE),
                () -> Gemm.multiply(DoubleMatrix.of(memory, 3, 3), doubles(3, 3), doubles(3, 3), ONE));
        MemorySegment fixed = Arena.ofAuto().allocate(72, 8).asReadOnly();
        same(() -> Gemm.multiply(floats(3, 3), floats(3, 3), Matrix.of(fixed, 3, 3), ONE),
                () -> Gemm.multiply(doubles(3, 3), doubles(3, 3), DoubleMatrix.of(fixed, 3, 3), ONE));
    }

    @Test
    void aBiasThatDoesNotFit() {
        same(() -> Gemm.multiply(1f, floats(3, 3), floats(3, 3), 0f, floats(3, 3),
                new Epilogue(new float[4], Activation.RELU), ONE),
                () -> Gemm.multiply(1, doubles(3, 3), doubles(3, 3), 0, doubles(3, 3),
                        new DoubleEpilogue(new double[4], Activation.RELU), ONE));
        float[] f = new float[9];
        double[] d = new double[9];
        same(() -> Gemm.multiply(1f, floats(1, 3), floats(3, 9), 0f, Matrix.of(f, 1, 9),
                new Epilogue(f, Activation.RELU), ONE),
                () -> Gemm.multiply(1, doubles(1, 3), doubles(3, 9), 0, DoubleMatrix.of(d, 1, 9),
                        new DoubleEpilogue(d, Activation.RELU), ONE));
        same(() -> Gemm.multiply(1f, batch(floats(1, 3), 1), batch(floats(3, 9), 1), 0f,
                batch(Matrix.of(f, 1, 9), 1), new Epilogue(f, Activation.RELU), ONE),
                () -> Gemm.multiply(1, batch(doubles(1, 3), 1), batch(doubles(3, 9), 1), 0,
                        batch(DoubleMatrix.of(d, 1, 9), 1), new DoubleEpilogue(d, Activation.RELU), ONE));
    }

    @Test
    void batchesThatDiffer() {
        same(() -> Gemm.multiply(1f, batch(floats(9, 3), 3), batch(floats(3, 3), 2), 0f, batch(floats(9, 3), 3),
                Epilogue.none(), ONE),
                () -> Gemm.multiply(1, batch(doubles(9, 3), 3), batch(doubles(3, 3), 2), 0,
                        batch(doubles(9, 3), 3), DoubleEpilogue.none(), ONE));
        Matrix f = floats(9, 3);
        DoubleMatrix d = doubles(9, 3);
        same(() -> Gemm.multiply(1f, batch(floats(9, 3), 3), batch(floats(3, 3), 3), 0f,
                MatrixBatch.of(f.slice(0, 0, 3, 3), 3, 8), Epilogue.none(), ONE),
                () -> Gemm.multiply(1, batch(doubles(9, 3), 3), batch(doubles(3, 3), 3), 0,
                        DoubleMatrixBatch.of(d.slice(0, 0, 3, 3), 3, 8), DoubleEpilogue.none(), ONE));
    }

    private static MatrixBatch batch(Matrix m, int count) {
        Matrix first = m.slice(0, 0, m.rows() == 9 ? 3 : m.rows(), m.cols());
        return MatrixBatch.of(first, count, m.rows() == 9 ? 9 : 0);
    }

    private static DoubleMatrixBatch batch(DoubleMatrix m, int count) {
        DoubleMatrix first = m.slice(0, 0, m.rows() == 9 ? 3 : m.rows(), m.cols());
        return DoubleMatrixBatch.of(first, count, m.rows() == 9 ? 9 : 0);
    }

    private static Matrix floats(int rows, int cols) {
        return Matrix.allocate(rows, cols);
    }

    private static DoubleMatrix doubles(int rows, int cols) {
        return DoubleMatrix.allocate(rows, cols);
    }

    private static void same(Runnable ofFloats, Runnable ofDoubles) {
        Throwable expected = catchThrowable(ofFloats::run);
        Throwable thrown = catchThrowable(ofDoubles::run);
        assertThat(expected).as("what float32 throws").isNotNull();
        assertThat(thrown).hasSameClassAs(expected)
                .hasMessage(expected.getMessage().replace("float[]", "double[]"));
    }
}
