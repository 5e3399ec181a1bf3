package dev.evenkeel;

import dev.evenkeel.kernel.Blocks;

/** Blocks of its own, for values between two kernels; grown to the largest size seen. */
final class BlockBuffer extends Blocks {
    BlockBuffer() {
        array = new float[0];
    }

    /** Room for rows of lanes. */
    void reserve(int length, int columns) {
        array = BatchNormBuffers.atLeast(array, length);
        stride = columns;
    }

    /** Room for stretches of planes, as {@link LaneView} arranges them. */
    void reserve(PlaneStretch planes) {
        reserve(planes.values(), planes.length());
        jump = planes.samples() * planes.length();
    }
}
