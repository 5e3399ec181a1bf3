package dev.evenkeel.bench.gate.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinTimerTest {
    private static final long SECOND = 1_000_000_000;

    private final FakeSides fakes = new FakeSides();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRatioIsTheSameWhoeverIsFirst(boolean baselineFirst) {
        TwinFigures figures =
                fakes.timer().measure(fakes.side("old", 1000), fakes.side("new", 1050), baselineFirst);
        assertThat(figures.ratio()).isEqualTo(1.05, within(1e-9));
        assertThat(figures.baselineNanos()).isEqualTo(1000, within(1e-6));
        assertThat(figures.isSteady()).isTrue();
        assertThat(fakes.turns.getFirst()).isEqualTo(baselineFirst ? "old" : "new");
    }

    @Test
    void slicesGoToAndFro() {
        new Slices(200_000, 1, 6, () -> fakes.now).window(fakes.side("A", 50_000), fakes.side("B", 50_000), 50_000);
        assertThat(fakes.turns).containsExactly("A", "B", "B", "A", "A", "B", "B", "A", "A", "B", "B", "A");
    }

    @Test
    void aCallThatIsLongerThanASliceIsASlice() {
        Window window = new Slices(200_000, 1, 2, () -> fakes.now).window(fakes.side("A", SECOND),
                fakes.side("B", 2 * SECOND), 2 * SECOND);
        assertThat(window.firstCost()).isEqualTo(SECOND);
        assertThat(window.logRatio()).isEqualTo(Math.log(2), within(1e-12));
    }

    @Test
    void nothingCountsBeforeBothSidesAreFast() {
        Side late = fakes.side("late", time -> Math.max(1000, 20_000 - time / 100_000), 0);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), late, true).ratio()).isEqualTo(1, within(1e-9));
    }

    @Test
    void nothingCountsWhileTheCompilerWorks() {
        fakes.compilerIsIdleAt = 5 * SECOND;
        Side late = fakes.side("late", time -> time < 5 * SECOND ? 20_000 : 1000, 0);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), late, true).ratio()).isEqualTo(1, within(1e-9));
    }

    @Test
    void nothingCountsWhileScalarCodeStandsInForVectorCode() {
        Side late = fakes.side("late", time -> time < 5 * SECOND ? 20_000 : 1000, 5 * SECOND);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), late, true).ratio()).isEqualTo(1, within(1e-9));
    }

    /** A side that is slow, at a steady speed, and allocates that much a call until then. */
    private Side boxing(long bytesPerCall, long until) {
        Side side = fakes.side("new", time -> time < until ? 5_000_000 : 1000, 0);
        return new Side(calls -> {
            if (fakes.now < until) fakes.allocated += calls * bytesPerCall;
            return side.nanos(calls);
        }, side.standIns(), side.codePath(), side.closing());
    }

    @Test
    void nothingCountsWhileVectorsAreObjects() {
        TwinFigures figures = fakes.timer().measure(fakes.side("old", 1000), boxing(1_000_000, 5 * SECOND), true);
        assertThat(figures.ratio()).isEqualTo(1, within(1e-9));
        assertThat(figures.isSteady()).isTrue();
    }

    @Test
    void codeThatKeepsAllocatingIsNotSteady() {
        Side boxing = boxing(1_000_000, Long.MAX_VALUE);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), boxing, true).isSteady()).isFalse();
        assertThat(fakes.timer().measure(fakes.side("old", 1000), boxing(500, Long.MAX_VALUE), true).isSteady())
                .as("a few small objects").isTrue();
    }

    @Test
    void codeThatNeverSettlesIsNotSteady() {
        Side never = fakes.side("never", time -> 1000, Long.MAX_VALUE);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), never, true).isSteady()).isFalse();
    }

    @Test
    void aSideThatChangesMeanwhileIsTimedAgainInTheSameJvm() {
        Side changing = fakes.side("new", time -> fakes.turns.size() < 100 ? 1000 : 1500, 0);
        TwinFigures figures = fakes.timer().measure(fakes.side("old", 1000), changing, true);
        assertThat(figures.ratio()).isEqualTo(1.5, within(1e-9));
        assertThat(figures.isSteady()).isTrue();
    }

    @Test
    void aSideThatNeverKeepsItsSpeedIsNotSteady() {
        Side drifting = fakes.side("new", time -> 1000 * (1 + 5 * time / (double) SECOND), 0);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), drifting, true).isSteady()).isFalse();
    }

    @Test
    void disturbedSlicesMoveNothing() {
        int[] calls = {0};
        Side disturbed = fakes.side("new", time -> ++calls[0] % 5 == 0 ? 40_000 : 1020, 0);
        TwinFigures figures = fakes.timer().measure(fakes.side("old", 1000), disturbed, true);
        assertThat(figures.ratio()).isEqualTo(1.02, within(1e-9));
    }

    @Test
    void scatterAloneIsSteady() {
        int[] calls = {0};
        Side scattered = fakes.side("new", time -> 1000 + calls[0]++ * 179 % 400, 0);
        assertThat(fakes.timer().measure(fakes.side("old", 1000), scattered, true).isSteady()).isTrue();
    }

    @Test
    void aWindowSaysTheSameWhateverIsAskedFirst() {
        double[] falling = new double[400];
        for (int i = 0; i < falling.length; i++) falling[i] = 1 - (i * 179 % 400) / 400.0;
        Window window = new Window(falling.clone(), falling.clone());
        boolean agree = window.halvesAgree();
        window.logRatio();
        window.firstCost();
        assertThat(window.halvesAgree()).isEqualTo(agree).isTrue();
        assertThat(window.logRatios()).containsExactly(falling);
    }

    @Test
    void halvesThatChanceExplainsAgree() {
        double[] scattered = new double[400];
        for (int i = 0; i < scattered.length; i++) scattered[i] = i * 179 % 400 / 1000.0;
        scattered[7] = 5;
        assertThat(new Window(scattered, scattered).halvesAgree()).isTrue();
        double[] moved = new double[400];
        for (int i = 200; i < moved.length; i++) moved[i] = 0.05;
        assertThat(new Window(moved, moved).halvesAgree()).isFalse();
    }

    @Test
    void tasksAndFiguresSurviveTheWayToAnotherJvm() {
        TwinTask task = new TwinTask(Path.of("/old jars/a.jar"), Path.of("b.jar"), false,
                List.of(new TwinTask.Work("Bench.a", Map.of("x", "1=2", "library", "evenkeel")),
                        new TwinTask.Work("Bench.b", Map.of())));
        assertThat(TwinTask.parse(task.arguments().toArray(String[]::new))).isEqualTo(task);
        TwinFigures figures = new TwinFigures(1.5, 1.01, Double.NaN, 48, false);
        assertThat(TwinFigures.parse(figures.line())).isEqualTo(figures);
    }
}
