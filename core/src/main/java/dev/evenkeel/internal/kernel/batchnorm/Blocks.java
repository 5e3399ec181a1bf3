package dev.evenkeel.internal.kernel.batchnorm;

/**
 * Equal blocks of rows in an array: value j of row i of block b is {@code array[offset + b·jump + i·stride + j]}. It is
 * mutable, so that a loop over small blocks leaves no garbage.
 */
public class Blocks {
    public float[] array;
    public int offset;

    /** From row to row. */
    public int stride;

    /** From block to block. */
    public int jump;

    public final int start(int block, int row) {
        return offset + block * jump + row * stride;
    }
}
