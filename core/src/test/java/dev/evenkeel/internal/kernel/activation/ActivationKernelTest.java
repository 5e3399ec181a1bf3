package dev.evenkeel.internal.kernel.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.kernel.Kernels;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel applies the function that it is asked for to each element of a range, and to nothing else. */
class ActivationKernelTest {
    private static final float PARAMETER = 0.3f;
    private static final int LENGTH = 700;
    private static final int[] LENGTHS = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, LENGTH - 11};

    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final float[] SPECIAL =
            {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
                Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    @Test
    void scalarCodeAppliesEachFunctionToEachElementAndToNothingElse() {
        eachFunctionIsAppliedToEachElementAndToNothingElse(new ScalarActivation());
    }

    @Test
    void theBestKernelsOfThisMachineHaveTheBitsOfScalarCode() {
        eachFunctionIsAppliedToEachElementAndToNothingElse(Kernels.best().activation());
    }

    @Test
    void whatStandsInUntilVectorCodeIsCompiledHasTheBitsOfScalarCode() {
        eachFunctionIsAppliedToEachElementAndToNothingElse(new TieredActivation());
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorCodeHasTheBitsOfScalarCodeAtAFewLengths() {
        ActivationKernel vector = new VectorActivation();
        for (Curve curve : Curve.values()) {
            for (int length : new int[] {7, 37}) {
                values(vector, curve, length);
                gradients(vector, curve, length);
            }
        }
    }

    /** Before its vector half is compiled, while it is tried, and after. */
    @Test
    @Tag("vector")
    void bitsStayTheSameWhenVectorCodeTakesOver() {
        ActivationKernel tiered = new TieredActivation();
        float[] x = values(1);
        float[] y = new float[LENGTH - 11];
        float[] dx = new float[LENGTH - 11];
        float[] expectedY = new float[y.length];
        float[] expectedDx = new float[y.length];
        for (int i = 0; i < y.length; i++) {
            expectedY[i] = Curve.SIGMOID.value(x[11 + i], PARAMETER);
            expectedDx[i] = x[11 + i] * Curve.SIGMOID.derivative(x[11 + i], PARAMETER);
        }
        int others = StandIn.count();
        long start = System.nanoTime();
        int standIns;
        do {
            standIns = StandIn.count();
            Arrays.fill(y, 0f);
            Arrays.fill(dx, 0f);
            tiered.value(Curve.SIGMOID, PARAMETER, x, 11, y, 0, y.length);
            tiered.gradient(Curve.SIGMOID, PARAMETER, x, 11, x, 11, dx, 0, dx.length);
            if (!Arrays.equals(y, expectedY) || !Arrays.equals(dx, expectedDx)) {
                assertThat(y).isEqualTo(expectedY);
                assertThat(dx).isEqualTo(expectedDx);
            }
        } while (System.nanoTime() - start < PATIENCE_NANOS && !(standIns == others && StandIn.count() == others));
        assertThat(StandIn.count() - others).as("operations whose vector code has not taken over").isZero();
    }

    private static void eachFunctionIsAppliedToEachElementAndToNothingElse(ActivationKernel kernel) {
        for (Curve curve : Curve.values()) {
            for (int length : LENGTHS) {
                values(kernel, curve, length);
                gradients(kernel, curve, length);
            }
        }
    }

    private static void values(ActivationKernel kernel, Curve curve, int length) {
        float[] x = values(1);
        float[] expected = x.clone();
        float[] apart = x.clone();
        float[] inPlace = x.clone();
        for (int i = 0; i < length; i++) {
            expected[5 + i] = curve.value(x[11 + i], PARAMETER);
        }
        kernel.value(curve, PARAMETER, x, 11, apart, 5, length);
        assertThat(apart).as("%s of %d elements", curve, length).isEqualTo(expected);
        kernel.value(curve, PARAMETER, inPlace, 11, inPlace, 11, length);
        assertSameRange(curve + " in place", inPlace, expected, length);
    }

    private static void gradients(ActivationKernel kernel, Curve curve, int length) {
        float[] x = values(1);
        float[] dy = values(2);
        float[] expected = x.clone();
        if (curve.outputDeterminesDerivative(PARAMETER)) {
            for (int i = 0; i < length; i++) {
                expected[5 + i] = dy[11 + i] * curve.derivativeOfOutput(x[11 + i], PARAMETER);
            }
            float[] ofOutput = x.clone();
            kernel.gradientOfOutput(curve, PARAMETER, x, 11, dy, 11, ofOutput, 5, length);
            assertThat(ofOutput).as("gradient of %s's output for %d elements", curve, length).isEqualTo(expected);
            kernel.gradientOfOutput(curve, PARAMETER, ofOutput, 5, dy, 11, ofOutput, 5, length);
            for (int i = 0; i < length; i++) {
                expected[5 + i] = dy[11 + i] * curve.derivativeOfOutput(expected[5 + i], PARAMETER);
            }
            assertThat(ofOutput).as("gradient of %s's output in place", curve).isEqualTo(expected);
        }
        for (int i = 0; i < length; i++) {
            expected[5 + i] = dy[11 + i] * curve.derivative(x[11 + i], PARAMETER);
        }
        float[] apart = x.clone();
        kernel.gradient(curve, PARAMETER, x, 11, dy, 11, apart, 5, length);
        assertThat(apart).as("gradient of %s for %d elements", curve, length).isEqualTo(expected);
        float[] inPlaceOfX = x.clone();
        kernel.gradient(curve, PARAMETER, inPlaceOfX, 11, dy, 11, inPlaceOfX, 11, length);
        assertSameRange("gradient of " + curve + " in place of x", inPlaceOfX, expected, length);
        float[] inPlaceOfDy = dy.clone();
        kernel.gradient(curve, PARAMETER, x, 11, inPlaceOfDy, 11, inPlaceOfDy, 11, length);
        assertSameRange("gradient of " + curve + " in place of dy", inPlaceOfDy, expected, length);
        float[] inPlaceOfBoth = x.clone();
        kernel.gradient(curve, PARAMETER, inPlaceOfBoth, 11, inPlaceOfBoth, 11, inPlaceOfBoth, 11, length);
        for (int i = 0; i < length; i++) {
            expected[5 + i] = x[11 + i] * curve.derivative(x[11 + i], PARAMETER);
        }
        assertSameRange("gradient of " + curve + " in place of both", inPlaceOfBoth, expected, length);
    }

    private static void assertSameRange(String description, float[] inPlace, float[] expected, int length) {
        assertThat(Arrays.copyOfRange(inPlace, 11, 11 + length)).as("%s, %d elements", description, length)
                .isEqualTo(Arrays.copyOfRange(expected, 5, 5 + length));
    }

    private static float[] values(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            boolean isSpecial = random.nextInt(10) == 0;
            double range = random.nextInt(4) == 0 ? 120 : 12;
            values[i] = isSpecial ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : (float) random.nextDouble(-range, range);
        }
        return values;
    }
}
