package dev.evenkeel.internal.kernel.batchnorm;

/**
 * How much of {@link Blocks} a mapping works on, and which coefficients go with what.
 *
 * @param blocks how many
 * @param rows of each block
 * @param columns of each row
 * @param planes whether a block has coefficients for itself, those at {@code first + b}, and not each column, those at
 * {@code first + j}
 * @param first see planes
 */
public record Extent(int blocks, int rows, int columns, boolean planes, int first) {
    /** One block with coefficients for each column. */
    public static Extent columns(int rows, int columns) {
        return new Extent(1, rows, columns, false, 0);
    }

    int coefficients(int block) {
        return planes ? first + block : first;
    }
}
