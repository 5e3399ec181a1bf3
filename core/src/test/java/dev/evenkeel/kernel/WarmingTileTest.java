package dev.evenkeel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class WarmingTileTest {
    private static final int ROWS = 3;
    private static final int DEPTH = 40;

    private final GemmKernel warming = new VectorGemm(true);
    private final int columns = warming.widestTile();
    private final float[] a = random(2 * ROWS * DEPTH);
    private final float[] b = random(columns * DEPTH);

    @Test
    void bitsStayTheSameWhileScalarCodeIsReplacedByVectorCode() {
        float[] expected = product(new ScalarGemm());
        for (int call = 0; call < 3_000; call++) {
            assertThat(product(warming)).as("call %d", call).isEqualTo(expected);
        }
    }

    private float[] product(GemmKernel kernel) {
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
