package dev.evenkeel;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.activation.Curve;
import dev.evenkeel.internal.memory.ElementSweep;
import java.util.Arrays;
import java.util.Objects;

/** One function in one of its passes, over matrices or over ranges of arrays. */
record ActivationPass(Curve curve, float parameter, Kind kind) implements ElementSweep.Operation {
    /** What is done to each element. */
    enum Kind {
        VALUE,
        DERIVATIVE,
        GRADIENT,
        GRADIENT_OF_OUTPUT
    }

    /** A dy of ones, for which dy · f′ is f′. */
    private static final float[] ONES = ones();

    private static float[] ones() {
        float[] ones = new float[512];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Override
    public void apply(
            KernelSet kernels, float[] first, int firstOffset, float[] second, int secondOffset, float[] output,
            int outputOffset, int length) {
        ActivationKernel kernel = kernels.activation();
        switch (kind) {
            case VALUE -> kernel.value(curve, parameter, first, firstOffset, output, outputOffset, length);
            case DERIVATIVE -> {
                for (int i = 0; i < length; i += ONES.length) {
                    kernel.gradient(curve, parameter, first, firstOffset + i, ONES, 0, output, outputOffset + i,
                            Math.min(ONES.length, length - i));
                }
            }
            case GRADIENT -> kernel.gradient(curve, parameter, first, firstOffset, second, secondOffset, output,
                    outputOffset, length);
            case GRADIENT_OF_OUTPUT -> kernel.gradientOfOutput(curve, parameter, first, firstOffset, second,
                    secondOffset, output, outputOffset, length);
        }
    }

    /** Refuses matrices that do not fit together. */
    static void check(String name, Matrix input, String outputName, Matrix output, Execution execution) {
        ElementSweep.check(name, input, null, null, outputName, output, execution);
    }

    /** Refuses matrices of a way back that do not fit together. */
    static void check(String name, Matrix input, Matrix dy, Matrix dx, Execution execution) {
        ElementSweep.check(name, input, "dy", dy, "dx", dx, execution);
    }

    /** Carries out the pass on checked matrices; {@code second} is null if there is one input. */
    void run(Matrix first, Matrix second, Matrix output, Execution execution) {
        ElementSweep.run(this, first, second, output, (Engine) execution);
    }

    /** Refuses ranges that reach outside their arrays, or overlap without being the same. */
    static void check(
            String name, float[] input, int inputOffset, String outputName, float[] output, int outputOffset,
            int length, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        checkRange(name, input, inputOffset, length);
        checkRange(outputName, output, outputOffset, length);
        checkApart(name, input, inputOffset, outputName, output, outputOffset, length);
    }

    /** The same for a way back. */
    static void check(
            String name, float[] input, int inputOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        Objects.requireNonNull(execution, "execution");
        checkRange(name, input, inputOffset, length);
        checkRange("dy", dy, dyOffset, length);
        checkRange("dx", dx, dxOffset, length);
        checkApart(name, input, inputOffset, "dx", dx, dxOffset, length);
        checkApart("dy", dy, dyOffset, "dx", dx, dxOffset, length);
    }

    private static void checkRange(String name, float[] array, int offset, int length) {
        Objects.requireNonNull(array, name);
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    length + " elements from " + name + "[" + offset + "] reach outside its " + array.length
                            + " elements");
        }
    }

    private static void checkApart(
            String name, float[] input, int inputOffset, String outputName, float[] output, int outputOffset,
            int length) {
        if (input == output && inputOffset != outputOffset && Math.abs((long) inputOffset - outputOffset) < length) {
            throw new IllegalArgumentException(
                    name + " and " + outputName + " overlap: " + length + " elements at " + inputOffset + " and at "
                            + outputOffset + " of one array; in place means the same offset");
        }
    }

    /** Carries out the pass on checked ranges: short ones without views, for they would be garbage. */
    void run(
            float[] first, int firstOffset, float[] second, int secondOffset, float[] output, int outputOffset,
            int length, Execution execution) {
        Engine engine = (Engine) execution;
        if (engine.parallelism() == 1 || length < 2 * ElementSweep.ELEMENTS_WORTH_SHARING) {
            apply(engine.kernelSet(), first, firstOffset, second, secondOffset, output, outputOffset, length);
            return;
        }
        engine.requireUsable();
        ElementSweep.run(this, row(first, firstOffset, length),
                second == null ? null : row(second, secondOffset, length), row(output, outputOffset, length), engine);
    }

    private static Matrix row(float[] array, int offset, int length) {
        return Matrix.of(array, offset, 1, length, length, 1);
    }
}
