package dev.evenkeel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class WarmingTileTest {
    private static final int ROWS = 3;
    private static final int DEPTH = 70;

    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final VectorGemm warming = new VectorGemm(true);
    private final float[] a = random(2 * ROWS * DEPTH);
    private final float[] b = random(warming.widestTile() * DEPTH);

    @Test
    void bitsStayTheSameWhileScalarCodeIsReplacedByVectorCode() {
        staysTheSame(warming.widestTile());
    }

    /** A quarter of the widest tile is one vector with 512 bits, and may as well be made of two halves. */
    @Test
    void bitsStayTheSameWhileTwoFormsOfATileAreMeasured() {
        staysTheSame(warming.widestTile() / 4);
    }

    private void staysTheSame(int columns) {
        float[] expected = product(new ScalarGemm(), columns);
        long start = System.nanoTime();
        do {
            assertThat(product(warming, columns)).isEqualTo(expected);
        } while (warming.isWarming(ROWS, columns, true, false) && System.nanoTime() - start < PATIENCE_NANOS);
        assertThat(warming.isWarming(ROWS, columns, true, false)).as("vector code has not taken over").isFalse();
        assertThat(product(warming, columns)).isEqualTo(expected);
    }

    private float[] product(GemmKernel kernel, int columns) {
        float[] c = new float[2 * ROWS * columns];
        kernel.tiles(
                2, a, 0, DEPTH, 1, ROWS * DEPTH, b, 0, columns, c, 0, columns, ROWS, columns, DEPTH, 0.7f, false);
        return c;
    }

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
