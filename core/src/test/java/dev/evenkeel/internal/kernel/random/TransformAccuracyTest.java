package dev.evenkeel.internal.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a word, against values computed with 60 digits (mpmath 1.3) from the formulas alone; {@code
 * transforms.txt} holds the words, random ones and those at the ends and seams of the definitions.
 */
class TransformAccuracyTest {
    private static final double FLOAT_ULP = 0x1p-24;
    private static final double DOUBLE_ULP = 0x1p-53;

    private record Line(int bits, long word, double radius, double first, double second, double truncated) {
        static Line parse(String line) {
            String[] field = line.split(" ");
            return new Line(Integer.parseInt(field[0]), Long.parseUnsignedLong(field[1], 16),
                    Double.parseDouble(field[2]), Double.parseDouble(field[3]), Double.parseDouble(field[4]),
                    Double.parseDouble(field[5]));
        }
    }

    private static List<Line> lines(int bits) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TransformAccuracyTest.class.getResourceAsStream("transforms.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).map(Line::parse)
                    .filter(line -> line.bits == bits).toList();
        }
    }

    @Test
    void floatsAreWithinTheirBounds() throws IOException {
        for (Line line : lines(32)) {
            int word = (int) line.word;
            float a = BoxMuller.angle(word);
            boolean swapped = word < 0;
            float sign = (word & 1 << 30) == 0 ? 1f : -1f;
            assertThat(relative(BoxMuller.radius(word), line.radius)).as("radius of %x", word)
                    .isLessThan(2.5 * FLOAT_ULP);
            near(swapped ? BoxMuller.sine(a) : sign * BoxMuller.cosine(a), line.first, 3 * FLOAT_ULP, word);
            near(swapped ? sign * BoxMuller.cosine(a) : BoxMuller.sine(a), line.second, 3 * FLOAT_ULP, word);
            assertThat(relative(TruncatedNormal.sample(word), line.truncated)).as("truncated normal of %x", word)
                    .isLessThan(8 * FLOAT_ULP);
        }
    }

    @Test
    void doublesAreWithinTheirBounds() throws IOException {
        for (Line line : lines(64)) {
            long word = line.word;
            double a = BoxMullerDouble.angle(word);
            boolean swapped = word < 0;
            double sign = (word & 1L << 62) == 0 ? 1 : -1;
            assertThat(relative(BoxMullerDouble.radius(word), line.radius)).as("radius of %x", word)
                    .isLessThan(2.5 * DOUBLE_ULP);
            near(swapped ? BoxMullerDouble.sine(a) : sign * BoxMullerDouble.cosine(a), line.first, 3 * DOUBLE_ULP,
                    word);
            near(swapped ? sign * BoxMullerDouble.cosine(a) : BoxMullerDouble.sine(a), line.second, 3 * DOUBLE_ULP,
                    word);
            assertThat(relative(TruncatedNormal.sample(word), line.truncated)).as("truncated normal of %x", word)
                    .isLessThan(8 * DOUBLE_ULP);
        }
    }

    /** All 2²⁴ samples there are: none reaches the cut, they are symmetric, and in order but for the last bits. */
    @Test
    void everyTruncatedNormalFloatIsInsideAndInOrder() {
        float last = -2f;
        for (int i = 0; i < 1 << 24; i++) {
            float sample = TruncatedNormal.sample(i << 8);
            if (!(sample >= last - 4 * Math.ulp(last) && Math.abs(sample) < 2f
                    && sample == -TruncatedNormal.sample(~(i << 8)))) {
                throw new AssertionError("sample " + i + " is " + sample + " after " + last);
            }
            last = sample;
        }
    }

    @Test
    void extendedWordsJoinTheOrdinaryOnes() {
        assertThat(BoxMuller.radiusOfLong(0)).isBetween(9.4f, 9.6f);
        assertThat(BoxMullerDouble.radiusOfTwo(0, 0)).isBetween(12.7, 12.8);
        for (int word = 1; word < 256; word++) {
            double below = BoxMuller.radiusOfLong((long) word << 32);
            double above = BoxMuller.radiusOfLong((long) word << 32 | 0xffff_ffffL);
            assertThat(below).as("u grows, the radius does not").isGreaterThanOrEqualTo(above);
            assertThat(BoxMuller.radius(word)).isCloseTo((float) below, offset(1e-5f));
            assertThat(BoxMullerDouble.radiusOfTwo(word, 0))
                    .isCloseTo(BoxMullerDouble.radius(word), offset(0.1));
        }
    }

    private static double relative(double actual, double expected) {
        return Math.abs(actual / expected - 1);
    }

    private static void near(double actual, double expected, double bound, long word) {
        assertThat(Math.abs(actual - expected)).as("direction of %x", word).isLessThan(bound);
    }
}
