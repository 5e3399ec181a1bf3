package dev.evenkeel.gemm;

/**
 * A right-hand side B of float64 and k × n, copied once into panels: {@link Gemm#pack}. It may be used with every
 * execution and by several threads at a time; its contents never change.
 */
public final class DoublePackedMatrix {
    final PackedPanels<double[]> panels;

    DoublePackedMatrix(PackedPanels<double[]> panels) {
        this.panels = panels;
    }

    /** Rows of the matrix that was packed, k. */
    public int rows() {
        return panels.rows;
    }

    /** Columns of the matrix that was packed, n. */
    public int cols() {
        return panels.cols;
    }

    @Override
    public String toString() {
        return rows() + " × " + cols() + " packed matrix";
    }
}
