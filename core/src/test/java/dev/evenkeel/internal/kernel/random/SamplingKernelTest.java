package dev.evenkeel.internal.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The generators are those of their papers, and every kernel gives the bits of the scalar one. */
class SamplingKernelTest {
    private static final int GUARD = 3;
    private static final int[] UNITS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65};

    /** Words that are the ends of intervals, or decide between branches of a definition. */
    private static final int[] SPECIAL_WORDS = {0, 1, 2, 127, 128, 255, 256, 257, Integer.MAX_VALUE, Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1, -1, -2, -128, -129, 0xb504f333, 0xb504f334, 0xb504f300, 1 << 30, 3 << 30, 1 << 29};

    private final SamplingKernel scalar = new ScalarSampling();

    /** Random123's kat_vectors for philox4x32-10: counter, key, result, each as its words in order. */
    @Test
    void philoxGivesTheKnownAnswers() {
        philox("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
        philox("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd");
        philox("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1");
    }

    private void philox(String counter, String key, String answer) {
        long block = longs(counter)[0];
        long[] words = new long[SamplingKernel.LONGS];
        scalar.philox(longs(key)[0], longs(counter)[1], block >>> 3, 1, words);
        int position = (int) (block & 7);
        assertThat(new long[] {words[position], words[position + 8]}).isEqualTo(longs(answer));
        assertThat(Generators.philox(longs(key)[0], block, longs(counter)[1])).isEqualTo(longs(answer)[0]);
    }

    /** Two words each, the first in the low half. */
    private static long[] longs(String words) {
        String[] each = words.split(" ");
        long[] longs = new long[each.length / 2];
        Arrays.setAll(longs, i -> HexFormat.fromHexDigitsToLong(each[2 * i + 1] + each[2 * i]));
        return longs;
    }

    @Test
    void splitMixGivesTheSplitStreamsOfTheJdk() {
        for (long seed : new long[] {0, 1, -1, 0x9e3779b97f4a7c15L, Long.MIN_VALUE}) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int stream = 0; stream < 40; stream++) {
                SplittableRandom split = random.split();
                long[] words = new long[3 * SamplingKernel.LONGS];
                scalar.splitMix(
                        Generators.splitMixState(seed, stream), Generators.splitMixGamma(seed, stream), 0, 3, words);
                assertThat(words).as("stream %d of seed %d", stream, seed)
                        .isEqualTo(split.longs(words.length).toArray());
            }
        }
    }

    @Test
    void generatorsStartAnywhere() {
        long[] whole = new long[9 * SamplingKernel.LONGS];
        long[] part = new long[2 * SamplingKernel.LONGS];
        scalar.philox(5, 6, 100, 9, whole);
        scalar.philox(5, 6, 104, 2, part);
        assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 4 * SamplingKernel.LONGS, 6 * SamplingKernel.LONGS));
        scalar.splitMix(5, 7, 100, 9, whole);
        scalar.splitMix(5, 7, 104, 2, part);
        assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 4 * SamplingKernel.LONGS, 6 * SamplingKernel.LONGS));
    }

    @Test
    @Tag("vector")
    void vectorKernelGivesTheBitsOfTheScalarOne() {
        equalBits(new VectorSampling(), UNITS, 40);
    }

    /** Before its vector half is compiled, while it is tried, and after. */
    @Test
    @Tag("vector")
    void tieredKernelGivesTheBitsOfTheScalarOne() {
        SamplingKernel tiered = new TieredSampling();
        long[] words = new long[64 * SamplingKernel.LONGS];
        float[] floats = new float[64 * SamplingKernel.UNIT];
        equalBits(tiered, UNITS, 1);
        for (int i = 0; i < 5000; i++) {
            tiered.philox(1, 2, i, 64, words);
            tiered.normal(words, 64, 0f, 1f, floats, 0);
        }
        equalBits(tiered, UNITS, 1);
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorKernelGivesTheBitsOfTheScalarOneAtAFewSizes() {
        equalBits(new VectorSampling(), new int[] {1, 3}, 1);
    }

    private void equalBits(SamplingKernel kernel, int[] sizes, int repetitions) {
        SplittableRandom random = new SplittableRandom(31);
        for (int units : sizes) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                generators(kernel, units, random);
                transforms(kernel, units, random);
            }
        }
    }

    private void generators(SamplingKernel kernel, int units, SplittableRandom random) {
        long seed = random.nextLong();
        long stream = random.nextLong();
        long unit = random.nextLong() >>> 3 + random.nextInt(60);
        long[] expected = new long[units * SamplingKernel.LONGS + 1];
        long[] actual = expected.clone();
        scalar.philox(seed, stream, unit, units, expected);
        kernel.philox(seed, stream, unit, units, actual);
        assertThat(actual).as("philox, %d units", units).isEqualTo(expected);
        scalar.splitMix(seed, stream, unit, units, expected);
        kernel.splitMix(seed, stream, unit, units, actual);
        assertThat(actual).as("splitMix, %d units", units).isEqualTo(expected);
    }

    private void transforms(SamplingKernel kernel, int units, SplittableRandom random) {
        long[] words = new long[units * SamplingKernel.LONGS];
        Arrays.setAll(words, i -> random.nextInt(4) == 0
                ? special(random) & 0xffff_ffffL | (long) special(random) << 32
                : random.nextLong());
        float mean = random.nextInt(2) == 0 ? 0f : (float) random.nextDouble(-2, 2);
        float scale = (float) random.nextDouble(0.01, 100);
        floats(kernel, words, units, mean, scale);
        doubles(kernel, words, units, mean, scale);
    }

    private static int special(SplittableRandom random) {
        return SPECIAL_WORDS[random.nextInt(SPECIAL_WORDS.length)];
    }

    private void floats(SamplingKernel kernel, long[] words, int units, float mean, float scale) {
        float[] expected = new float[units * SamplingKernel.UNIT + 2 * GUARD];
        float[] actual = expected.clone();
        scalar.uniform(words, units, mean, scale, expected, GUARD);
        kernel.uniform(words, units, mean, scale, actual, GUARD);
        assertThat(actual).as("uniform, %d units", units).isEqualTo(expected);
        boolean tail = scalar.normal(words, units, mean, scale, expected, GUARD);
        assertThat(kernel.normal(words, units, mean, scale, actual, GUARD)).isEqualTo(tail);
        assertThat(actual).as("normal, %d units", units).isEqualTo(expected);
        scalar.truncatedNormal(words, units, mean, scale, expected, GUARD);
        kernel.truncatedNormal(words, units, mean, scale, actual, GUARD);
        assertThat(actual).as("truncated normal, %d units", units).isEqualTo(expected);
    }

    private void doubles(SamplingKernel kernel, long[] words, int units, double mean, double scale) {
        double[] expected = new double[units * SamplingKernel.LONGS + 2 * GUARD];
        double[] actual = expected.clone();
        scalar.uniform(words, units, mean, scale, expected, GUARD);
        kernel.uniform(words, units, mean, scale, actual, GUARD);
        assertThat(actual).as("uniform float64, %d units", units).isEqualTo(expected);
        boolean tail = scalar.normal(words, units, mean, scale, expected, GUARD);
        assertThat(kernel.normal(words, units, mean, scale, actual, GUARD)).isEqualTo(tail);
        assertThat(actual).as("normal float64, %d units", units).isEqualTo(expected);
        scalar.truncatedNormal(words, units, mean, scale, expected, GUARD);
        kernel.truncatedNormal(words, units, mean, scale, actual, GUARD);
        assertThat(actual).as("truncated normal float64, %d units", units).isEqualTo(expected);
    }
}
