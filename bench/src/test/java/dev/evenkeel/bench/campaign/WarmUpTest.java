package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.peers.PreparedProduct;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long MILLISECOND = 1_000_000;

    /** Takes a given time per call: longer at first, as uncompiled code does. */
    private static final class Pretended implements PreparedProduct {
        private int calls;

        @Override
        public void multiply() {
            calls++;
            long end = System.nanoTime() + (calls < 10 ? 20 : 1) * MILLISECOND;
            while (System.nanoTime() < end) Thread.onSpinWait();
        }

        @Override
        public float[] result() {
            return new float[0];
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
        Pretended product = new Pretended();
        assertThat(new WarmUp(4 * MILLISECOND, 12).untilSteady(product)).isGreaterThanOrEqualTo(MILLISECOND);
        assertThat(product.calls).isGreaterThan(12);
    }

    @Test
    void aBatchHoldsAsManyProductsAsFitAndAtLeastOne() {
        WarmUp warmUp = new WarmUp(10 * MILLISECOND, 1);
        assertThat(warmUp.repetitions(MILLISECOND)).isEqualTo(10);
        assertThat(warmUp.repetitions(1000.0 * MILLISECOND)).isEqualTo(1);
    }
}
