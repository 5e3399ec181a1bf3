package dev.evenkeel.gemm;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;

/**
 * Symmetric rank-k update: {@code C ← α·A·Aᵀ + β·C} in one triangle of C, with A of n × k and C of n × n, both float32
 * or both float64, views of any strides in arrays or segments. It takes half the time of the whole product. {@code
 * C ← α·AᵀA + β·C} is the same of the view {@link Matrix#transposed() a.transposed()}: of a matrix with one example per
 * row that is the Gram matrix of its columns.
 *
 * <p><b>The other triangle</b> is neither read nor written: it may hold anything, even NaN. Where C is symmetric, the
 * triangle that was computed says all.
 *
 * <p><b>Order of operations.</b> An element of the triangle is that of {@link Gemm}'s product of A and its transpose,
 * with the same definition and so the same bits, whatever the shape, storage, threads or vector width. Its error bound
 * is that of {@link Gemm}, too.
 *
 * <p><b>Edges.</b> β = 0 never reads C. α = 0 or k = 0 never reads A: C ← β·C in the triangle. Any dimension may be 0.
 * Zeros are not skipped: 0·NaN = NaN, as in IEEE 754.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes do not match, C shares
 * an element with A, be it one of the other triangle, or with itself (stride 0), or C is a read-only segment;
 * IllegalStateException for a closed segment; WrongThreadException for a confined segment that another thread would
 * have to touch (the calling thread does not own it, or the execution uses a pool); RejectedExecutionException for a
 * pool that is shut down.
 *
 * <p>Thread-safe: any number of calls at a time, as long as no call writes what another reads or writes.
 */
public final class Syrk {
    private Syrk() {}

    /** {@code C ← A·Aᵀ} in one triangle. */
    public static void update(Triangle triangle, Matrix a, Matrix c, Execution execution) {
        update(triangle, 1f, a, 0f, c, execution);
    }

    /** {@code C ← α·A·Aᵀ + β·C} in one triangle. */
    public static void update(
            Triangle triangle, float alpha, Matrix a, float beta, Matrix c, Execution execution) {
        Epilogue none = Gemm.noEpilogue();
        GemmChecks.symmetric(triangle, a, c, execution);
        TriangularGemm.update(Elements.FLOATS, triangle, alpha, a, beta, c, none, (Engine) execution);
    }

    /** {@code C ← A·Aᵀ} in one triangle, in float64. */
    public static void update(Triangle triangle, DoubleMatrix a, DoubleMatrix c, Execution execution) {
        update(triangle, 1, a, 0, c, execution);
    }

    /** {@code C ← α·A·Aᵀ + β·C} in one triangle, in float64. */
    public static void update(
            Triangle triangle, double alpha, DoubleMatrix a, double beta, DoubleMatrix c, Execution execution) {
        DoubleEpilogue none = Gemm.noDoubleEpilogue();
        GemmChecks.symmetric(triangle, a, c, execution);
        TriangularGemm.update(Elements.DOUBLES, triangle, alpha, a, beta, c, none, (Engine) execution);
    }
}
