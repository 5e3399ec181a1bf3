package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Draws at an index are those of a fill; integers and orders are equally probable. */
@Tag("once")
class SingleDrawsTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final List<RandomStream> STREAMS =
            List.of(RandomStream.philox(7).stream(3), RandomStream.splitMix(7).stream(3));

    private static final int[] GOLDEN_ORDER = {7, 10, 12, 18, 15, 1, 6, 19, 8, 0, 16, 14, 4, 17, 2, 9, 13, 11, 5, 3};
    private static final int[] GOLDEN_INTEGERS = {2, 3, 905332162, 1073469872, 1174458449};

    @Test
    void singleDrawsAreElementsOfFills() {
        for (RandomStream stream : STREAMS) {
            for (long first : new long[] {0, 1L << 40}) {
                float[] floats = new float[200];
                double[] doubles = new double[200];
                Sampling.fill(floats, 0, 200, first, Distribution.uniform(0, 1), stream, SEQUENTIAL);
                Sampling.fill(doubles, 0, 200, first, Distribution.uniform(0, 1), stream, SEQUENTIAL);
                for (int i = 0; i < 200; i++) {
                    assertThat(stream.uniform(first + i)).isEqualTo(floats[i]);
                    assertThat(stream.uniformDouble(first + i)).isEqualTo(doubles[i]);
                }
                Sampling.fill(floats, 0, 200, first, Distribution.normal(0, 1), stream, SEQUENTIAL);
                Sampling.fill(doubles, 0, 200, first, Distribution.normal(0, 1), stream, SEQUENTIAL);
                for (int i = 0; i < 200; i++) {
                    assertThat(stream.gaussian(first + i)).isEqualTo(floats[i]);
                    assertThat(stream.gaussianDouble(first + i)).isEqualTo(doubles[i]);
                }
            }
        }
    }

    /** By the definition: a word times the bound. */
    @Test
    void anIntegerIsTheUpperHalfOfAProduct() {
        for (RandomStream stream : STREAMS) {
            long[] words = new long[500];
            Sampling.words(words, 0, stream, SEQUENTIAL);
            for (int i = 0; i < 1000; i++) {
                long word = words[i / 2] >>> (i % 2 * 32) & 0xffff_ffffL;
                assertThat(stream.below(10, i)).isEqualTo((int) (word * 10 >>> 32));
                assertThat(stream.below(1, i)).isZero();
                assertThat(stream.below(1 << 30, i)).isEqualTo((int) (word >>> 2));
            }
        }
    }

    /**
     * With a bound of ¾·2³¹ + 1 a quarter of all words is rejected. Were they not, the results that are 0 modulo 3
     * would be half of all; 60,000 draws have a deviation of 0.0019 about a third; 6 of these.
     */
    @Test
    void rejectionMakesLargeBoundsUnbiased() {
        for (RandomStream stream : STREAMS) {
            int bound = 3 << 29;
            int[] counts = new int[3];
            for (int i = 0; i < 60_000; i++) {
                int drawn = stream.below(bound, i);
                assertThat(drawn).isBetween(0, bound - 1);
                counts[drawn % 3]++;
            }
            for (int count : counts) {
                assertThat(count / 60_000d).isBetween(1d / 3 - 0.0115, 1d / 3 + 0.0115);
            }
        }
    }

    /** The greatest bound rejects two words of 2³² only; a bound just above 2³⁰ a quarter of them. */
    @Test
    void integersReachBothEndsOfAnyBound() {
        for (int bound : new int[] {2, 3, 7, (1 << 30) + 1, Integer.MAX_VALUE}) {
            int least = Integer.MAX_VALUE;
            int greatest = 0;
            for (int i = 0; i < 2000; i++) {
                int drawn = STREAMS.getFirst().below(bound, i);
                least = Math.min(least, drawn);
                greatest = Math.max(greatest, drawn);
            }
            assertThat(least).isBetween(0, bound / 100);
            assertThat(greatest).isBetween(bound - 1 - bound / 100, bound - 1);
        }
    }

    /** 24 orders of 4 elements, 24,000 streams: 1000 ± 31 of each; 6 of these. */
    @Test
    void ordersAreEquallyProbable() {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        int[] order = new int[4];
        RandomStream.Seed seed = RandomStream.philox(99);
        for (int i = 0; i < 24_000; i++) {
            Sampling.permutation(order, seed.stream(i));
            counts.merge(Arrays.stream(order).boxed().toList(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(1000 - 186, 1000 + 186));
    }

    @Test
    void anOrderHasEveryIndexOnceAndDependsOnTheStream() {
        int[] order = new int[10_000];
        int[] other = new int[10_000];
        Sampling.permutation(order, STREAMS.get(0));
        Sampling.permutation(other, STREAMS.get(1));
        assertThat(order).isNotEqualTo(other);
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(Arrays.stream(other).sorted().toArray());
        assertThat(Arrays.stream(order).sorted().distinct().count()).isEqualTo(10_000);
        Sampling.permutation(other, STREAMS.get(0));
        assertThat(other).isEqualTo(order);
        Sampling.permutation(new int[0], STREAMS.get(0));
        int[] one = {5};
        Sampling.permutation(one, STREAMS.get(0));
        assertThat(one).containsExactly(0);
    }

    /** The definition must not change: written down when it was made. */
    @Test
    void draws() {
        RandomStream stream = RandomStream.philox(42).stream(2);
        int[] order = new int[20];
        Sampling.permutation(order, stream);
        assertThat(order).containsExactly(GOLDEN_ORDER);
        assertThat(
                new int[] {stream.below(6, 0), stream.below(6, 1), stream.below(3 << 29, 2), stream.below(3 << 29, 3),
                    stream.below(3 << 29, 4)})
                .containsExactly(GOLDEN_INTEGERS);
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        RandomStream stream = STREAMS.getFirst();
        assertThatThrownBy(() -> stream.uniform(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index must be at least 0, was -1");
        assertThatThrownBy(() -> stream.below(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound must be at least 1, was 0");
    }
}
