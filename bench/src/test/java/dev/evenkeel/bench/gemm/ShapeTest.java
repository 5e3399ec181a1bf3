package dev.evenkeel.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    @Test
    void aSquareIsWrittenAsOneNumber() {
        assertThat(Shape.parse("256")).isEqualTo(new Shape(256, 256, 256)).hasToString("256");
    }

    @Test
    void theOrderOfANameIsRowsColumnsDepth() {
        assertThat(Shape.parse("32x1000x7")).isEqualTo(new Shape(32, 1000, 7)).hasToString("32x1000x7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "12z", "1x2", "1x2x", "1x2x3x4", "0x1x1", "x", "99999999"})
    void otherTextIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> Shape.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("expected");
    }

    @Test
    void operandsLargerThanAnArrayAreRefused() {
        assertThatThrownBy(() -> new Shape(100_000, 1, 100_000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100000x1x100000");
    }

    @ParameterizedTest
    @EnumSource(ShapeSet.class)
    void everySetHasAName(ShapeSet set) {
        assertThat(ShapeSet.parse(set.name().toLowerCase())).isEqualTo(set.shapes()).isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void allHoldsEverySet() {
        for (ShapeSet set : List.of(ShapeSet.SQUARES, ShapeSet.TRAINING, ShapeSet.BATCHES)) {
            assertThat(ShapeSet.ALL.shapes()).containsAll(set.shapes());
        }
    }

    @Test
    void aTrainingStepHasTheShapesOfItsThreeGradients() {
        assertThat(new TrainingStep(32, 100, 7).products())
                .isEqualTo(Map.of(Transposition.NN, new Shape(32, 7, 100), Transposition.TN,
                        new Shape(100, 7, 32), Transposition.NT, new Shape(32, 100, 7)));
    }
}
