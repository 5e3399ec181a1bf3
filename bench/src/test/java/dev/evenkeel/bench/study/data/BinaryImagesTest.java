package dev.evenkeel.bench.study.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinaryImagesTest {
    private static final Execution EXECUTION = Execution.sequential();
    private static final int COUNT = 200;

    private static Matrix images(Examples examples, int[] labels) {
        Matrix x = Matrix.allocate(labels.length, examples.inputs());
        examples.read(3, x, labels, EXECUTION);
        return x;
    }

    @Test
    void shapesAreBlackAndWhiteImagesOfTheSameShapes() {
        DataSet binary = BinaryShapes.dataSet(7);
        DataSet grey = Shapeset.dataSet(7, false);
        int[] labels = new int[COUNT];
        int[] expected = new int[COUNT];
        Matrix x = images(binary.train(), labels);
        Matrix greys = images(grey.train(), expected);
        assertThat(x.cols()).isEqualTo(28 * 28);
        assertThat(labels).isEqualTo(expected);
        for (int image = 0; image < COUNT; image++) {
            assertThat(x.slice(image, 0, 1, x.cols()).toArray()).containsOnly(0, 1).contains(0).contains(1);
            // Row 14 of 28 is row 16 of 32, and column j the column that has its centre: equal greys, equal values.
            for (int j = 1; j < 28; j++) {
                float left = greys.get(image, 16 * 32 + (2 * j - 1) * 32 / 56);
                float right = greys.get(image, 16 * 32 + (2 * j + 1) * 32 / 56);
                if (left == right)
                    assertThat(x.get(image, 14 * 28 + j)).isEqualTo(x.get(image, 14 * 28 + j - 1));
            }
        }
    }

    @Test
    void halfOfTheShapesAreWhiteOnBlack() {
        int[] labels = new int[COUNT];
        Matrix x = images(BinaryShapes.dataSet(7).test(), labels);
        assertThat(IntStream.range(0, COUNT).filter(image -> x.get(image, 0) == 0).count()).isBetween(70L, 130L);
    }

    @Test
    void valuesAboveOneHalfBecomeOne() {
        Examples greys = ByteImages.of(new byte[] {0, 127, (byte) 128, (byte) 255}, new byte[] {3, 4});
        Matrix x = Matrix.allocate(2, 2);
        int[] labels = new int[2];
        new BinaryValues(greys).read(0, x, labels, EXECUTION);
        assertThat(x.toArray()).containsExactly(0, 0, 1, 1);
        assertThat(labels).containsExactly(3, 4);
    }
}
