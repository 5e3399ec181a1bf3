package dev.evenkeel.internal.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.testing.Values;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The vector loop has the bits of the scalar one at every first word and length. */
class DropKernelTest {
    @Test
    @Tag("vector")
    @Tag("emulated")
    void theVectorLoopHasTheBitsOfTheScalarOne() {
        long[] words = new SplittableRandom(1).longs(64).toArray();
        for (int first : new int[] {0, 1, 2, 17, 31}) {
            for (int length : new int[] {0, 1, 2, 3, 8, 15, 16, 17, 33, 97}) {
                for (int dropped : new int[] {0, 1 << 30, Integer.MAX_VALUE}) {
                    float[] x = Values.ordinary(2).array(length + 3);
                    float[] found = Values.ordinary(3).array(length + 2);
                    float[] expected = found.clone();
                    new VectorSampling().drop(words, first, length, dropped, 1.5f, x, 3, found, 2);
                    new ScalarSampling().drop(words, first, length, dropped, 1.5f, x, 3, expected, 2);
                    assertThat(found).as("%d from %d", length, first).isEqualTo(expected);
                    new VectorSampling().drop(words, first, length, dropped, 1.5f, x, 3, x, 3);
                    System.arraycopy(x, 3, found, 2, length);
                    assertThat(found).as("%d from %d in place", length, first).isEqualTo(expected);
                }
            }
        }
    }
}
