package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.memory.Repetition;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static float[] numbered(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void channelsFirstStoresPlanes() {
        float[] data = numbered(24);
        for (Features features : new Features[] {Features.channelsFirst(data, 2, 3, 4),
            Features.channelsFirst(MemorySegment.ofArray(data), 2, 3, 4)}) {
            assertThat(features.get(1, 2, 3)).isEqualTo(23);
            assertThat(features.get(1, 0, 3)).isEqualTo(15);
            assertThat(features.get(0, 2, 1)).isEqualTo(9);
            assertThat(features.samples()).isEqualTo(2);
            assertThat(features.channels()).isEqualTo(3);
            assertThat(features.positions()).isEqualTo(4);
            assertThat(features.count()).isEqualTo(8);
            assertThat(features.layout()).isEqualTo(ChannelLayout.CHANNELS_FIRST);
            assertThat(features).hasToString(features.toString()).asString().contains("2 × 3 × 4");
        }
    }

    @Test
    void channelsLastStoresChannelsSideBySide() {
        float[] data = numbered(24);
        for (Features features : new Features[] {Features.channelsLast(data, 2, 4, 3),
            Features.channelsLast(MemorySegment.ofArray(data), 2, 4, 3)}) {
            assertThat(features.get(1, 2, 3)).isEqualTo(23);
            assertThat(features.get(1, 0, 3)).isEqualTo(21);
            assertThat(features.get(0, 2, 1)).isEqualTo(5);
            assertThat(features.layout()).isEqualTo(ChannelLayout.CHANNELS_LAST);
        }
    }

    @Test
    void batchesOfMatricesMayHaveAnyStrides() {
        float[] data = numbered(1000);
        Matrix first = Matrix.of(data, 100, 3, 4, -10, 2);
        Features planes = Features.of(MatrixBatch.of(first, 5, 150), ChannelLayout.CHANNELS_FIRST);
        assertThat(planes.get(4, 2, 3)).isEqualTo(100 + 4 * 150 - 20 + 6);
        Features rows = Features.of(MatrixBatch.of(first, 5, 150), ChannelLayout.CHANNELS_LAST);
        assertThat(rows.get(4, 3, 2)).isEqualTo(100 + 4 * 150 - 20 + 6);
    }

    @Test
    void matricesHaveASamplePerRow() {
        Features features = Features.of(Matrix.of(numbered(12), 4, 3).transposed());
        assertThat(features.samples()).isEqualTo(3);
        assertThat(features.channels()).isEqualTo(4);
        assertThat(features.get(2, 1, 0)).isEqualTo(5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Features.channelsFirst(new float[23], 2, 3, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Features.channelsLast(new float[24], -1, 3, 4))
                .isInstanceOf(IllegalArgumentException.class);
        Features features = Features.channelsFirst(new float[24], 2, 3, 4);
        assertThatThrownBy(() -> features.get(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> features.get(0, 3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> features.get(0, 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void channelsThatChangedPlacesWithPositionsAreSeenByTheParameters() {
        Features swapped = Features.channelsFirst(new float[24], 2, 4, 3);
        BatchNormParameters ofThree = new BatchNormParameters(new float[3], new float[3], 1e-5);
        assertThatThrownBy(() -> BatchNorm.forward(swapped, swapped, ofThree, new Moments(3), Fusion.none(),
                Execution.sequential())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3 for 4 channels");
    }

    @Test
    void emptyBatchesKeepTheirChannels() {
        assertThat(Features.channelsFirst(new float[0], 0, 3, 4).channels()).isEqualTo(3);
        assertThat(Features.channelsLast(new float[0], 0, 4, 3).channels()).isEqualTo(3);
        assertThat(Features.channelsFirst(new float[0], 0, 3, 4).count()).isZero();
    }

    @Test
    void overlapIsExactForDenseFeaturesAndSlicesOfTheirChannels() {
        float[] data = new float[240];
        Matrix samples = Matrix.of(data, 2, 120);
        Features left = GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 0, 2, 60), 3, 20);
        Features right = GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 60, 2, 60), 3, 20);
        Features middle = GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 40, 2, 60), 3, 20);
        assertThat(left.overlaps(right)).isFalse();
        assertThat(left.overlaps(middle)).isTrue();
        assertThat(middle.overlaps(right)).isTrue();
        assertThat(left.isSameAs(right)).isFalse();
        assertThat(left.isSameAs(GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 0, 2, 60), 3, 20)))
                .isTrue();
    }

    @Test
    void elementsThatRepeatAreSeen() {
        float[] data = new float[1000];
        assertThat(batch(Matrix.of(data, 3, 4), 2, 12).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 3, 4), 2, 11).repeats()).isTrue();
        assertThat(batch(Matrix.of(data, 0, 3, 4, 40, 10), 2, 3).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 0, 3, 4, 40, 10), 4, 10).repeats()).isTrue();
        assertThat(batch(Matrix.of(data, 0, 3, 4, 0, 1), 2, 100).repeats()).isTrue();
        assertThat(batch(Matrix.of(data, 0, 3, 4, 20, 2), 2, 100).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 0, 3, 4, 20, 2), 2, 0).repeats()).isTrue();
    }

    /** All views of at most 3 × 3 × 3 elements with strides from −5 to 5. */
    @Test
    void whetherAnElementRepeatsIsKnownExactlyForSmallViews() {
        for (int shape = 0; shape < 27; shape++) {
            for (int strides = 0; strides < 11 * 11 * 11; strides++) {
                checkRepeats(1 + shape % 3, strides % 11 - 5, 1 + shape / 3 % 3, strides / 11 % 11 - 5, 1 + shape / 9,
                        strides / 121 - 5);
            }
        }
    }

    @Test
    void whetherAnElementRepeatsIsKnownExactlyForLargerViews() {
        SplittableRandom random = new SplittableRandom(6);
        int repeated = 0;
        int tried = 20_000;
        for (int i = 0; i < tried; i++) {
            repeated += checkRepeats(1 + random.nextInt(9), random.nextInt(-90, 91), 1 + random.nextInt(9),
                    random.nextInt(-90, 91), 1 + random.nextInt(9), random.nextInt(-90, 91)) ? 1 : 0;
        }
        assertThat(repeated).isBetween(tried / 10, tried * 9 / 10);
    }

    private static final float[] STORAGE = new float[6000];

    private static boolean checkRepeats(int count, int stride, int rows, int rowStride, int cols, int colStride) {
        int first = STORAGE.length / 2;
        BitSet elements = new BitSet();
        for (int i = 0; i < count * rows * cols; i++) {
            elements.set(first + i / rows / cols * stride + i / cols % rows * rowStride + i % cols * colStride);
        }
        boolean expected = elements.cardinality() < count * rows * cols;
        MatrixBatch batch = MatrixBatch.of(Matrix.of(STORAGE, first, rows, cols, rowStride, colStride), count, stride);
        for (ChannelLayout layout : ChannelLayout.values()) {
            Features features = Features.of(batch, layout);
            assertThat(features.repeats()).as("%s", features).isEqualTo(expected);
        }
        return expected;
    }

    /** Samples of 6 × 7, padded to 8 × 9 planes, as a convolution reads them. */
    @Test
    void paddedAndInterleavedSamplesRepeatNothing() {
        float[] data = new float[4000];
        assertThat(batch(Matrix.of(data, 10, 6, 7, 9, 1), 5, 72).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 0, 3, 50, 1, 15), 5, 3).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 0, 6, 7, 70, 10), 5, 2).repeats()).isFalse();
        assertThat(batch(Matrix.of(data, 0, 6, 7, 70, 10), 6, 2).repeats()).isTrue();
    }

    @Test
    void viewsOfManyMoreElementsThanPlacesAreSeenWithoutASearch() {
        int many = 1 << 28;
        assertThat(Repetition.in(new int[] {1 << 20, many, many}, new long[] {1L << 30, many + 1, 1})).isTrue();
        assertThat(Repetition.in(new int[] {1, many, many}, new long[] {1L << 30, -many - 1, 1})).isFalse();
        assertThat(Repetition.in(new int[] {many, many, 2}, new long[] {1, 1, 0})).isTrue();
    }

    @Test
    void stridesAlongDimensionsOfOneElementHaveNoMeaning() {
        float[] data = new float[200];
        for (ChannelLayout layout : ChannelLayout.values()) {
            assertSame(MatrixBatch.of(Matrix.of(data, 3, 4), 1, 12), MatrixBatch.of(Matrix.of(data, 3, 4), 1, 77),
                    layout);
            assertSame(MatrixBatch.of(Matrix.of(data, 0, 1, 4, 9, 1), 3, 12),
                    MatrixBatch.of(Matrix.of(data, 0, 1, 4, -7, 1), 3, 12), layout);
            assertSame(MatrixBatch.of(Matrix.of(data, 0, 4, 1, 2, 9), 3, 12),
                    MatrixBatch.of(Matrix.of(data, 0, 4, 1, 2, 0), 3, 12), layout);
            Features other = Features.of(MatrixBatch.of(Matrix.of(data, 3, 4), 2, 13), layout);
            assertThat(other.isSameAs(Features.of(MatrixBatch.of(Matrix.of(data, 3, 4), 2, 12), layout))).isFalse();
        }
    }

    private static void assertSame(MatrixBatch batch, MatrixBatch other, ChannelLayout layout) {
        Features x = Features.of(batch, layout);
        Features y = Features.of(other, layout);
        assertThat(x.isSameAs(y)).as("%s and %s", x, y).isTrue();
        BatchNorm.forward(x, y, BatchNormParameters.none(1e-5), new Moments(x.channels()), Execution.sequential());
    }

    @Test
    void dimensionsAreNamedAsTheCallerCallsThem() {
        int[][] wrong = {{-2, 3, 4}, {2, -3, 4}, {2, 3, -4}, {0, 3, -5}, {0, -3, 5}, {-1, 0, 0}, {2, 3, 5},
            {1 << 30, 1 << 30, 1 << 30}};
        float[] data = new float[24];
        MemorySegment segment = MemorySegment.ofArray(data);
        for (int[] n : wrong) {
            String planes = n[0] + " × " + n[1] + " × " + n[2] + " (samples × channels × positions)";
            String rows = n[0] + " × " + n[2] + " × " + n[1] + " (samples × positions × channels)";
            refuses(() -> Features.channelsFirst(data, n[0], n[1], n[2]), planes, n);
            refuses(() -> Features.channelsFirst(segment, n[0], n[1], n[2]), planes, n);
            refuses(() -> Features.channelsLast(data, n[0], n[2], n[1]), rows, n);
            refuses(() -> Features.channelsLast(segment, n[0], n[2], n[1]), rows, n);
        }
    }

    private static void refuses(ThrowingCallable call, String shape, int[] dimensions) {
        boolean negative = Arrays.stream(dimensions).anyMatch(n -> n < 0);
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(negative
                ? "samples, channels and positions must be at least 0: " + shape
                : "data of 24 floats is too short for " + shape + "; channelsFirst takes samples, channels, positions, "
                        + "and channelsLast takes samples, positions, channels");
    }

    private static Features batch(Matrix first, int count, long stride) {
        return Features.of(MatrixBatch.of(first, count, stride), ChannelLayout.CHANNELS_FIRST);
    }
}
