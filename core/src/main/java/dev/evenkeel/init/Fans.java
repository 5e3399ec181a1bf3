package dev.evenkeel.init;

import java.util.Objects;

/**
 * How many inputs an output of a layer sums up, and how many outputs an input goes to. Inputs come before outputs
 * everywhere, as in PyTorch's {@code nn.Linear} and {@code nn.Conv2d}; only a tensor's shape has outputs first.
 *
 * @param in fan-in: weights of one output
 * @param out fan-out: weights of one input
 */
public record Fans(long in, long out) {
    /** @throws IllegalArgumentException unless both are positive */
    public Fans {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("fans must be positive, were " + in + " in and " + out + " out");
        }
    }

    /**
     * A dense layer's.
     *
     * @param inputs values that the layer takes for an example
     * @param outputs values that it gives
     * @throws IllegalArgumentException unless both are positive
     */
    public static Fans dense(long inputs, long outputs) {
        return new Fans(inputs, outputs);
    }

    /**
     * A convolution's: in/groups·k² and out/groups·k², k² being the product of the kernel's extents. So both count what
     * meets within one group; PyTorch takes the fan-out of all groups together, out·k².
     *
     * @param in channels that the layer takes, of all groups together
     * @param out channels that it gives, of all groups together
     * @param groups 1 for an ordinary convolution
     * @param kernel extents of the kernel, such as 3, 3
     * @throws IllegalArgumentException if a number is not positive, groups divide in or out with a remainder, or a fan
     * overflows
     */
    public static Fans convolution(long in, long out, long groups, int... kernel) {
        Objects.requireNonNull(kernel, "kernel");
        if (out < 1 || in < 1) {
            throw new IllegalArgumentException("in and out must be positive, were " + in + " and " + out);
        }
        if (groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    "groups must be positive and divide in and out, were " + groups + " of " + in + " in and " + out
                            + " out");
        }
        long fanIn = in / groups;
        long fanOut = out / groups;
        try {
            for (int extent : kernel) {
                if (extent < 1) {
                    throw new IllegalArgumentException("kernel extents must be positive, one was " + extent);
                }
                fanIn = Math.multiplyExact(fanIn, extent);
                fanOut = Math.multiplyExact(fanOut, extent);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("fans of a convolution with " + in + " in and " + out + " out overflow",
                    e);
        }
        return new Fans(fanIn, fanOut);
    }
}
