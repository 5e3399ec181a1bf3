package dev.evenkeel.bench.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolygonTest {
    private final SplittableRandom random = new SplittableRandom(32);

    private void placeAnywhere(Polygon polygon) {
        polygon.shape(random.nextDouble(6.4, 25.6), random.nextDouble(6.4, 25.6), random.nextInt(255),
                random.nextInt(255));
        polygon.place(random.nextDouble(), random.nextDouble(), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 20})
    void aPixelIsCoveredIfItsCentreIs(int vertices) {
        Polygon polygon = new Polygon(vertices);
        for (int i = 0; i < 200; i++) {
            placeAnywhere(polygon);
            for (int row = 0; row < 32; row++)
                for (int x = 0; x < 32; x++) {
                    boolean covered = (polygon.mask()[row] >>> x & 1) == 1;
                    assertThat(covered).as("%d, %d", x, row).isEqualTo(contains(polygon, x + 0.5, row + 0.5));
                }
        }
    }

    /** A ray to the right crosses its edge an odd number of times. */
    private static boolean contains(Polygon polygon, double x, double y) {
        boolean inside = false;
        double[] xs = polygon.xs();
        double[] ys = polygon.ys();
        for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
            boolean crosses = ys[i] > y != ys[j] > y && x < (xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i]) + xs[i];
            inside ^= crosses;
        }
        return inside;
    }

    /** Four lines across a pixel miss at most so much of what 256 points of it see. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 20})
    void smoothPixelsMixGreysByTheShareThatIsCovered(int vertices) {
        Polygon polygon = new Polygon(vertices);
        for (int i = 0; i < 20; i++) {
            placeAnywhere(polygon);
            float[] image = new float[1024];
            polygon.paintSmoothly(1, image, 0);
            for (int pixel = 0; pixel < 1024; pixel++) {
                int points = 0;
                for (int p = 0; p < 256; p++)
                    if (contains(polygon, pixel % 32 + (p % 16 + 0.5) / 16, pixel / 32 + (p / 16 + 0.5) / 16)) points++;
                assertThat((double) image[pixel]).as("pixel %d", pixel).isCloseTo(points / 256.0, within(0.13));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 20})
    void theAreaIsThatOfTheStretchedRegularPolygon(int vertices) {
        Polygon polygon = new Polygon(vertices);
        double regular = 0.125 * vertices * Math.sin(2 * Math.PI / vertices);
        for (int i = 0; i < 200; i++) {
            double along = random.nextDouble(6.4, 25.6);
            double across = random.nextDouble(6.4, 25.6);
            polygon.shape(along, across, random.nextInt(255), random.nextInt(255));
            polygon.place(random.nextDouble(), random.nextDouble(), 1);
            float[] image = new float[1024];
            polygon.paintSmoothly(1, image, 0);
            double covered = 0;
            for (float share : image) covered += share;
            assertThat(covered).isCloseTo(regular * along * across, within(1.0));
            double diameter = DoubleStream.of(polygon.xs()).max().orElseThrow()
                    - DoubleStream.of(polygon.xs()).min().orElseThrow();
            assertThat(diameter).isLessThanOrEqualTo(Math.max(along, across) + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 20})
    void itReachesTheMarginsAndNoFarther(int vertices) {
        Polygon polygon = new Polygon(vertices);
        for (double where : new double[] {0, 1}) {
            polygon.shape(20, 10, random.nextInt(255), random.nextInt(255));
            polygon.place(where, 1 - where, 2);
            assertThat(DoubleStream.of(polygon.xs()).min().orElseThrow()).isGreaterThanOrEqualTo(2 - 1e-9);
            assertThat(DoubleStream.of(polygon.xs()).max().orElseThrow()).isLessThanOrEqualTo(30 + 1e-9);
            double edge = where == 0 ? DoubleStream.of(polygon.xs()).min().orElseThrow()
                    : DoubleStream.of(polygon.xs()).max().orElseThrow();
            assertThat(edge).isCloseTo(where == 0 ? 2 : 30, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 20})
    void overlapsAreCountedInPixels(int vertices) {
        Polygon one = new Polygon(vertices);
        Polygon other = new Polygon(4);
        placeAnywhere(one);
        placeAnywhere(other);
        int both = 0;
        for (int row = 0; row < 32; row++)
            for (int x = 0; x < 32; x++)
                if (contains(one, x + 0.5, row + 0.5) && contains(other, x + 0.5, row + 0.5)) both++;
        assertThat(one.overlap(other)).isEqualTo(both).isEqualTo(other.overlap(one));
        assertThat(one.overlap(one)).isEqualTo(one.area());
    }
}
