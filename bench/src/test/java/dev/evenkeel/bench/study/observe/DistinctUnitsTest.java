package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Matrix;
import org.junit.jupiter.api.Test;

class DistinctUnitsTest {
    @Test
    void equalColumnsAreOneUnit() {
        assertThat(DistinctUnits.columns(Matrix.of(new float[] {1, 1, 2, 3, 3, 3}, 2, 3))).isEqualTo(2);
        assertThat(DistinctUnits.columns(Matrix.allocate(4, 9))).isEqualTo(1);
        assertThat(DistinctUnits.columns(Matrix.allocate(4, 0))).isZero();
    }

    @Test
    void aDifferenceOfOneBitMakesAnotherUnit() {
        assertThat(DistinctUnits.columns(Matrix.of(new float[] {1, Math.nextUp(1f)}, 1, 2))).isEqualTo(2);
        assertThat(DistinctUnits.columns(Matrix.of(new float[] {0f, -0f}, 1, 2))).isEqualTo(2);
    }
}
