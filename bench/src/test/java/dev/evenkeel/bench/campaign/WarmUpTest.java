package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long MILLISECOND = 1_000_000;

    /** Takes a given time per call: longer at first, as uncompiled code does. */
    private static final class Pretended implements Trial {
        private int calls;

        @Override
        public void run() {
            calls++;
            long end = System.nanoTime() + (calls < 10 ? 20 : 1) * MILLISECOND;
            while (System.nanoTime() < end) Thread.onSpinWait();
        }

        @Override
        public String codePath() {
            return "none";
        }

        @Override
        public void close() {}
    }

    @Test
    void itGoesOnUntilTheSpeedIsSteady() {
        Pretended trial = new Pretended();
        WarmUp.End end = new WarmUp(4 * MILLISECOND, 12).untilSteady(trial);
        assertThat(end.nanosPerCall()).isGreaterThanOrEqualTo(MILLISECOND);
        assertThat(end.isSteady()).isTrue();
        assertThat(trial.calls).isGreaterThan(12);
    }

    @Test
    void itSaysSoWhenTimeIsUpBeforeTheSpeedIsSteady() {
        WarmUp.End end = new WarmUp(4 * MILLISECOND, 1_000_000, 50 * MILLISECOND).untilSteady(new Pretended());
        assertThat(end.isSteady()).isFalse();
    }

    @Test
    void aBatchHoldsAsManyCallsAsFitAndAtLeastOne() {
        WarmUp warmUp = new WarmUp(10 * MILLISECOND, 1);
        assertThat(warmUp.repetitions(MILLISECOND)).isEqualTo(10);
        assertThat(warmUp.repetitions(1000.0 * MILLISECOND)).isEqualTo(1);
    }
}
