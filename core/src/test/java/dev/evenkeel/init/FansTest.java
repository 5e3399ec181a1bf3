package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing is guessed: fans are what the caller says, or refused. */
@Tag("once")
class FansTest {
    @Test
    void fansCountWhatMeetsWithinAGroup() {
        assertThat(Fans.convolution(64, 128, 1, 3, 3)).isEqualTo(new Fans(576, 1152));
        assertThat(Fans.convolution(64, 128, 4, 3, 3)).isEqualTo(new Fans(144, 288));
        assertThat(Fans.convolution(8, 16, 1)).isEqualTo(Fans.dense(8, 16));
        for (Runnable bad : List.<Runnable>of(() -> Fans.dense(0, 3), () -> Fans.dense(3, -1),
                () -> Fans.convolution(4, 6, 4, 3), () -> Fans.convolution(4, 6, 0, 3),
                () -> Fans.convolution(4, 6, 1, 0),
                () -> Fans.convolution(1L << 40, 1L << 40, 1, 1 << 20, 1 << 20),
                () -> Weights.convolution(zeros(6, 35), 4, 6, 1, 3, 3),
                () -> Weights.inputsByOutputs(zeros(0, 3)))) {
            assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sizesThatAreNotPositiveAreRefusedWhateverTheirProduct() {
        for (long[] bad : new long[][] {{-4, -4, 1}, {0, 0, 1}, {-4, 4, 1}, {4, -4, 1}, {4, 4, -1}, {4, 4, 0},
            {-4, -4, -2},
            {Long.MIN_VALUE, 4, 1}, {4, Long.MIN_VALUE, Long.MIN_VALUE}}) {
            assertThatThrownBy(() -> Fans.convolution(bad[1], bad[0], bad[2], 3)).as("%s", Arrays.toString(bad))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must be positive");
        }
        assertThatThrownBy(() -> Fans.convolution(4, 4, 1, -3, -3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kernel").hasMessageContaining("-3");
    }

    @Test
    void inputsStandBeforeOutputsEverywhere() {
        assertThat(Fans.dense(3, 5)).isEqualTo(new Fans(3, 5)).isEqualTo(Fans.convolution(3, 5, 1));
        assertThat(Weights.convolution(zeros(5, 3), 3, 5, 1).fans()).isEqualTo(new Fans(3, 5));
    }

    @Test
    void swappedChannelsAreRefusedByBothNumbers() {
        assertThatThrownBy(() -> Weights.convolution(zeros(128, 64 * 9), 128, 64, 1, 3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix must be 64 × 1152 for 128 in, 64 out, groups 1 and a kernel of [3, 3], "
                        + "is 128 × 576");
    }
}
