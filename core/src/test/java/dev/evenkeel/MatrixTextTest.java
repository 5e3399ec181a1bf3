package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people see of a matrix. */
@Tag("once")
class MatrixTextTest {
    @Test
    void aSmallMatrixPrintsItsValuesInColumns() {
        assertThat(Matrix.of(new float[] {1, -2.5f, 3, 40, Float.NaN, -0f}, 2, 3)).hasToString("""
                2 × 3 matrix (offset 0, strides 3 and 1, float[])
                   1.0  -2.5   3.0
                  40.0   NaN  -0.0""");
        assertThat(Matrix.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 2, 2, 4, 2)).hasToString("""
                2 × 2 matrix (offset 1, strides 4 and 2, float[])
                  1.0  3.0
                  5.0  7.0""");
        assertThat(Matrix.of(MemorySegment.ofArray(new byte[8]), 1, 2)).hasToString("""
                1 × 2 matrix (offset 0, strides 2 and 1, segment)
                  0.0  0.0""");
    }

    @Test
    void aLargeMatrixPrintsItsCorners() {
        float[] values = new float[9 * 10];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        assertThat(Matrix.of(values, 9, 10)).hasToString("""
                9 × 10 matrix (offset 0, strides 10 and 1, float[])
                   0.0   1.0   2.0     …   7.0   8.0   9.0
                  10.0  11.0  12.0     …  17.0  18.0  19.0
                  20.0  21.0  22.0     …  27.0  28.0  29.0
                     …     …     …     …     …     …     …
                  60.0  61.0  62.0     …  67.0  68.0  69.0
                  70.0  71.0  72.0     …  77.0  78.0  79.0
                  80.0  81.0  82.0     …  87.0  88.0  89.0""");
        assertThat(Matrix.of(values, 8, 8).toString()).doesNotContain("…").endsWith("63.0");
        int max = Integer.MAX_VALUE;
        assertThat(Matrix.of(values, 0, max, max, 0, 0).toString().lines()).hasSize(8);
    }

    @Test
    void withoutElementsOrAccessThereIsOneLine() {
        assertThat(Matrix.of(new float[6], 0, 3)).hasToString("0 × 3 matrix (offset 0, strides 3 and 1, float[])");
        Arena arena = Arena.ofConfined();
        Matrix matrix = Matrix.of(arena.allocate(8), 1, 2);
        String line = "1 × 2 matrix (offset 0, strides 2 and 1, segment)";
        assertThat(CompletableFuture.supplyAsync(matrix::toString).join()).isEqualTo(line);
        arena.close();
        assertThat(matrix).hasToString(line);
    }

    @Test
    void messagesShowNoValues() {
        Matrix matrix = Matrix.of(new float[4], 2, 2);
        assertThat(MatrixBatch.of(matrix, 1, 4)).asString().doesNotContain("\n");
        assertThatThrownBy(() -> MatrixBatch.of(matrix, 2, 4)).message().doesNotContain("\n");
    }
}
