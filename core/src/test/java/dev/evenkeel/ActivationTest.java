package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference is double arithmetic with StrictMath, whose errors are some 10⁻⁸ of a float's ulp. */
@Tag("once")
class ActivationTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private static final float[] SAMPLE = ActivationSample.floats();

    /** An activation, its reference and the bounds promised for value and derivative, in ulp. */
    private record Promise(
            Activation activation,
            DoubleUnaryOperator value,
            double valueBound,
            DoubleUnaryOperator derivative,
            double derivativeBound,
            double ofOutputBound) {
        @Override
        public String toString() {
            return activation.name();
        }
    }

    static Stream<Promise> promises() {
        float slope = 0.01f;
        return Stream.of(
                new Promise(Activation.IDENTITY, x -> x, 0, x -> 1, 0, 0),
                new Promise(Activation.RELU, x -> Math.max(0, x), 0, x -> x > 0 ? 1 : 0, 0, 0),
                new Promise(Activation.leakyRelu(slope), x -> x > 0 ? x : slope * x, 0.5, x -> x > 0 ? 1 : slope, 0, 0),
                new Promise(Activation.TANH, StrictMath::tanh, 0.76, x -> 4 * logisticDensity(2 * x), 0.8, 1.2e-7),
                new Promise(Activation.SIGMOID, ActivationTest::logistic, 0.78, ActivationTest::logisticDensity, 0.78,
                        5e-8),
                new Promise(
                        Activation.SOFTSIGN,
                        x -> x / (1 + Math.abs(x)),
                        0.51,
                        x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))),
                        1, 1e-7));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void valuesKeepTheirErrorBound(Promise promise) {
        for (float x : SAMPLE) {
            float actual = promise.activation.value(x);
            double expected = promise.value.applyAsDouble(x);
            assertWithin(promise.valueBound, actual, expected, x);
        }
    }

    @ParameterizedTest
    @MethodSource("promises")
    void derivativesKeepTheirErrorBound(Promise promise) {
        for (float x : SAMPLE) {
            float actual = promise.activation.derivative(x);
            double expected = promise.derivative.applyAsDouble(x);
            assertWithin(promise.derivativeBound, actual, expected, x);
        }
    }

    /** An absolute bound: where the function saturates, its output has forgotten how far. */
    @ParameterizedTest
    @MethodSource("promises")
    void derivativesFromTheOutputKeepTheirErrorBound(Promise promise) {
        float[] ofOutput = new float[SAMPLE.length];
        Arrays.fill(ofOutput, 1f);
        float[] y = new float[SAMPLE.length];
        promise.activation.apply(SAMPLE, 0, y, 0, y.length);
        promise.activation.backwardFromOutput(y, 0, ofOutput, 0, ofOutput, 0, y.length, Execution.sequential());
        double greatest = 0;
        for (int i = 0; i < y.length; i++) {
            greatest = Math.max(greatest, Math.abs(ofOutput[i] - promise.derivative.applyAsDouble(SAMPLE[i])));
        }
        assertThat(greatest).isLessThanOrEqualTo(promise.ofOutputBound);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void valuesNeverDecrease(Promise promise) {
        float[] ascending = SAMPLE.clone();
        Arrays.sort(ascending);
        for (int i = 1; i < ascending.length; i++) {
            if (promise.activation.value(ascending[i]) < promise.activation.value(ascending[i - 1])) {
                throw new AssertionError("decreases between " + ascending[i - 1] + " and " + ascending[i]);
            }
        }
    }

    @Test
    void bitsAreTheSameOnEveryMachine() {
        // Taken from this code; the order is that of promises().
        long[] checksums = {292086416L, 2214210377L, 3786575297L, 1619710426L, 3462835465L, 2302035696L};
        assertThat(promises().mapToLong(promise -> checksum(promise.activation)).toArray()).containsExactly(checksums);
    }

    private static long checksum(Activation activation) {
        float[] values = new float[SAMPLE.length];
        float[] derivatives = new float[SAMPLE.length];
        activation.apply(SAMPLE, 0, values, 0, SAMPLE.length);
        activation.applyDerivative(SAMPLE, 0, derivatives, 0, SAMPLE.length);
        ByteBuffer bytes = ByteBuffer.allocate(2 * Float.BYTES * SAMPLE.length);
        bytes.asFloatBuffer().put(values).put(derivatives);
        CRC32 checksum = new CRC32();
        checksum.update(bytes.array());
        return checksum.getValue();
    }

    @Test
    void tanhAndSoftsignAreOddToTheBit() {
        for (float x : SAMPLE) {
            assertSameBits(Activation.TANH.value(-x), -Activation.TANH.value(x), x);
            assertSameBits(Activation.SOFTSIGN.value(-x), -Activation.SOFTSIGN.value(x), x);
        }
    }

    @Test
    void derivativesOfTheSmoothFunctionsAreEvenToTheBit() {
        for (Activation activation : new Activation[] {Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN}) {
            for (float x : SAMPLE) {
                assertSameBits(activation.derivative(-x), activation.derivative(x), x);
            }
        }
    }

    @Test
    void tanhOfATinyNumberIsThatNumber() {
        for (float x : SAMPLE) {
            if (Math.abs(x) <= 0x1p-13f) {
                assertSameBits(Activation.TANH.value(x), x, x);
            }
        }
    }

    @Test
    void smoothFunctionsSaturateWhereTheLimitIsTheNearestFloat() {
        assertThat(Activation.TANH.value(9.02f)).isEqualTo(1f);
        assertThat(Activation.TANH.value(9f)).isEqualTo(Math.nextDown(1f));
        assertThat(Activation.SIGMOID.value(17.4f)).isEqualTo(1f);
        assertThat(Activation.SIGMOID.value(16.6f)).isEqualTo(Math.nextDown(1f));
        assertThat(Activation.SIGMOID.value(-103.9f)).isEqualTo(Float.MIN_VALUE);
        assertThat(Activation.SIGMOID.value(-104f)).isEqualTo(0f);
        assertThat(Activation.SOFTSIGN.value(0x1p25f)).isEqualTo(1f);
    }

    @Test
    void derivativeOfTanhOutlivesTheCancellationOfOneMinusItsSquare() {
        assertThat(Activation.TANH.value(20f)).isEqualTo(1f);
        assertThat(Activation.TANH.derivative(20f)).isEqualTo((float) (4 * StrictMath.exp(-40)));
        assertThat(Activation.SIGMOID.derivative(50f)).isEqualTo((float) StrictMath.exp(-50));
        assertThat(Activation.SIGMOID.derivative(-50f)).isEqualTo((float) StrictMath.exp(-50));
    }

    @Test
    void infinityGivesTheLimit() {
        assertLimits(Activation.IDENTITY, -INFINITY, INFINITY, 1f, 1f);
        assertLimits(Activation.RELU, 0f, INFINITY, 0f, 1f);
        assertLimits(Activation.leakyRelu(0.5f), -INFINITY, INFINITY, 0.5f, 1f);
        assertLimits(Activation.TANH, -1f, 1f, 0f, 0f);
        assertLimits(Activation.SIGMOID, 0f, 1f, 0f, 0f);
        assertLimits(Activation.SOFTSIGN, -1f, 1f, 0f, 0f);
    }

    private static void assertLimits(Activation activation, float left, float right, float leftSlope,
            float rightSlope) {
        assertThat(activation.value(-INFINITY)).as("%s at −∞", activation).isEqualTo(left);
        assertThat(activation.value(INFINITY)).as("%s at +∞", activation).isEqualTo(right);
        assertThat(activation.derivative(-INFINITY)).as("%s′ at −∞", activation).isEqualTo(leftSlope);
        assertThat(activation.derivative(INFINITY)).as("%s′ at +∞", activation).isEqualTo(rightSlope);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void notANumberStaysNotANumber(Promise promise) {
        for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0x7fffffff, 0xffffffff}) {
            float nan = Float.intBitsToFloat(bits);
            float[] array = {nan, nan};
            promise.activation.apply(array, 0, array, 0, 1);
            promise.activation.applyDerivative(array, 1, array, 1, 1);
            assertThat(promise.activation.value(nan)).isNaN();
            assertThat(promise.activation.derivative(nan)).isNaN();
            assertThat(array[0]).isNaN();
            assertThat(array[1]).isNaN();
        }
    }

    @Test
    void zeroKeepsItsSignExceptThroughRelu() {
        for (Activation odd : new Activation[] {
            Activation.IDENTITY, Activation.leakyRelu(0.1f), Activation.TANH, Activation.SOFTSIGN
        }) {
            assertSameBits(odd.value(0f), 0f, 0f);
            assertSameBits(odd.value(-0f), -0f, -0f);
        }
        assertSameBits(Activation.RELU.value(-0f), 0f, -0f);
        assertThat(Activation.SIGMOID.value(-0f)).isEqualTo(0.5f);
    }

    @Test
    void reluIsTheMaximumOfZeroAndItsArgument() {
        for (float x : SAMPLE) {
            assertSameBits(Activation.RELU.value(x), Math.max(0f, x), x);
        }
    }

    @Test
    void derivativeAtTheKinkIsTheLeftOne() {
        for (float zero : new float[] {0f, -0f}) {
            assertThat(Activation.RELU.derivative(zero)).isZero();
            assertThat(Activation.leakyRelu(0.2f).derivative(zero)).isEqualTo(0.2f);
        }
    }

    @Test
    void gainsAreThoseOfTheTable() {
        assertThat(Activation.IDENTITY.gain()).isEqualTo(1);
        assertThat(Activation.SIGMOID.gain()).isEqualTo(1);
        assertThat(Activation.SOFTSIGN.gain()).isEqualTo(1);
        assertThat(Activation.TANH.gain()).isCloseTo(1.6666666666666667, within(1e-15));
        assertThat(Activation.RELU.gain()).isCloseTo(1.4142135623730951, within(1e-15));
        assertThat(Activation.leakyRelu(2f).gain()).isCloseTo(0.6324555320336759, within(1e-15));
        assertThat(Activation.leakyRelu(Float.MAX_VALUE).gain()).isCloseTo(Math.sqrt(2) / Float.MAX_VALUE,
                within(1e-45));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void slopesThatAreNotFiniteAreRefused(float slope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.leakyRelu(slope))
                .withMessage("negativeSlope must be finite: " + slope);
    }

    @Test
    void leakyReluWithoutASlopeIsRelu() {
        assertThat(Activation.leakyRelu(0f)).isSameAs(Activation.RELU);
        assertThat(Activation.leakyRelu(-0f)).isSameAs(Activation.RELU);
    }

    @Test
    void activationsAreEqualWhenTheirFunctionsAre() {
        assertThat(Activation.leakyRelu(0.1f))
                .isEqualTo(Activation.leakyRelu(0.1f))
                .hasSameHashCodeAs(Activation.leakyRelu(0.1f))
                .isNotEqualTo(Activation.leakyRelu(0.2f))
                .isNotEqualTo(Activation.RELU);
        assertThat(promises().map(Promise::activation).distinct()).hasSize(6);
    }

    @Test
    void namesAreForPeople() {
        assertThat(promises().map(promise -> promise.activation.name()))
                .containsExactly("identity", "relu", "leakyRelu(0.01)", "tanh", "sigmoid", "softsign");
        assertThat(Activation.TANH).hasToString("tanh");
    }

    private static double logistic(double x) {
        return x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x));
    }

    private static double logisticDensity(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /** An ulp is the distance of the floats around {@code expected}; AssertJ per element would take minutes. */
    private static void assertWithin(double bound, float actual, double expected, float x) {
        double ulp = Math.scalb(1d, Math.max(Math.getExponent(expected), Float.MIN_EXPONENT) - (Float.PRECISION - 1));
        double error = Math.abs(actual - expected) / ulp;
        if (!(error <= bound)) {
            throw new AssertionError("f(" + x + ") = " + actual + ", expected " + expected + ": " + error + " ulp");
        }
    }

    private static void assertSameBits(float actual, float expected, float x) {
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            throw new AssertionError("at " + x + ": " + actual + ", expected " + expected);
        }
    }
}
