package dev.evenkeel.internal.kernel.batchnorm;

/**
 * How much of {@link Blocks} a mapping takes. With planes, block b has the coefficients {@code first + b}; otherwise
 * column j has those at {@code first + j}.
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
