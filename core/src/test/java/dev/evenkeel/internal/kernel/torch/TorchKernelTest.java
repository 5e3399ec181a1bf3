package dev.evenkeel.internal.kernel.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel gives the bits of the scalar one, and the scalar one is the recurrence of its paper. */
class TorchKernelTest {
    private static final int GUARD = 3;
    private static final int[] BLOCKS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 38, 39, 40, 63, 64};

    /** Lower bits of a word at both ends of the logarithm and around the eighth turns of the angle. */
    private static final int[] SPECIAL_BITS =
            {0, 1, 2, (1 << 24) - 1, (1 << 24) - 2, 1 << 23, (1 << 23) - 1, (1 << 21) - 1,
                1 << 21, (1 << 21) + 1, 3 << 21, (3 << 21) - 1, 5 << 21, (5 << 21) - 1, 7 << 21, (7 << 21) - 1, 1 << 22,
                3 << 22,
                4_913_933, 4_913_932, 11_863_283, 11_863_284};

    private final TorchKernel scalar = new ScalarTorch();

    /** Not in a window but in the 624 words that mt19937ar.c overwrites one by one. */
    @Test
    void theWindowMovesAlongTheRecurrence() {
        int[] window = window(1);
        int[] state = Arrays.copyOfRange(window, TorchKernel.AHEAD, TorchKernel.END);
        for (int step = 0; step < 3; step++) {
            scalar.advance(window);
            for (int n = 0; n < TorchKernel.AHEAD; n++) {
                int at = (step * TorchKernel.AHEAD + n) % 624;
                int joined = state[at] & 0x8000_0000 | state[(at + 1) % 624] & 0x7fff_ffff;
                state[at] = state[(at + 397) % 624] ^ joined >>> 1 ^ ((joined & 1) == 0 ? 0 : 0x9908_b0df);
                assertThat(window[TorchKernel.FIRST + n]).isEqualTo(state[at]);
            }
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorWindowsMoveAsScalarOnes() {
        int[] expected = window(2);
        int[] window = expected.clone();
        TorchKernel vector = new VectorTorch();
        for (int step = 0; step < 4; step++) {
            scalar.advance(expected);
            vector.advance(window);
            assertThat(Arrays.copyOf(window, TorchKernel.END)).isEqualTo(Arrays.copyOf(expected, TorchKernel.END));
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorSamplesAreScalarSamples() {
        samplesAreScalarSamples(new VectorTorch());
    }

    private void samplesAreScalarSamples(TorchKernel kernel) {
        int[] window = window(3);
        for (int i = 0; i < 100; i++) {
            window[TorchKernel.FIRST + 5 * i] = untempered(SPECIAL_BITS[i % SPECIAL_BITS.length] | i << 24);
        }
        for (int blocks : BLOCKS) {
            for (int from : new int[] {TorchKernel.FIRST, TorchKernel.FIRST + 7,
                TorchKernel.END - TorchKernel.BLOCK * blocks}) {
                for (float[] parameters : new float[][] {{0, 1}, {-0.1f, 0.4f}, {3, 0}, {-0f, 1e-44f},
                    {1e30f, 1e38f}}) {
                    float first = parameters[0];
                    float second = parameters[1];
                    float[] expected = target(blocks);
                    float[] target = expected.clone();
                    scalar.uniform(window, from, blocks, first, second, expected, GUARD);
                    kernel.uniform(window, from, blocks, first, second, target, GUARD);
                    assertEqual(target, expected);
                    scalar.normal(window, from, blocks, first, second, scratch(), expected, GUARD);
                    kernel.normal(window, from, blocks, first, second, scratch(), target, GUARD);
                    assertEqual(target, expected);
                }
            }
        }
    }

    private static void assertEqual(float[] target, float[] expected) {
        int mismatch = Arrays.mismatch(target, expected);
        assertThat(mismatch).isEqualTo(-1);
        for (int i = 0; i < GUARD; i++) {
            assertThat(target[i]).isEqualTo(9f);
            assertThat(target[target.length - 1 - i]).isEqualTo(9f);
        }
    }

    private static float[] target(int blocks) {
        float[] target = new float[blocks * TorchKernel.BLOCK + 2 * GUARD];
        Arrays.fill(target, 9f);
        return target;
    }

    /** What it holds beforehand must not matter. */
    private static float[] scratch() {
        float[] scratch = new float[TorchKernel.SCRATCH];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    @Test
    @Tag("vector")
    void theChangeFromScalarToVectorCodeIsNotSeen() {
        TorchKernel tiered = new TieredTorch();
        int[] expected = window(4);
        int[] window = expected.clone();
        float[] expectedSamples = target(64);
        float[] samples = target(64);
        for (int step = 0; step < 3000; step++) {
            scalar.advance(expected);
            tiered.advance(window);
            int from = TorchKernel.FIRST + step % 500;
            scalar.uniform(expected, from, 64, -1, 2, expectedSamples, GUARD);
            tiered.uniform(window, from, 64, -1, 2, samples, GUARD);
            assertEqual(samples, expectedSamples);
            scalar.normal(expected, from, 64, -1, 2, scratch(), expectedSamples, GUARD);
            tiered.normal(window, from, 64, -1, 2, scratch(), samples, GUARD);
            assertEqual(samples, expectedSamples);
        }
    }

    /** PyTorch finds the octant in floating point; that it may be had from the word is shown by trying all words. */
    @Test
    void quarterTurnsAreThoseOfPyTorch() {
        float twoPi = (float) (2 * Math.PI);
        float fourOverPi = 1.27323954473516f;
        int wrong = 0;
        for (int bits = 0; bits < 1 << 24; bits++) {
            float angle = twoPi * (bits * 0x1p-24f);
            int octant = (int) (angle * fourOverPi) + 1 & ~1;
            boolean isRight = 2 * TorchBoxMuller.quarter(bits) == octant && bits * TorchBoxMuller.ANGLE == angle;
            wrong += isRight ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }

    /**
     * Of all radii and angles every 37th: the polynomials are good for some ten units in the last place of the largest.
     */
    @Test
    void radiiAndPointsAreCloseToTheMathematicalOnes() {
        for (int bits = 0; bits < 1 << 24; bits += 37) {
            double radius = Math.sqrt(-2 * Math.log1p(-bits * 0x1p-24));
            assertThat(Math.abs(TorchBoxMuller.radius(bits) - radius)).isLessThanOrEqualTo(4e-7 * radius);
            int quarter = TorchBoxMuller.quarter(bits);
            float x = TorchBoxMuller.reduced(bits, quarter);
            double exact = 2 * Math.PI * bits * 0x1p-24 - quarter * (Math.PI / 2);
            assertThat(Math.abs(TorchBoxMuller.sine(x) - Math.sin(exact))).isLessThan(1e-6);
            assertThat(Math.abs(TorchBoxMuller.cosine(x) - Math.cos(exact))).isLessThan(1e-6);
        }
    }

    private static int[] window(long seed) {
        return new SplittableRandom(seed).ints(TorchKernel.WINDOW).toArray();
    }

    /** The inverse of tempering, step by step. */
    private static int untempered(int word) {
        int y = word ^ word >>> 18;
        y ^= y << 15 & 0xefc6_0000;
        int shifted = y;
        for (int i = 0; i < 4; i++) {
            shifted = y ^ shifted << 7 & 0x9d2c_5680;
        }
        int root = shifted;
        for (int i = 0; i < 2; i++) {
            root = shifted ^ root >>> 11;
        }
        assertThat(ScalarTorch.tempered(root)).isEqualTo(word);
        return root;
    }
}
