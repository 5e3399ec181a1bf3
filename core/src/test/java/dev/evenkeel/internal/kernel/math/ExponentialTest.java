package dev.evenkeel.internal.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against float64. */
@Tag("once")
class ExponentialTest {
    /** Prime, so that all exponents and many significands come up. */
    private static final int STEP = 97;

    @Test
    void thePowerIsWithinAUnitInTheLastPlaceAndNeverDescends() {
        double worst = 0;
        float before = Exponential.ofNegative(0f);
        for (int bits = 0; bits < Float.floatToIntBits(89f); bits += STEP) {
            float y = -Float.intBitsToFloat(bits);
            float found = Exponential.ofNegative(y);
            double exact = Math.exp(y);
            worst = Math.max(worst,
                    Math.abs(found - exact) / (exact > 0x1.8p-126 ? Math.ulp((float) exact) : 0x1p-125));
            assertThat(found).isLessThanOrEqualTo(before);
            before = found;
        }
        assertThat(worst).isLessThan(1);
    }

    @Test
    void endsAreExact() {
        assertThat(Exponential.ofNegative(0f)).isEqualTo(1f);
        assertThat(Exponential.ofNegative(-0f)).isEqualTo(1f);
        assertThat(Exponential.ofNegative(-88f)).isZero();
        assertThat(Exponential.ofNegative(-Float.MAX_VALUE)).isZero();
        assertThat(Exponential.ofNegative(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.ofNegative(Float.NaN)).isNaN();
        assertThat(Exponential.logOfOnePlus(0f)).isZero();
        assertThat(Exponential.logOfOnePlus(Float.NaN)).isNaN();
    }

    @Test
    void theLogarithmIsWithinThreeUnitsInTheLastPlace() {
        double worst = 0;
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits <= Float.floatToIntBits(1f); bits += STEP) {
            float u = Float.intBitsToFloat(bits);
            double exact = Math.log1p(u);
            worst = Math.max(worst, Math.abs(Exponential.logOfOnePlus(u) - exact) / Math.ulp((float) exact));
        }
        assertThat(worst).isLessThan(3);
    }
}
