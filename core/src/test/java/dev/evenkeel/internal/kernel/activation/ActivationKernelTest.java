package dev.evenkeel.internal.kernel.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every kernel applies the function that its method names to each element of a range, and to nothing else. */
class ActivationKernelTest {
    private static final float SLOPE = -0.3f;
    private static final int LENGTH = 700;
    private static final float[] SPECIAL =
            {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
                Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    /** A function, and the kernel's method for a range. */
    private enum Function {
        RELU(ActivationFunctions::relu, ActivationKernel::relu),
        RELU_DERIVATIVE(ActivationFunctions::reluDerivative, ActivationKernel::reluDerivative),
        LEAKY_RELU(x -> ActivationFunctions.leakyRelu(x, SLOPE), (kernel, source, from, target, to,
                length) -> kernel.leakyRelu(SLOPE, source, from, target, to, length)),
        LEAKY_RELU_DERIVATIVE(x -> ActivationFunctions.leakyReluDerivative(x, SLOPE), (kernel, source, from, target, to,
                length) -> kernel.leakyReluDerivative(SLOPE, source, from, target, to, length)),
        IDENTITY_DERIVATIVE(ActivationFunctions::identityDerivative, ActivationKernel::identityDerivative),
        TANH(ActivationFunctions::tanh, ActivationKernel::tanh),
        TANH_DERIVATIVE(ActivationFunctions::tanhDerivative, ActivationKernel::tanhDerivative),
        SIGMOID(ActivationFunctions::sigmoid, ActivationKernel::sigmoid),
        SIGMOID_DERIVATIVE(ActivationFunctions::sigmoidDerivative, ActivationKernel::sigmoidDerivative),
        SOFTSIGN(ActivationFunctions::softsign, ActivationKernel::softsign),
        SOFTSIGN_DERIVATIVE(ActivationFunctions::softsignDerivative, ActivationKernel::softsignDerivative);

        private final Element element;
        private final Range range;

        Function(Element element, Range range) {
            this.element = element;
            this.range = range;
        }
    }

    private interface Element {
        float of(float x);
    }

    private interface Range {
        void apply(ActivationKernel kernel, float[] source, int from, float[] target, int to, int length);
    }

    @Test
    void scalarCodeAppliesEachFunctionToEachElementAndToNothingElse() {
        eachFunctionIsAppliedToEachElementAndToNothingElse(new ScalarActivation());
    }

    @Test
    void theBestKernelsOfThisMachineHaveTheBitsOfScalarCode() {
        eachFunctionIsAppliedToEachElementAndToNothingElse(Kernels.best().activation());
    }

    private static void eachFunctionIsAppliedToEachElementAndToNothingElse(ActivationKernel kernel) {
        float[] source = values();
        for (Function function : Function.values()) {
            for (int length : new int[] {0, 1, 3, 7, 8, 15, 16, 17, 33, LENGTH - 11}) {
                float[] expected = source.clone();
                float[] apart = source.clone();
                float[] inPlace = source.clone();
                for (int i = 0; i < length; i++) {
                    expected[5 + i] = function.element.of(source[11 + i]);
                }
                function.range.apply(kernel, source, 11, apart, 5, length);
                assertThat(apart).as("%s of %d elements", function, length).isEqualTo(expected);
                function.range.apply(kernel, inPlace, 11, inPlace, 11, length);
                assertThat(Arrays.copyOfRange(inPlace, 11, 11 + length)).as("%s in place", function)
                        .isEqualTo(Arrays.copyOfRange(expected, 5, 5 + length));
            }
        }
    }

    private static float[] values() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            boolean isSpecial = random.nextInt(10) == 0;
            values[i] = isSpecial ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextDouble(-12, 12);
        }
        return values;
    }
}
