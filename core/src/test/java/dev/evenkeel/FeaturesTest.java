package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
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

    private static Features batch(Matrix first, int count, long stride) {
        return Features.of(MatrixBatch.of(first, count, stride), ChannelLayout.CHANNELS_FIRST);
    }
}
