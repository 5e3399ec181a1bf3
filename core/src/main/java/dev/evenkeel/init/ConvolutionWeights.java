package dev.evenkeel.init;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import java.util.List;
import java.util.Objects;

/** Checks the extents of a convolution's kernel, and finds its centre in the row-major order of its weights. */
final class ConvolutionWeights {
    private ConvolutionWeights() {}

    static List<Integer> checked(List<Integer> kernel) {
        List<Integer> extents = Objects.requireNonNull(kernel, "kernel").stream().toList();
        if (extents.isEmpty() || extents.stream().anyMatch(extent -> extent == null || extent < 1)) {
            throw new IllegalArgumentException("kernel must have positive extents, has " + extents);
        }
        try {
            extents.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("kernel is too large: " + extents, e);
        }
        return extents;
    }

    static int volume(List<Integer> kernel) {
        return kernel.stream().reduce(1, (x, y) -> x * y);
    }

    private static int centre(List<Integer> kernel) {
        int centre = 0;
        for (int extent : kernel) {
            centre = centre * extent + extent / 2;
        }
        return centre;
    }

    /** Number of inputs for which each output has weights. */
    static int inputs(Matrix byUnit, List<Integer> kernel) {
        int volume = volume(kernel);
        if (byUnit.cols() % volume != 0) {
            throw new IllegalArgumentException("a unit's " + byUnit.cols() + " weights are no multiple of the kernel's "
                    + volume + " (" + kernel + ")");
        }
        return byUnit.cols() / volume;
    }

    /** The outputs × inputs view of the weights at the centre. */
    static Matrix centres(Matrix byUnit, List<Integer> kernel) {
        int inputs = inputs(byUnit, kernel);
        if (Views.isEmpty(byUnit)) {
            return byUnit;
        }
        return Views.reshaped(byUnit.slice(0, centre(kernel), byUnit.rows(), 1), byUnit.rows(), inputs,
                byUnit.rowStride(), volume(kernel) * byUnit.colStride());
    }
}
