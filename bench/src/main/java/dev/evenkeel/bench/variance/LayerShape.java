package dev.evenkeel.bench.variance;

import dev.evenkeel.Matrix;
import dev.evenkeel.init.Weights;

/**
 * Layers whose weights are checked. Schemes that confuse fan-in with fan-out, or rows with columns, differ off the
 * square.
 */
public enum LayerShape {
    /** Dense, as many outputs as inputs. */
    SQUARE {
        @Override
        Weights weights() { return Weights.inputsByOutputs(zeros(480, 480)); }
    },

    /** Dense, four outputs per input, inputs × outputs. */
    WIDE {
        @Override
        Weights weights() { return Weights.inputsByOutputs(zeros(240, 960)); }
    },

    /** Dense, four inputs per output, inputs × outputs. */
    TALL {
        @Override
        Weights weights() { return Weights.inputsByOutputs(zeros(960, 240)); }
    },

    /** Dense, four inputs per output, outputs × inputs. */
    TALL_TRANSPOSED {
        @Override
        Weights weights() { return Weights.outputsByInputs(zeros(240, 960)); }
    },

    /** 3 × 3, 64 inputs, 128 outputs. */
    CONVOLUTION {
        @Override
        Weights weights() { return Weights.convolution(zeros(128, 64 * 9), 64, 128, 1, 3, 3); }
    },

    /** 3 × 3, 64 inputs, 128 outputs in 4 groups. */
    GROUPED_CONVOLUTION {
        @Override
        Weights weights() { return Weights.convolution(zeros(128, 16 * 9), 64, 128, 4, 3, 3); }
    };

    /** New weights of this shape, all 0. */
    abstract Weights weights();

    private static Matrix zeros(int rows, int cols) {
        return Matrix.of(new float[rows * cols], rows, cols);
    }
}
