package dev.evenkeel.bench.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.OwnExecution;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class ShapesetTest {
    private static final int EXAMPLES = 36_000;
    private static final Shapeset SHAPESET = new Shapeset(2010, false);

    private static Matrix read(Examples examples, long first, int[] labels) {
        Matrix x = Matrix.allocate(labels.length, examples.inputs());
        examples.read(first, x, labels, Execution.sequential());
        return x;
    }

    /** False alarm for one seed in a million; a class that is 6 % too frequent or too rare is found. */
    @Test
    void classesAreAsFrequentAsTheyShouldBe() {
        int[] labels = new int[EXAMPLES];
        read(SHAPESET, 0, labels);
        double chiSquare = 0;
        for (int label = 0; label < 9; label++) {
            double expected = EXAMPLES / (label < 3 ? 6.0 : label < 6 ? 9.0 : 18.0);
            int wanted = label;
            double seen = Arrays.stream(labels).filter(one -> one == wanted).count();
            chiSquare += (seen - expected) * (seen - expected) / expected;
        }
        assertThat(ChiSquaredDistribution.of(8).survivalProbability(chiSquare)).isGreaterThan(1e-6);
    }

    @Test
    void anExampleIsAFunctionOfSeedAndNumber() {
        int[] labels = new int[64];
        float[] values = read(SHAPESET, 1000, labels).toArray();
        int[] one = new int[1];
        for (int i = 63; i >= 0; i--) {
            float[] alone = read(new Shapeset(2010, false), 1000 + i, one).toArray();
            assertThat(alone).isEqualTo(Arrays.copyOfRange(values, 1024 * i, 1024 * (i + 1)));
            assertThat(one[0]).isEqualTo(labels[i]);
        }
        for (int threads = 2; threads <= 3; threads++) {
            try (OwnExecution own = new OwnExecution(threads)) {
                Matrix x = Matrix.allocate(64, 1024);
                int[] shared = new int[64];
                SHAPESET.read(1000, x, shared, own.get());
                assertThat(x.toArray()).isEqualTo(values);
                assertThat(shared).isEqualTo(labels);
            }
        }
        assertThat(read(new Shapeset(2011, false), 1000, labels).toArray()).isNotEqualTo(values);
    }

    /** A change of this number is a change of every result that was published. */
    @Test
    void imagesAreTheSameOnEveryMachineAndInEveryVersion() {
        int[] labels = new int[1000];
        float[] values = read(SHAPESET, 0, labels).toArray();
        assertThat(Arrays.hashCode(labels)).isEqualTo(1_025_792_355);
        assertThat(Arrays.hashCode(values)).isEqualTo(1_793_653_496);
        assertThat(Arrays.hashCode(read(new Shapeset(2010, true), 0, labels).toArray())).isEqualTo(2_108_574_121);
    }

    @Test
    void theSecondObjectHidesAtMostHalfOfTheFirst() {
        Scene scene = SHAPESET.scene();
        int pairs = 0;
        int overlapping = 0;
        for (int i = 0; i < 5000; i++) {
            scene.draw(i);
            if (scene.objects() == 1) continue;
            pairs++;
            int overlap = scene.second().overlap(scene.first());
            if (overlap > 0) overlapping++;
            assertThat(2 * overlap).isLessThanOrEqualTo(scene.first().area());
        }
        assertThat(pairs).isBetween(2300, 2700);
        assertThat(overlapping).isBetween(pairs / 5, pairs);
    }

    @Test
    void backgroundAndObjectsHaveGreysOfTheirOwnRanges() {
        int[] label = new int[1];
        int inverted = 0;
        for (int i = 0; i < 2000; i++) {
            float[] image = read(SHAPESET, i, label).toArray();
            float background = image[0] + 0.5f;
            if (background > 0.5f) inverted++;
            float direct = background > 0.5f ? 1 - background : background;
            assertThat(direct).isBetween(0f, 0.45f);
            for (float value : image) {
                float grey = background > 0.5f ? 0.5f - value : value + 0.5f;
                if (Math.abs(grey - direct) > 1e-6f) assertThat(grey).isBetween(0.55f - 1e-6f, 1f);
            }
            long greys = Arrays.stream(boxed(image)).distinct().count();
            assertThat(greys).isBetween(2L, label[0] < 3 ? 2L : 3L);
        }
        assertThat(inverted).isBetween(880, 1120);
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return boxed;
    }

    @Test
    void anEdgeOfOnePixelIsAlwaysBackground() {
        int[] label = new int[1];
        for (boolean smooth : new boolean[] {false, true})
            for (int i = 0; i < 2000; i++) {
                float[] image = read(new Shapeset(7, smooth), i, label).toArray();
                for (int j = 0; j < 32; j++)
                    assertThat(new float[] {image[j], image[31 * 32 + j], image[32 * j], image[32 * j + 31]})
                            .containsOnly(image[0]);
            }
    }

    @Test
    void smoothImagesShowTheSameObjects() {
        int[] labels = new int[500];
        int[] smoothLabels = new int[500];
        Matrix hard = read(SHAPESET, 0, labels);
        Matrix smooth = read(new Shapeset(2010, true), 0, smoothLabels);
        assertThat(smoothLabels).isEqualTo(labels);
        int mixed = 0;
        for (int i = 0; i < 500; i++) {
            double difference = 0;
            for (int pixel = 0; pixel < 1024; pixel++) {
                difference += smooth.get(i, pixel) - hard.get(i, pixel);
                if (Math.abs(smooth.get(i, pixel) - hard.get(i, pixel)) > 1e-6) mixed++;
            }
            assertThat(Math.abs(difference / 1024)).as("mean grey of image %d", i).isLessThan(0.01);
        }
        assertThat(mixed).isBetween(500 * 20, 500 * 100);
    }

    @Test
    void anyMatrixCanBeFilled() {
        int[] labels = new int[5];
        float[] values = read(SHAPESET, 3, labels).toArray();
        Matrix columns = Matrix.allocate(1024, 5).transposed();
        SHAPESET.read(3, columns, labels, Execution.sequential());
        assertThat(columns.toArray()).isEqualTo(values);
        Matrix none = Matrix.allocate(0, 1024);
        SHAPESET.read(3, none, new int[0], Execution.sequential());
    }

    @Test
    void whatCannotBeReadIsRefused() {
        int[] labels = new int[2];
        assertThatThrownBy(() -> read(SHAPESET, -1, labels)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first");
        assertThatThrownBy(() -> read(SHAPESET, Long.MAX_VALUE - 5, labels))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("example");
        assertThatThrownBy(() -> SHAPESET.read(0, Matrix.allocate(2, 1000), labels, Execution.sequential()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1024 columns");
        assertThatThrownBy(() -> SHAPESET.read(0, Matrix.allocate(3, 1024), labels, Execution.sequential()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("labels");
    }
}
