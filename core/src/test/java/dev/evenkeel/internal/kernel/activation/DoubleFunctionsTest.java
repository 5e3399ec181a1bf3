package dev.evenkeel.internal.kernel.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import org.junit.jupiter.api.Test;

/** Functions in float64 are those of float32, and as exact as their type allows. */
class DoubleFunctionsTest {
    @Test
    void everyFunctionIsTheOneOfFloat32() {
        for (Activation activation : Activation.all()) {
            for (double x = -12; x <= 12; x += 0.125) {
                double y = activation.value((float) x);
                assertThat(activation.value(x)).as("%s of %s", activation, x)
                        .isCloseTo(y, within(2e-6 * Math.max(1, Math.abs(y))));
            }
        }
    }

    @Test
    void limitsAndNaNAreThoseOfFloat32() {
        for (Activation activation : Activation.all()) {
            for (float x : new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN}) {
                assertThat(activation.value((double) x)).as("%s of %s", activation, x)
                        .isCloseTo(activation.value(x), within(1e-6));
            }
        }
    }

    /** Values from tables, Abramowitz and Stegun 7.1 and NIST DLMF 7.23: to all digits of a double. */
    @Test
    void theErrorFunctionHasAllDigits() {
        assertThat(DoubleFunctions.erfc(0)).isEqualTo(1);
        assertThat(1 - DoubleFunctions.erfc(0.5)).isCloseTo(0.5204998778130465, within(3e-16));
        assertThat(1 - DoubleFunctions.erfc(1)).isCloseTo(0.8427007929497149, within(3e-16));
        assertThat(DoubleFunctions.erfc(3) / 2.209049699858544e-5).isCloseTo(1, within(4e-15));
        assertThat(DoubleFunctions.erfc(5) / 1.5374597944280349e-12).isCloseTo(1, within(4e-15));
        assertThat(DoubleFunctions.erfc(-1)).isCloseTo(1.8427007929497149, within(4e-16));
    }

    /** Both ways to compute it meet: they agree on either side of the place where one follows the other. */
    @Test
    void theErrorFunctionHasNoStep() {
        double before = DoubleFunctions.erfc(Math.nextDown(2.5));
        double after = DoubleFunctions.erfc(2.5);
        assertThat(after / before).isCloseTo(1, within(2e-12));
    }
}
