package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The mask is a function of the stream's words, whatever computes it. */
class DropoutTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(3).stream("dropout");

    /** By the definition, word by word. */
    private static float[] expected(float[] x, double probability, RandomStream stream, long firstIndex) {
        float[] expected = new float[x.length];
        long[] words = new long[1];
        for (int i = 0; i < x.length; i++) {
            long index = firstIndex + i;
            Sampling.words(words, index / 2, stream, SEQUENTIAL);
            int word = (int) (words[0] >>> (index % 2 == 0 ? 0 : 32));
            boolean isDropped = word >>> 1 < Math.round(probability * 0x1p31);
            expected[i] = isDropped ? 0f : x[i] * (float) (1 / (1 - probability));
        }
        return expected;
    }

    @Test
    void eachElementIsDroppedByItsWord() {
        for (RandomStream stream : List.of(STREAM, RandomStream.splitMix(3).stream(1))) {
            for (double probability : new double[] {0, 0.1, 0.5, 0.9, 1}) {
                for (long firstIndex : new long[] {0, 1, 31, 32, 5_000_000_003L}) {
                    Matrix x = Values.ordinary(1).matrix(5, 37);
                    Matrix y = Matrix.allocate(5, 37);
                    new Dropout(probability).apply(x, y, stream, firstIndex, SEQUENTIAL);
                    assertThat(y.toArray()).as("p = %s from %d", probability, firstIndex)
                            .isEqualTo(expected(x.toArray(), probability, stream, firstIndex));
                }
            }
        }
    }

    @Test
    void zeroCopiesAndOneDropsAllEvenNaN() {
        Matrix x = Matrix.of(new float[] {1, Float.NaN, -3, Float.POSITIVE_INFINITY}, 2, 2);
        Matrix y = Matrix.allocate(2, 2);
        new Dropout(0).apply(x, y, STREAM, 0, SEQUENTIAL);
        assertThat(y.toArray()).isEqualTo(x.toArray());
        new Dropout(1).apply(x, y, STREAM, 0, SEQUENTIAL);
        assertThat(y.toArray()).containsExactly(0f, 0f, 0f, 0f);
        new Dropout(1 - 0x1p-40).apply(x, y, STREAM, 0, SEQUENTIAL);
        assertThat(y.toArray()).containsExactly(0f, 0f, 0f, 0f);
    }

    /** A million elements: the share has a deviation of 4e-4; 6 of these. The sum of what is kept keeps its value. */
    @Test
    void theShareThatIsDroppedIsTheProbability() {
        Matrix x = Matrix.allocate(1000, 1000);
        x.fill(1f);
        for (double probability : new double[] {0.1, 0.5, 0.8}) {
            Matrix y = Matrix.allocate(1000, 1000);
            new Dropout(probability).apply(x, y, STREAM, 0, SEQUENTIAL);
            int dropped = 0;
            for (float value : y.array()) {
                dropped += value == 0 ? 1 : 0;
            }
            assertThat(dropped / 1e6).isBetween(probability - 0.003, probability + 0.003);
        }
    }

    @Test
    void backwardDropsWhatForwardDropped() {
        Dropout dropout = new Dropout(0.3);
        Matrix y = Values.ordinary(1).matrix(20, 50);
        Matrix dx = Values.ordinary(2).matrix(20, 50);
        dropout.apply(y, y, STREAM, 1234, SEQUENTIAL);
        dropout.apply(dx, dx, STREAM, 1234, SEQUENTIAL);
        for (int i = 0; i < 1000; i++) {
            assertThat(dx.array()[i] == 0).isEqualTo(y.array()[i] == 0);
        }
    }

    @Test
    void anyExecutionStorageAndShardingHaveTheSameBits() {
        Dropout dropout = new Dropout(0.4);
        try (Executions executions = new Executions()) {
            for (int[] shape : new int[][] {{0, 3}, {1, 1}, {7, 45}, {90, 1100}}) {
                Matrix x = Values.ordinary(1).matrix(shape[0], shape[1]);
                Matrix y = Matrix.allocate(shape[0], shape[1]);
                dropout.apply(x, y, STREAM, 77, SEQUENTIAL.withScalarKernels());
                for (Execution execution : executions.all()) {
                    Matrix inPlace = x.copy();
                    dropout.apply(inPlace, inPlace, STREAM, 77, execution);
                    assertThat(inPlace.toArray()).as("%s", execution).isEqualTo(y.toArray());
                }
            }
        }
        Matrix x = Values.ordinary(1).matrix(9, 40);
        Matrix whole = x.copy();
        dropout.apply(whole, whole, STREAM, 0, SEQUENTIAL);
        Matrix shard = x.slice(3, 7, 5, 21).copy();
        dropout.apply(shard, shard, 3, 7, 40, STREAM, SEQUENTIAL);
        assertThat(shard.toArray()).isEqualTo(whole.slice(3, 7, 5, 21).toArray());
        for (Layout layout : Layout.outputs()) {
            for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE_UNALIGNED)) {
                GuardedMatrix from = GuardedMatrix.of(layout, backing, 9, 40, Values.ordinary(1));
                GuardedMatrix to = GuardedMatrix.of(Layout.ROWS_APART, backing, 9, 40, Values.ordinary(2));
                dropout.apply(from.view(), to.view(), STREAM, 0, SEQUENTIAL);
                assertThat(to.view().toArray()).as("%s, %s", layout, backing).isEqualTo(whole.toArray());
                from.assertUnchanged(layout);
                to.assertNothingElseChanged(layout);
            }
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        Matrix x = Values.ordinary(1).matrix(2, 3);
        Dropout dropout = new Dropout(0.5);
        refused(() -> new Dropout(1.5), "probability must be from 0 to 1, was 1.5");
        refused(() -> new Dropout(Double.NaN), "probability", "NaN");
        refused(() -> dropout.apply(x, Matrix.allocate(3, 2), STREAM, 0, SEQUENTIAL), "y must have the shape of x");
        refused(() -> dropout.apply(x, x, STREAM, -1, SEQUENTIAL), "firstIndex");
        Matrix wide = Matrix.allocate(2, 4);
        refused(() -> dropout.apply(wide.slice(0, 0, 2, 3), wide.slice(0, 1, 2, 3), STREAM, 0, SEQUENTIAL),
                "y overlaps x");
        assertThatThrownBy(() -> dropout.apply(x, x, 0, 2, 4, STREAM, SEQUENTIAL))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("shard of 2 × 3");
        assertThat(x.toArray()).isEqualTo(Values.ordinary(1).array(6));
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
