package dev.evenkeel.bench.firstseconds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CurveTest {
    /** Slices of 50 ms with these speeds. */
    static Curve curve(double... speeds) {
        double[] ends = new double[speeds.length];
        Arrays.setAll(ends, i -> (i + 1) / 20.0);
        return new Curve(ends, speeds);
    }

    /** So many slices of one speed after so many of another. */
    static Curve step(int slow, double slowSpeed, int fast, double fastSpeed) {
        double[] speeds = new double[slow + fast];
        Arrays.fill(speeds, 0, slow, slowSpeed);
        Arrays.fill(speeds, slow, speeds.length, fastSpeed);
        return curve(speeds);
    }

    @Test
    void aStepStaysWhereItIs() {
        Curve curve = step(10, 1, 70, 100);
        assertThat(curve.at(0)).isEqualTo(1);
        assertThat(curve.at(0.499)).isEqualTo(1);
        assertThat(curve.at(0.501)).isEqualTo(100);
        assertThat(curve.staysFrom(80)).isEqualTo(0.5);
        assertThat(curve.steady()).isEqualTo(100);
    }

    @Test
    void aSliceThatAnotherProgramHeldUpDoesNotCount() {
        double[] speeds = step(10, 1, 70, 100).speeds();
        speeds[40] = 3;
        speeds[41] = 3;
        Curve curve = curve(speeds);
        assertThat(curve.at(2.01)).isEqualTo(100);
        assertThat(curve.staysFrom(80)).isEqualTo(0.5);
    }

    @Test
    void whatFallsAgainHasNotArrivedBefore() {
        double[] speeds = step(10, 1, 70, 100).speeds();
        Arrays.fill(speeds, 20, 30, 50);
        assertThat(curve(speeds).staysFrom(80)).isEqualTo(1.5);
        assertThat(curve(speeds).staysFrom(40)).isEqualTo(0.5);
    }

    @Test
    void whatIsFastFromTheFirstCallArrivesAtZeroAndWhatIsSlowAtTheEndNever() {
        assertThat(step(0, 0, 80, 100).staysFrom(80)).isZero();
        assertThat(step(40, 100, 40, 1).staysFrom(80)).isInfinite();
    }

    @Test
    void atTheEndAndAfterItThereIsNoSpeed() {
        Curve curve = step(10, 1, 10, 100);
        assertThat(curve.at(0.99)).isEqualTo(100);
        assertThat(curve.at(1)).isNaN();
        assertThat(curve.at(3)).isNaN();
    }

    @Test
    void aCallThatTakesLongIsASlice() {
        Curve curve = new Curve(new double[] {0.4, 0.8, 1.2, 1.6}, new double[] {1, 2, 2, 2});
        assertThat(curve.at(0.1)).isEqualTo(1);
        assertThat(curve.at(0.3)).isEqualTo(1);
        assertThat(curve.at(1)).isEqualTo(2);
        assertThat(curve.staysFrom(1.6)).isEqualTo(0.4);
    }

    @Test
    void theSteadySpeedIsThatOfTheLastTwoSeconds() {
        assertThat(step(59, 1, 61, 100).steady()).isEqualTo(100);
        assertThat(step(10, 1, 11, 100).steady()).as("a short curve: its second half").isEqualTo(100);
        assertThat(curve(7).steady()).isEqualTo(7);
    }

    @Test
    void aCurveIsFlatIfItsLastSecondIsNoFasterThanTheOneBefore() {
        assertThat(step(20, 1, 60, 100).isFlat()).isTrue();
        assertThat(step(60, 90, 20, 100).isFlat()).isFalse();
        assertThat(step(60, 100, 20, 90).isFlat()).as("slower is no progress").isTrue();
        assertThat(curve(7).isFlat()).as("one slice says nothing").isFalse();
    }

    @Test
    void aCurveWithoutSlicesIsRefused() {
        assertThatThrownBy(() -> new Curve(new double[0], new double[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
