package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference is float64: {@link ActivationPromise}. */
@Tag("once")
class ActivationTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private static final float[] SAMPLE = ActivationSample.floats();

    static List<ActivationPromise> promises() {
        return ActivationPromise.all();
    }

    @ParameterizedTest
    @MethodSource("promises")
    void valuesKeepTheirErrorBound(ActivationPromise promise) {
        for (float x : SAMPLE) {
            promise.checkValue(x, promise.activation().value(x));
        }
    }

    @ParameterizedTest
    @MethodSource("promises")
    void derivativesKeepTheirErrorBound(ActivationPromise promise) {
        for (float x : SAMPLE) {
            promise.checkDerivative(x, promise.activation().derivative(x));
        }
    }

    @ParameterizedTest
    @MethodSource("promises")
    void errorsKeepTheirBoundsWhereAFormulaChangesItsShape(ActivationPromise promise) {
        for (float x : ActivationSample.turningPoints()) {
            promise.checkValue(x, promise.activation().value(x));
            promise.checkDerivative(x, promise.activation().derivative(x));
        }
    }

    @ParameterizedTest
    @MethodSource("promises")
    void derivativesFromTheOutputKeepTheirErrorBound(ActivationPromise promise) {
        if (promise.activation().outputDeterminesDerivative()) {
            float[] y = new float[SAMPLE.length];
            promise.activation().apply(SAMPLE, 0, y, 0, y.length);
            promise.checkDerivativesOfOutputs(SAMPLE, y, y.length);
        }
    }

    @Test
    void derivativesDoNotFollowFromTheOutputOfWhatFallsAndRises() {
        assertThat(Activation.all()).filteredOn(activation -> !activation.outputDeterminesDerivative())
                .containsExactly(Activation.SILU, Activation.GELU, Activation.GELU_TANH);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void valuesNeverDecreaseUnlessItIsSaidSo(ActivationPromise promise) {
        Activation activation = promise.activation();
        if (!activation.outputDeterminesDerivative()) {
            return;
        }
        float[] ascending = SAMPLE.clone();
        Arrays.sort(ascending);
        for (int i = 1; i < ascending.length; i++) {
            assertNoDecrease(activation, ascending[i - 1], ascending[i]);
        }
    }

    /** Among as many neighbours as have a chance to show the exception, and at both ends of where it may be. */
    @Test
    void softplusDecreasesByOneUlpAtMostAndOnlyNearZero() {
        assertThat(decreasesFrom(Activation.SOFTPLUS, -4f, -0.5501f, -0.5499f, -0.2f, 0.05f, 0.3099f, 0.3101f, 2f))
                .isPositive();
    }

    @Test
    void sigmoidDecreasesByOneUlpAtMostAndOnlyBetweenAThirtiethAndAQuarter() {
        assertThat(decreasesFrom(Activation.SIGMOID, -4f, -0.2501f, 0.0299f, 0.23f, 0.249f, 0.2498f, 0.2501f, 2f))
                .isPositive();
    }

    /** How many of 20,000 steps from one float to the next go down; fails where they may not. */
    private static int decreasesFrom(Activation activation, float... beginnings) {
        int decreases = 0;
        for (float beginning : beginnings) {
            float x = beginning;
            for (int i = 0; i < 20_000; i++) {
                float next = Math.nextUp(x);
                assertNoDecrease(activation, x, next);
                decreases += activation.value(next) < activation.value(x) ? 1 : 0;
                x = next;
            }
        }
        return decreases;
    }

    /** But for softplus and the sigmoid, which may do so by one ulp where {@link Activation} says so. */
    private static void assertNoDecrease(Activation activation, float x, float next) {
        boolean isExcepted = activation.equals(Activation.SOFTPLUS) && x >= -0.55f && next <= 0.31f
                || activation.equals(Activation.SIGMOID) && x >= 0.03f && next <= 0.25f;
        float before = activation.value(x);
        float least = isExcepted ? Math.nextDown(before) : before;
        if (activation.value(next) < least) {
            throw new AssertionError(activation + " decreases between " + x + " and " + next);
        }
    }

    /** 1 + 2^k is rounded from k = −24 down; below −28 that no longer counts. */
    @Test
    void sigmoidErrsByMoreThanItsUsualBoundOnlyWhereAOneIsRounded() {
        ActivationPromise usual = ActivationPromise.all().stream()
                .filter(promise -> promise.activation().equals(Activation.SIGMOID)).findFirst().orElseThrow()
                .withValueBound(1.7);
        for (float x : SAMPLE) {
            if (x < -20f || x > -16f) {
                usual.checkValue(x, Activation.SIGMOID.value(x));
            }
        }
    }

    @Test
    void bitsAreTheSameOnEveryMachine() {
        // Taken from this code; the order is that of all().
        long[] checksums = {292086416L, 2214210377L, 3786575297L, 1501568507L, 903701329L, 3989631210L, 1619710426L,
            300692046L, 2302035696L, 2175136735L, 990048565L, 1817904801L};
        assertThat(Activation.all().stream().mapToLong(ActivationTest::checksum).toArray()).containsExactly(checksums);
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
        assertThat(Activation.SIGMOID.value(-103.9f)).isEqualTo(Float.MIN_VALUE);
        assertThat(Activation.SIGMOID.value(-104f)).isEqualTo(0f);
        assertThat(Activation.SOFTSIGN.value(0x1p25f)).isEqualTo(1f);
    }

    /** The nearest float is 1 from 17.33 on. */
    @Test
    void sigmoidSaturatesOneUlpEarly() {
        assertThat(Activation.SIGMOID.value(16.288f)).isLessThan(1f);
        assertThat(Activation.SIGMOID.value(16.29f)).isEqualTo(1f);
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
        assertLimits(Activation.ELU, -1f, INFINITY, 0f, 1f);
        assertLimits(Activation.elu(0.3f), -0.3f, INFINITY, 0f, 1f);
        assertLimits(Activation.SELU, -1.7580993f, INFINITY, 0f, 1.050701f);
        assertLimits(Activation.SOFTPLUS, 0f, INFINITY, 0f, 1f);
        assertLimits(Activation.SILU, -0f, INFINITY, 0f, 1f);
        assertLimits(Activation.GELU, -0f, INFINITY, 0f, 1f);
        assertLimits(Activation.GELU_TANH, -0f, INFINITY, 0f, 1f);
    }

    @Test
    void unitsBecomeTheirAsymptotesWhereThoseAreTheNearestFloats() {
        assertThat(Activation.ELU.value(-17.4f)).isEqualTo(-1f);
        assertThat(Activation.SELU.value(Float.MAX_VALUE)).isEqualTo(INFINITY);
        assertThat(Activation.SOFTPLUS.value(20f)).isEqualTo(20f);
        assertThat(Activation.SOFTPLUS.value(-103.9f)).isEqualTo(Float.MIN_VALUE);
        assertThat(Activation.SOFTPLUS.value(-104f)).isEqualTo(0f);
        assertThat(Activation.SILU.value(20f)).isEqualTo(20f);
        assertThat(Activation.SILU.value(-110f)).isEqualTo(-0f);
        assertThat(Activation.GELU.value(-15f)).isEqualTo(-0f);
        assertThat(Activation.GELU_TANH.value(6f)).isEqualTo(6f);
        assertThat(Activation.GELU_TANH.value(-11f)).isEqualTo(-0f);
    }

    @Test
    void minimaAreWhereTheDerivativesChangeTheirSign() {
        float[] zeros = {-1.2784645f, -0.7517916f, -0.7524614f};
        float[] least = {-0.27846453f, -0.16997121f, -0.17004069f};
        Activation[] activations = {Activation.SILU, Activation.GELU, Activation.GELU_TANH};
        for (int i = 0; i < zeros.length; i++) {
            assertThat(activations[i].derivative(zeros[i] - 1e-4f)).isNegative();
            assertThat(activations[i].derivative(zeros[i] + 1e-4f)).isPositive();
            assertThat(activations[i].value(zeros[i])).isCloseTo(least[i], within(1e-6f));
        }
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
    void notANumberStaysNotANumber(ActivationPromise promise) {
        for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0x7fffffff, 0xffffffff}) {
            float nan = Float.intBitsToFloat(bits);
            float[] array = {nan, nan};
            promise.activation().apply(array, 0, array, 0, 1);
            promise.activation().applyDerivative(array, 1, array, 1, 1);
            assertThat(promise.activation().value(nan)).isNaN();
            assertThat(promise.activation().derivative(nan)).isNaN();
            assertThat(array[0]).isNaN();
            assertThat(array[1]).isNaN();
        }
    }

    @Test
    void zeroKeepsItsSignExceptThroughRelu() {
        for (Activation odd : new Activation[] {
            Activation.IDENTITY, Activation.leakyRelu(0.1f), Activation.TANH, Activation.SOFTSIGN, Activation.ELU,
            Activation.SELU, Activation.SILU, Activation.GELU, Activation.GELU_TANH
        }) {
            assertSameBits(odd.value(0f), 0f, 0f);
            assertSameBits(odd.value(-0f), -0f, -0f);
        }
        assertSameBits(Activation.RELU.value(-0f), 0f, -0f);
        assertThat(Activation.SIGMOID.value(-0f)).isEqualTo(0.5f);
        assertThat(Activation.SOFTPLUS.value(-0f)).isEqualTo((float) Math.log(2));
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
            assertThat(Activation.elu(0.2f).derivative(zero)).isEqualTo(0.2f);
            assertThat(Activation.SELU.derivative(zero)).isEqualTo(1.7580993f);
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
        assertThat(Activation.SELU.gain()).isEqualTo(0.75);
    }

    @Test
    void otherGainsKeepTheMeanSquareOfStandardNormals() {
        for (ActivationPromise promise : promises()) {
            Activation activation = promise.activation();
            String name = activation.name();
            if (Stream.of("relu", "leakyRelu", "elu", "softplus", "silu", "gelu").anyMatch(name::startsWith)) {
                double meanSquare = meanSquareOfNormals(promise.value());
                assertThat(activation.gain()).as(name).isCloseTo(1 / Math.sqrt(meanSquare), withinPercentage(1e-7));
            }
        }
    }

    /** By the trapezoidal rule on both sides of the kink. */
    private static double meanSquareOfNormals(DoubleUnaryOperator f) {
        double step = 1e-4;
        double sum = 0;
        for (int i = -100_000; i <= 100_000; i++) {
            double y = f.applyAsDouble(i * step);
            sum += y * y * Math.exp(-i * step * i * step / 2);
        }
        return sum * step / Math.sqrt(2 * Math.PI);
    }

    @Test
    void everyFunctionButTheIdentityHasASource() {
        for (Activation activation : Activation.all()) {
            assertThat(activation.source().isEmpty()).as(activation.name())
                    .isEqualTo(activation == Activation.IDENTITY);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0f, -1f, 2e18f})
    void otherAlphasThanPositiveOnesAreRefused(float alpha) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.elu(alpha))
                .withMessage("alpha must be positive and at most 1e18, was " + alpha);
    }

    @Test
    void eluWithoutAnAlphaHasOne() {
        assertThat(Activation.elu(1f)).isSameAs(Activation.ELU);
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
        assertThat(promises().stream().map(ActivationPromise::activation).distinct()).hasSize(promises().size());
    }

    @Test
    void namesAreForPeople() {
        assertThat(Activation.all()).extracting(Activation::name)
                .containsExactly("identity", "relu", "leakyRelu(0.01)", "elu", "selu", "softplus", "tanh", "sigmoid",
                        "softsign", "silu", "gelu", "geluTanh");
        assertThat(Activation.elu(0.5f).name()).isEqualTo("elu(0.5)");
        assertThat(Activation.TANH).hasToString("tanh");
    }

    private static void assertSameBits(float actual, float expected, float x) {
        if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
            throw new AssertionError("at " + x + ": " + actual + ", expected " + expected);
        }
    }
}
