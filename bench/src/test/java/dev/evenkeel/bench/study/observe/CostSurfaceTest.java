package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostSurfaceTest {
    @Test
    void theGradientOfAParabolaIsItsDerivative() {
        CostSurface surface = CostSurface.of((u, v) -> u * u + 3 * v * v, -2, 2, 41);
        double[][] steepness = surface.steepness();
        for (int i = 0; i < steepness.length; i++) {
            for (int j = 0; j < steepness.length; j++) {
                double u = surface.value(i + 1);
                double v = surface.value(j + 1);
                assertThat(steepness[i][j]).isEqualTo(Math.hypot(2 * u, 6 * v), within(1e-9));
            }
        }
    }

    @Test
    void aPlaneIsNowhereFlatAndAPlateauIsFlatAllOver() {
        assertThat(CostSurface.of((u, v) -> u - 2 * v, -1, 1, 9).flatShare(0.01)).isZero();
        assertThat(CostSurface.of((u, v) -> 7, -1, 1, 9).flatShare(0.01)).isEqualTo(1);
    }

    @Test
    void halfASlopeIsHalfFlat() {
        CostSurface surface = CostSurface.of((u, v) -> Math.max(0, u), -1, 1, 203);
        assertThat(surface.flatShare(0.01)).isEqualTo(100 / 201.0, within(1e-12));
    }

    @Test
    void aGridNeedsWidthAndInnerPoints() {
        assertThatThrownBy(() -> CostSurface.of((u, v) -> 0, 1, 0, 9)).hasMessageStartingWith("low must be below");
        assertThatThrownBy(() -> CostSurface.of((u, v) -> 0, 0, 1, 2)).hasMessage(
                "points must be at least 3, were 2");
    }
}
