package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Executions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What IEEE 754 and the definition say about zeros, infinities, NaN, and dimensions of 0; expected values by hand. */
class GemmEdgeCasesTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void zeroTimesNanOrInfinityIsNan() {
        forAll(execution -> {
            assertThat(product(1f, row(0f, 1f), column(NAN, 5f), 0f, 0f, execution)).isNaN();
            assertThat(product(1f, row(NAN, 1f), column(0f, 5f), 0f, 0f, execution)).isNaN();
            assertThat(product(1f, row(0f, 1f), column(INFINITY, 5f), 0f, 0f, execution)).isNaN();
            assertThat(product(1f, row(INFINITY, -INFINITY), column(1f, 1f), 0f, 0f, execution)).isNaN();
            assertThat(product(1f, row(INFINITY, 1f), column(2f, 5f), 0f, 0f, execution)).isEqualTo(INFINITY);
            assertThat(product(0.5f, row(1f), column(1f), 1f, NAN, execution)).isNaN();
            assertThat(product(NAN, row(1f), column(1f), 0f, 1f, execution)).isNaN();
            assertThat(product(1f, row(1f), column(1f), NAN, 1f, execution)).isNaN();
            assertThat(product(1f, row(1f), column(1f), INFINITY, 0f, execution)).isNaN();
        });
    }

    @Test
    void betaZeroNeverReadsC() {
        forAll(execution -> {
            assertThat(product(1f, row(2f, 3f), column(5f, 7f), 0f, NAN, execution)).isEqualTo(31f);
            assertThat(product(1f, row(2f, 3f), column(5f, 7f), -0f, INFINITY, execution)).isEqualTo(31f);
            assertThat(product(0f, row(2f), column(5f), 0f, NAN, execution)).isZero();
        });
    }

    @Test
    void alphaZeroNeverReadsAOrB() {
        forAll(execution -> {
            assertThat(product(0f, row(NAN, INFINITY), column(NAN, 0f), 0.5f, 3f, execution)).isEqualTo(1.5f);
            assertThat(product(-0f, row(NAN), column(1f), 1f, 3f, execution)).isEqualTo(3f);
            assertThat(product(0f, row(NAN), column(1f), 1f, NAN, execution)).isNaN();
        });
    }

    @Test
    void depthZeroScalesC() {
        forAll(execution -> {
            float[] c = {1f, -2f, NAN, -0f};
            Gemm.multiply(3f, Matrix.of(new float[0], 2, 0), Matrix.of(new float[0], 0, 2), 0.5f, Matrix.of(c, 2, 2),
                    execution);
            assertThat(c).containsExactly(0.5f, -1f, NAN, -0f);
            Gemm.multiply(Matrix.of(new float[0], 2, 0), Matrix.of(new float[0], 0, 2), Matrix.of(c, 2, 2), execution);
            assertThat(c).containsExactly(0f, 0f, 0f, 0f);
        });
    }

    /** Blocks of depth end at a multiple of 512, which is beyond all ints here. */
    @Test
    @Tag("once")
    void theGreatestDepthGivesTheBitsOfTheDefinition() {
        int depth = Integer.MAX_VALUE;
        float[] one = {1f};
        float[] c = new float[1];
        Gemm.multiply(Matrix.of(one, 0, 1, depth, 0, 0), Matrix.of(one, 0, depth, 1, 0, 0), Matrix.of(c, 1, 1),
                Execution.sequential());
        float expected = 0f;
        for (long from = 0; from < depth; from += 512) {
            expected += Math.min(512, depth - from);
        }
        assertThat(c).containsExactly(expected);
    }

    @Test
    void matricesWithoutElementsArePackedWhateverTheirOtherDimension() {
        forAll(execution -> {
            Matrix tall = Matrix.of(new float[0], Integer.MAX_VALUE, 0);
            assertThat(Gemm.pack(tall, execution).rows()).isEqualTo(Integer.MAX_VALUE);
            Matrix wide = Matrix.of(new float[0], 0, Integer.MAX_VALUE);
            assertThat(Gemm.pack(wide, execution).cols()).isEqualTo(Integer.MAX_VALUE);
        });
    }

    @Test
    void depthZeroAppliesTheEpilogueToo() {
        forAll(execution -> {
            float[] c = {1f, -2f};
            Epilogue epilogue = new Epilogue(new float[] {1f, 1f}, Activation.RELU);
            Matrix a = Matrix.of(new float[0], 1, 0);
            Gemm.multiply(1f, a, Matrix.of(new float[0], 0, 2), 2f, Matrix.of(c, 1, 2), epilogue, execution);
            assertThat(c).containsExactly(3f, 0f);
            Gemm.multiply(1f, a, Gemm.pack(Matrix.of(new float[0], 0, 2), execution), 0f, Matrix.of(c, 1, 2), epilogue,
                    execution);
            assertThat(c).containsExactly(1f, 1f);
        });
    }

    @Test
    void noRowsOrNoColumnsChangeNothing() {
        forAll(execution -> {
            float[] c = {7f};
            Matrix one = Matrix.of(new float[] {2f}, 1, 1);
            Epilogue epilogue = new Epilogue(null, Activation.TANH, (array, offset, length, row, column) -> {
                throw new AssertionError("called for an empty result");
            });
            Gemm.multiply(1f, Matrix.of(c, 0, 1), one, 0f, Matrix.of(c, 0, 1), epilogue, execution);
            Gemm.multiply(1f, one, Matrix.of(c, 1, 0), 0f, Matrix.of(c, 1, 0), epilogue, execution);
            Gemm.multiply(Matrix.of(c, 0, 0), Matrix.of(c, 0, 0), Matrix.of(c, 0, 0), execution);
            assertThat(c).containsExactly(7f);
        });
    }

    @Test
    void signsOfZeroFollowTheOrderOfOperations() {
        forAll(execution -> {
            assertBits(product(1f, row(-0f), column(1f), 0f, 0f, execution), 0f);
            assertBits(product(-1f, row(0f), column(1f), 0f, 0f, execution), -0f);
            assertBits(product(1f, row(0f), column(1f), 1f, -0f, execution), 0f);
            assertBits(product(-1f, row(0f), column(1f), 1f, -0f, execution), -0f);
            assertBits(product(0f, row(1f), column(1f), 1f, -0f, execution), -0f);
            assertBits(product(0f, row(1f), column(1f), -1f, 0f, execution), -0f);
        });
    }

    @Test
    void subnormalsAreNotFlushed() {
        forAll(execution -> {
            assertBits(product(1f, row(0x1p-100f), column(0x1p-49f), 0f, 0f, execution), Float.MIN_VALUE);
            assertBits(product(1f, row(Float.MIN_VALUE, Float.MIN_VALUE), column(1f, 1f), 0f, 0f, execution),
                    2 * Float.MIN_VALUE);
            assertBits(product(0.5f, row(Float.MIN_NORMAL), column(1f), 0f, 0f, execution), Float.MIN_NORMAL / 2);
            assertBits(product(1f, row(Float.MIN_VALUE), column(1f), 1f, Float.MIN_VALUE, execution),
                    2 * Float.MIN_VALUE);
        });
    }

    @Test
    void termsAreFusedAndNotRoundedTwice() {
        float nearOne = 1f + 0x1p-12f;
        forAll(execution -> assertBits(
                product(1f, row(1f, nearOne), column(-(1f + 0x1p-11f), nearOne), 0f, 0f, execution), 0x1p-24f));
    }

    @Test
    void aSumOverflowsOnlyIfItsPartialSumsDo() {
        float max = Float.MAX_VALUE;
        forAll(execution -> {
            assertThat(product(1f, row(max, max, -max), column(1f, 1f, 1f), 0f, 0f, execution)).isEqualTo(INFINITY);
            assertThat(product(1f, row(max, -max, max), column(1f, 1f, 1f), 0f, 0f, execution)).isEqualTo(max);
        });
    }

    @Test
    void blocksOfDepthAreAddedOneAfterTheOther() {
        float[] a = new float[513];
        Arrays.fill(a, 1f);
        float[] b = new float[513];
        b[0] = 0x1p24f;
        b[1] = 1f;
        b[512] = 1f;
        forAll(execution -> {
            assertThat(product(1f, row(a), column(b), 0f, 0f, execution)).isEqualTo(0x1p24f);
            assertThat(product(2f, row(a), column(b), 1f, -0x1p25f, execution)).isEqualTo(2f);
        });
    }

    /**
     * The one product in every element of larger matrices, of one row or column and of many, so that every path
     * computes it.
     */
    private static float product(float alpha, Matrix row, Matrix column, float beta, float c, Execution execution) {
        float[] one = {c};
        Gemm.multiply(alpha, row, column, beta, Matrix.of(one, 1, 1), execution);
        for (int[] shape : new int[][] {{7, 37}, {7, 48}, {1, 48}, {7, 1}}) {
            int m = shape[0];
            int n = shape[1];
            Matrix rows = Matrix.of(row.array(), 0, m, row.cols(), 0, 1);
            Matrix columns = Matrix.of(column.array(), 0, column.rows(), n, 1, 0);
            for (Matrix a : List.of(rows, dense(rows))) {
                for (Matrix b : List.of(columns, dense(columns), dense(columns.transposed()).transposed())) {
                    float[] result = new float[m * n];
                    Arrays.fill(result, c);
                    Gemm.multiply(alpha, a, b, beta, Matrix.of(result, m, n), execution);
                    for (float element : result) {
                        assertBits(element, one[0]);
                    }
                }
            }
        }
        return one[0];
    }

    private static Matrix dense(Matrix matrix) {
        Matrix copy = Matrix.of(new float[matrix.rows() * matrix.cols()], matrix.rows(), matrix.cols());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                copy.set(i, j, matrix.get(i, j));
            }
        }
        return copy;
    }

    private static void assertBits(float actual, float expected) {
        assertThat(Float.floatToIntBits(actual)).as("%s, expected %s", actual, expected)
                .isEqualTo(Float.floatToIntBits(expected));
    }

    private static Matrix row(float... values) {
        return Matrix.of(values, 1, values.length);
    }

    private static Matrix column(float... values) {
        return Matrix.of(values, values.length, 1);
    }

    private static void forAll(Consumer<Execution> check) {
        EXECUTIONS.all().forEach(check);
    }
}
