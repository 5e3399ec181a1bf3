package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Blocks;

/** The operands of a pass, all at the same place: where they lie if kernels can reach them, otherwise in buffers. */
public abstract class FeatureCursor {
    /** One operand; its blocks are those of the values last located. */
    public static final class Operand extends Blocks {
        FeatureView view;
        boolean inPlace;
        float[] buffer = {};

        private Operand() {}

        boolean isBound() {
            return view != null;
        }

        boolean isBuffered() {
            return view != null && !inPlace;
        }

        /** Locates so many values in the buffer. */
        void locateInBuffer(int length) {
            if (buffer.length < length) {
                buffer = new float[length];
            }
            array = buffer;
            offset = 0;
        }
    }

    public final Operand x = new Operand();
    public final Operand dy = new Operand();
    public final Operand other = new Operand();

    /** The only one that is written. */
    public final Operand output = new Operand();

    final Operand[] operands = {x, dy, other, output};

    FeatureCursor() {}

    /** Chooses the operands; null stands for none. */
    public final void bind(FeatureView x, FeatureView dy, FeatureView other, FeatureView output) {
        this.x.view = x;
        this.dy.view = dy;
        this.other.view = other;
        this.output.view = output;
    }

    /** Whether no operand passes through a buffer. */
    final boolean isInPlace() {
        for (Operand operand : operands) {
            if (operand.isBuffered()) {
                return false;
            }
        }
        return true;
    }

    /** Lets go of what belongs to callers: a scratch outlives their arrays. */
    void close() {
        for (Operand operand : operands) {
            operand.view = null;
            operand.array = null;
        }
    }
}
