package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.PairwiseGrid;
import dev.evenkeel.testing.Values;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A symmetric update has the bits of its definition in the triangle, and touches nothing else. */
class SyrkTest {
    /** Around 4, 8 and 16 lanes, the rows that cross the diagonal together, the widest tiles, and primes. */
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 23, 31, 32, 33, 47, 48, 49, 63, 64,
        65, 79, 81, 97, 127, 128, 129, 191, 257};

    /** Around a block of 512 and two of them. */
    private static final int[] DEPTHS = {0, 1, 2, 3, 7, 8, 17, 64, 101, 255, 511, 512, 513, 1025};

    private static final float[] SCALES = {0f, 1f, -1f, 0.7f};
    private static final Triangle[] TRIANGLES = Triangle.values();
    private static final Layout[] LAYOUTS = Layout.values();
    private static final Layout[] OUTPUT_LAYOUTS = Layout.outputs();
    private static final Backing[] BACKINGS = Backing.values();
    private static final Backing[] OUTPUT_BACKINGS = Backing.outputs();
    private static final Executions EXECUTIONS = new Executions();

    /** One symmetric update to be compared with its definition; printed, it says how to make it again. */
    private record SyrkCase(
            Triangle triangle,
            int n,
            int k,
            Layout layoutOfA,
            Backing backingOfA,
            Layout layoutOfC,
            Backing backingOfC,
            float alpha,
            float beta,
            Values.Kind values,
            boolean otherIsNan,
            Execution execution) {

        /** Dense, in arrays of just the size. */
        static SyrkCase dense(Triangle triangle, int n, int k, Layout layoutOfA, Execution execution) {
            return new SyrkCase(triangle, n, k, layoutOfA, Backing.ARRAY_OF_JUST_THE_SIZE, Layout.ROWS,
                    Backing.ARRAY_OF_JUST_THE_SIZE, 1f, 0f, Values.Kind.ORDINARY, false, execution);
        }

        /** Updates; fails if a bit differs from the definition, or anything was touched that is not in the triangle. */
        void check() {
            GuardedMatrix a = GuardedMatrix.of(layoutOfA, backingOfA, n, k, new Values(values, 1));
            GuardedMatrix guarded = GuardedMatrix.of(layoutOfC, backingOfC, n, n, new Values(values, 3));
            Matrix c = guarded.view();
            float[] expected = ReferenceProduct.of(alpha, a.view(), a.view().transposed(), beta, c);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean isOther = triangle == Triangle.LOWER ? i < j : i > j;
                    if (isOther && otherIsNan) {
                        c.set(i, j, Float.NaN);
                    }
                    if (isOther) {
                        expected[i * n + j] = c.get(i, j);
                    } else if (beta == 0f) {
                        c.set(i, j, Float.NaN);
                    }
                }
            }
            Syrk.update(triangle, alpha, a.view(), beta, c, execution);
            ReferenceProduct.assertSameBits(c, expected, this);
            a.assertUnchanged(this);
            guarded.assertNothingElseChanged(this);
        }
    }

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    /** So few operations that they may be emulated one by one. */
    @Test
    @Tag("emulated")
    void smallUpdatesGiveTheBitsOfTheDefinition() {
        for (int n : new int[] {1, 2, 3, 7, 16, 17, 33, 65}) {
            for (Triangle triangle : TRIANGLES) {
                SyrkCase.dense(triangle, n, 5, Layout.ROWS, Execution.sequential()).check();
                SyrkCase.dense(triangle, n, 17, Layout.COLUMNS, Execution.sequential()).check();
            }
        }
    }

    @Test
    void everyTwoThingsTogetherGiveTheBitsOfTheDefinition() {
        List<int[]> combinations = PairwiseGrid.combinations(23, TRIANGLES.length, SIZES.length, DEPTHS.length,
                LAYOUTS.length, BACKINGS.length, OUTPUT_LAYOUTS.length, OUTPUT_BACKINGS.length, SCALES.length,
                SCALES.length, Values.Kind.values().length, 2, EXECUTIONS.all().size());
        for (int[] level : combinations) {
            new SyrkCase(TRIANGLES[level[0]], SIZES[level[1]], DEPTHS[level[2]], LAYOUTS[level[3]],
                    BACKINGS[level[4]], OUTPUT_LAYOUTS[level[5]], OUTPUT_BACKINGS[level[6]], SCALES[level[7]],
                    SCALES[level[8]], Values.Kind.values()[level[9]], level[10] == 1,
                    EXECUTIONS.all().get(level[11])).check();
        }
    }

    @Test
    void everySizeGivesTheBitsOfTheDefinition() {
        int turn = 0;
        for (int n = 1; n <= 140; n++) {
            Layout layout = turn % 3 == 0 ? Layout.COLUMNS : Layout.ROWS;
            Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
            for (Triangle triangle : TRIANGLES) {
                SyrkCase.dense(triangle, n, 19, layout, execution).check();
            }
        }
    }

    /** More than a band of columns; rows of A near each other and far apart. */
    @Test
    void anyNumberOfThreadsGivesTheBitsOfTheDefinition() {
        for (int threads : new int[] {1, 2, 3, 7}) {
            Execution execution = EXECUTIONS.withThreads(threads);
            for (Triangle triangle : TRIANGLES) {
                SyrkCase.dense(triangle, 61, 1500, Layout.ROWS, execution).check();
                SyrkCase.dense(triangle, 150, 530, Layout.COLUMNS, execution).check();
                SyrkCase.dense(triangle, 301, 97, Layout.ROWS, execution).check();
                SyrkCase.dense(triangle, 579, 41, Layout.COLUMNS, execution).check();
                SyrkCase.dense(triangle, 1031, 5, Layout.ROWS, execution).check();
            }
        }
    }

    @Test
    void aSliceOfALargerMatrixLeavesTheRestAlone() {
        Values values = Values.ordinary(5);
        Matrix whole = values.matrix(90, 110);
        float[] before = whole.toArray();
        Matrix a = values.matrix(40, 30);
        Matrix c = whole.slice(20, 33, 40, 40);
        float[] expected = ReferenceProduct.of(0.5f, a, a.transposed(), 2f, c);
        Syrk.update(Triangle.UPPER, 0.5f, a, 2f, c, EXECUTIONS.withThreads(3));
        for (int i = 0; i < 90; i++) {
            for (int j = 0; j < 110; j++) {
                boolean isWritten = i >= 20 && i < 60 && j >= 33 && j < 73 && j - 33 >= i - 20;
                assertThat(whole.get(i, j)).as("(%d, %d)", i, j)
                        .isEqualTo(isWritten ? expected[(i - 20) * 40 + j - 33] : before[i * 110 + j]);
            }
        }
    }

    @Test
    void neitherAnAlphaOfZeroNorNoDepthReadsA() {
        Matrix nan = Matrix.of(new float[] {Float.NaN, Float.NaN}, 2, 1);
        for (Matrix a : List.of(nan, Matrix.allocate(2, 0))) {
            Matrix c = Matrix.of(new float[] {1, 2, 3, 4}, 2, 2);
            Syrk.update(Triangle.LOWER, 0f, a, 0.5f, c, Execution.sequential());
            assertThat(c.toArray()).containsExactly(0.5f, 2, 1.5f, 2);
            Syrk.update(Triangle.UPPER, 0f, a, 0f, c, Execution.sequential());
            assertThat(c.toArray()).containsExactly(0, 0, 1.5f, 0);
        }
    }

    @Test
    void zerosAreNotSkipped() {
        Matrix c = Matrix.allocate(2, 2);
        Syrk.update(Triangle.LOWER, Matrix.of(new float[] {0, Float.NaN}, 2, 1), c, Execution.sequential());
        assertThat(c.get(0, 0)).isZero();
        assertThat(c.get(1, 0)).isNaN();
        assertThat(c.get(0, 1)).isZero();
    }
}
