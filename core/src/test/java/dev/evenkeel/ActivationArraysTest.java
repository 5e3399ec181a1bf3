package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.internal.memory.ElementSweep;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for one element holds for a range of an array. */
@Tag("once")
class ActivationArraysTest {
    private static final float[] SAMPLE = ActivationSample.floats();

    static Stream<Activation> activations() {
        return Activation.all().stream();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void applyingToAnArrayIsApplyingToEachElementAndToNothingElse(Activation activation) {
        float[] source = Arrays.copyOfRange(SAMPLE, 0, 200);
        for (int length : new int[] {0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 127}) {
            float[] values = new float[source.length];
            float[] derivatives = new float[source.length];
            float[] expectedValues = new float[source.length];
            float[] expectedDerivatives = new float[source.length];
            for (int i = 0; i < length; i++) {
                expectedValues[5 + i] = activation.value(source[11 + i]);
                expectedDerivatives[5 + i] = activation.derivative(source[11 + i]);
            }
            activation.apply(source, 11, values, 5, length);
            activation.applyDerivative(source, 11, derivatives, 5, length);
            assertThat(values).isEqualTo(expectedValues);
            assertThat(derivatives).isEqualTo(expectedDerivatives);
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void applyingInPlaceIsApplyingToACopy(Activation activation) {
        float[] values = SAMPLE.clone();
        float[] derivatives = SAMPLE.clone();
        float[] expectedValues = new float[SAMPLE.length];
        float[] expectedDerivatives = new float[SAMPLE.length];
        activation.apply(SAMPLE, 0, expectedValues, 0, SAMPLE.length);
        activation.applyDerivative(SAMPLE, 0, expectedDerivatives, 0, SAMPLE.length);
        activation.apply(values, 0, values, 0, SAMPLE.length);
        activation.applyDerivative(derivatives, 0, derivatives, 0, SAMPLE.length);
        assertThat(values).isEqualTo(expectedValues);
        assertThat(derivatives).isEqualTo(expectedDerivatives);
    }

    @Test
    void rangesOutsideAnArrayAreRefusedBeforeAnythingIsWritten() {
        float[] source = {1f, 2f, 3f};
        float[] target = {7f, 8f, 9f, 10f};
        assertOutside("source", () -> Activation.TANH.apply(source, 1, target, 0, 3));
        assertOutside("source", () -> Activation.TANH.apply(source, -1, target, 0, 1));
        assertOutside("source", () -> Activation.TANH.apply(source, 0, target, 0, -1));
        assertOutside("source", () -> Activation.TANH.apply(source, Integer.MAX_VALUE, target, 0, 1));
        assertOutside("target", () -> Activation.TANH.apply(source, 0, target, 2, 3));
        assertOutside("target", () -> Activation.TANH.applyDerivative(source, 0, target, 2, 3));
        assertOutside("source", () -> Activation.TANH.applyDerivative(source, 2, target, 0, 2));
        assertThat(target).containsExactly(7f, 8f, 9f, 10f);
    }

    private static void assertOutside(String argument, Runnable call) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(call::run)
                .withMessageContaining(argument + "[");
    }

    /** A product's epilogue takes such ranges after each tile, and a pool that goes meanwhile must lose nothing. */
    @Test
    void shortRangesNeedNoPool() {
        Execution closed = executionWhosePoolIsShutDown();
        float[] x = {-1f, 2f};
        float[] result = new float[2];
        Activation.RELU.apply(x, 0, result, 0, 2, closed);
        assertThat(result).containsExactly(0f, 2f);
        Activation.RELU.applyDerivative(x, 0, result, 0, 2, closed);
        assertThat(result).containsExactly(0f, 1f);
        Activation.RELU.backward(x, 0, x, 0, result, 0, 2, closed);
        assertThat(result).containsExactly(-0f, 2f);
        Activation.RELU.backwardFromOutput(x, 0, x, 0, result, 0, 2, closed);
        assertThat(result).containsExactly(-0f, 2f);
    }

    @Test
    void longRangesOnAPoolThatIsShutDownAreRefusedBeforeAnythingIsWritten() {
        Execution closed = executionWhosePoolIsShutDown();
        int length = 2 * ElementSweep.ELEMENTS_WORTH_SHARING;
        float[] x = new float[length];
        float[] result = new float[length];
        Arrays.fill(result, 7f);
        assertRejected(() -> Activation.SIGMOID.apply(x, 0, result, 0, length, closed));
        assertRejected(() -> Activation.SIGMOID.applyDerivative(x, 0, result, 0, length, closed));
        assertRejected(() -> Activation.SIGMOID.backward(x, 0, x, 0, result, 0, length, closed));
        assertRejected(() -> Activation.SIGMOID.backwardFromOutput(x, 0, x, 0, result, 0, length, closed));
        assertThat(result).containsOnly(7f);
    }

    private static Execution executionWhosePoolIsShutDown() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.close();
        return Execution.on(pool, 2);
    }

    private static void assertRejected(Runnable call) {
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(call::run)
                .withMessageContaining("shut down");
    }

    @Test
    void rangesOfOneArrayMayMeetButNotOverlap() {
        float[] array = {-1f, -2f, 3f, 4f};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.RELU.apply(array, 0, array, 1, 2))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.RELU.applyDerivative(array, 2, array, 1, 2));
        assertThat(array).containsExactly(-1f, -2f, 3f, 4f);
        Activation.RELU.apply(array, 0, array, 2, 2);
        assertThat(array).containsExactly(-1f, -2f, 0f, 0f);
    }
}
