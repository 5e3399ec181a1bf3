package dev.evenkeel.gemm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An element depends on its row of A and its column of B, and on nothing around them. */
class GemmBatchInvarianceTest {
    private static final int ROWS = 37;
    private static final int DEPTH = 530;
    private static final int COLUMNS = 83;
    private static final Executions EXECUTIONS = new Executions();

    private final Matrix a = Values.ordinary(1).matrix(ROWS, DEPTH);
    private final Matrix b = Values.ordinary(2).matrix(DEPTH, COLUMNS);

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void aRowOfAProductIsTheProductOfThatRow() {
        for (Execution execution : EXECUTIONS.all()) {
            float[] whole = product(a, b, execution);
            for (int i = 0; i < ROWS; i++) {
                Matrix row = Matrix.of(new float[COLUMNS], 1, COLUMNS);
                Gemm.multiply(a.slice(i, 0, 1, DEPTH), b, row, execution);
                ReferenceProduct.assertSameBits(row, Arrays.copyOfRange(whole, i * COLUMNS, (i + 1) * COLUMNS),
                        "row " + i);
            }
        }
    }

    @Test
    void anyStretchOfRowsGivesTheirPartOfTheProduct() {
        float[] whole = product(a, b, Execution.sequential());
        for (int rows = 1; rows <= ROWS; rows++) {
            int first = (rows * 7) % (ROWS - rows + 1);
            Matrix part = Matrix.of(new float[rows * COLUMNS], rows, COLUMNS);
            Gemm.multiply(a.slice(first, 0, rows, DEPTH), b, part, Execution.sequential());
            float[] expected = Arrays.copyOfRange(whole, first * COLUMNS, (first + rows) * COLUMNS);
            ReferenceProduct.assertSameBits(part, expected, rows + " rows from " + first);
        }
    }

    @Test
    void aColumnOfAProductIsTheProductOfThatColumn() {
        float[] whole = product(a, b, Execution.sequential());
        for (int j = 0; j < COLUMNS; j++) {
            Matrix column = Matrix.of(new float[ROWS], ROWS, 1);
            Gemm.multiply(a, b.slice(0, j, DEPTH, 1), column, Execution.sequential());
            float[] expected = new float[ROWS];
            for (int i = 0; i < ROWS; i++) {
                expected[i] = whole[i * COLUMNS + j];
            }
            ReferenceProduct.assertSameBits(column, expected, "column " + j);
        }
    }

    @Test
    void neighboursMakeNoDifferenceEvenIfTheyAreNan() {
        int row = 20;
        int column = 40;
        for (Execution execution : EXECUTIONS.all()) {
            float expected = product(a, b, execution)[row * COLUMNS + column];
            Matrix lonelyRow = Matrix.of(new float[ROWS * DEPTH], ROWS, DEPTH);
            Arrays.fill(lonelyRow.array(), Float.NaN);
            System.arraycopy(a.array(), row * DEPTH, lonelyRow.array(), row * DEPTH, DEPTH);
            Matrix lonelyColumn = Matrix.of(new float[DEPTH * COLUMNS], DEPTH, COLUMNS);
            Arrays.fill(lonelyColumn.array(), Float.NaN);
            for (int p = 0; p < DEPTH; p++) {
                lonelyColumn.set(p, column, b.get(p, column));
            }
            float[] all = new float[ROWS * COLUMNS];
            Arrays.fill(all, Float.NaN);
            all[row * COLUMNS + column] = expected;
            float[] actual = product(lonelyRow, lonelyColumn, execution);
            ReferenceProduct.assertSameBits(Matrix.of(actual, ROWS, COLUMNS), all, execution);
        }
    }

    private static float[] product(Matrix a, Matrix b, Execution execution) {
        float[] c = new float[a.rows() * b.cols()];
        Gemm.multiply(a, b, Matrix.of(c, a.rows(), b.cols()), execution);
        return c;
    }
}
