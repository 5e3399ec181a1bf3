package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PackedMatrixTest {
    private static final Executions EXECUTIONS = new Executions();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void panelsPackedUnderOneExecutionServeEveryOther() {
        Matrix a = Values.ordinary(1).matrix(70, 520);
        for (int columns : new int[] {1, 4, 17, 64, 131}) {
            Matrix b = Values.ordinary(2).matrix(520, columns);
            Matrix c = Matrix.of(new float[70 * columns], 70, columns);
            float[] expected = ReferenceProduct.of(1f, a, b, 0f, c);
            for (Execution packing : EXECUTIONS.all()) {
                PackedMatrix packed = Gemm.pack(b, packing);
                for (Execution multiplying : EXECUTIONS.all()) {
                    Arrays.fill(c.array(), Float.NaN);
                    Gemm.multiply(a, packed, c, multiplying);
                    ReferenceProduct.assertSameBits(c, expected,
                            columns + " columns, " + packing + " then " + multiplying);
                }
            }
        }
    }

    @Test
    void laterChangesOfTheMatrixAreNotSeen() {
        Matrix b = Matrix.of(new float[] {2f}, 1, 1);
        PackedMatrix packed = Gemm.pack(b, Execution.sequential());
        b.set(0, 0, 100f);
        Matrix c = Matrix.of(new float[1], 1, 1);
        Gemm.multiply(Matrix.of(new float[] {3f}, 1, 1), packed, c, Execution.sequential());
        assertThat(c.get(0, 0)).isEqualTo(6f);
    }

    @Test
    void theShapeIsThatOfTheMatrix() {
        PackedMatrix packed = Gemm.pack(Matrix.of(new float[21], 3, 7), Execution.sequential());
        assertThat(packed.rows()).isEqualTo(3);
        assertThat(packed.cols()).isEqualTo(7);
        assertThat(packed).hasToString("3 × 7 packed matrix");
        assertThat(Gemm.pack(Matrix.of(new float[21], 0, 7), Execution.sequential()).rows()).isZero();
        assertThat(Gemm.pack(Matrix.of(new float[21], 7, 0), Execution.sequential()).cols()).isZero();
    }

    @Test
    void scaledProductsAndEpiloguesWorkAsWithoutPacking() {
        Matrix a = Values.ordinary(1).matrix(9, 520);
        Matrix b = Values.ordinary(2).matrix(520, 33);
        Matrix c = Values.ordinary(3).matrix(9, 33);
        Epilogue epilogue = new Epilogue(Values.ordinary(4).array(33), Activation.SIGMOID);
        float[] expected = ReferenceProduct.of(0.7f, a, b, -1f, c, epilogue);
        Gemm.multiply(0.7f, a, Gemm.pack(b, Execution.sequential()), -1f, c, epilogue, Execution.sequential());
        ReferenceProduct.assertSameBits(c, expected, "packed");
        float[] again = ReferenceProduct.of(0.7f, a, b, 0.3f, c);
        Gemm.multiply(0.7f, a, Gemm.pack(b, Execution.sequential()), 0.3f, c, Execution.sequential());
        ReferenceProduct.assertSameBits(c, again, "packed");
    }
}
