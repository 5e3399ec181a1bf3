package dev.evenkeel;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Floats over their whole range, by the kernels: every 20011th, or every n-th with {@code -Dactivations.every=n}. */
@Tag("once")
class ActivationSweepTest {
    private static final int EVERY = Integer.getInteger("activations.every", 20011);
    private static final int CHUNK = 1 << 14;

    /** +∞, as an integer. */
    private static final long BEYOND = 0x7f800000L;

    static List<ActivationPromise> promises() {
        return ActivationPromise.all();
    }

    @ParameterizedTest
    @MethodSource("promises")
    void errorsAreWithinTheirBoundsForEveryFloat(ActivationPromise promise) {
        long step = (long) CHUNK * EVERY;
        int chunks = (int) ((BEYOND + step - 1) / step);
        IntStream.range(0, 2 * chunks).parallel().forEach(chunk -> check(promise, chunk / 2 * step, chunk % 2 == 0));
    }

    private static void check(ActivationPromise promise, long first, boolean isPositive) {
        float[] x = new float[CHUNK];
        int length = 0;
        for (long bits = first; bits < BEYOND && length < CHUNK; bits += EVERY) {
            float magnitude = Float.intBitsToFloat((int) bits);
            x[length++] = isPositive ? magnitude : -magnitude;
        }
        float[] values = new float[length];
        float[] derivatives = new float[length];
        promise.activation().apply(x, 0, values, 0, length);
        promise.activation().applyDerivative(x, 0, derivatives, 0, length);
        for (int i = 0; i < length; i++) {
            promise.checkValue(x[i], values[i]);
            promise.checkDerivative(x[i], derivatives[i]);
        }
        if (promise.activation().outputDeterminesDerivative()) {
            promise.checkDerivativesOfOutputs(x, values, length);
        }
    }
}
