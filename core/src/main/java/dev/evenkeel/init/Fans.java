package dev.evenkeel.init;

import java.util.Objects;

/**
 * How many inputs an output of a layer sums up, and how many outputs an input goes to.
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

    /** A dense layer's. */
    public static Fans dense(long inputs, long outputs) {
        return new Fans(inputs, outputs);
    }

    /**
     * A convolution's: in/groups·k² and out/groups·k², k² being the product of the kernel's extents. So both count what
     * meets within one group; PyTorch takes the fan-out of all groups together, out·k².
     *
     * @throws IllegalArgumentException if a number is not positive, groups divide in or out with a remainder, or a fan
     * overflows
     */
    public static Fans convolution(long out, long in, long groups, int... kernel) {
        Objects.requireNonNull(kernel, "kernel");
        if (out < 1 || in < 1) {
            throw new IllegalArgumentException("out and in must be positive, were " + out + " and " + in);
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
