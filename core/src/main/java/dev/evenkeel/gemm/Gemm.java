package dev.evenkeel.gemm;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.DoubleMatrixBatch;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.MatrixSequence;
import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.simd.Room;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * Matrix multiply: {@code C ← α·A·B + β·C} with A of m × k, B of k × n and C of m × n, all float32 views of any strides
 * in arrays or segments. Transposed operands are {@link Matrix#transposed() views}, and so are slices; vectors are
 * matrices with one row or column.
 *
 * <p><b>Order of operations.</b> Depth is cut into blocks of 512. Within a block {@code acc = +0; acc = fma(a, b, acc)}
 * in ascending depth; the first block stores {@code fma(α, acc, β·c)}, or {@code α·acc} without reading C where β = 0;
 * each later one {@code fma(α, acc, c)}. Then comes the {@link Epilogue} or {@link DoubleEpilogue}. This is the
 * definition of every element, whatever the shape, storage, threads or vector width: equal inputs give equal bits on
 * every machine, and a row of C does not depend on the other rows of A. (All NaNs count as equal: their payload is not
 * promised.)
 *
 * <p><b>Error.</b> With γ_j = j·u/(1 − j·u), u = 2⁻²⁴ and η = 2⁻¹⁴⁹ for float32, u = 2⁻⁵³ and η = 2⁻¹⁰⁷⁴ for
 * float64, each element differs from the exact value by at most {@code γ_{k+3}·(|α||A||B| + |β||C|) + (k + 3)·η} as
 * long as nothing overflows (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §3.1).
 *
 * <p><b>Edges.</b> β = 0 never reads C, so it may hold NaN. α = 0 or k = 0 never reads A or B: C ← β·C. Any dimension
 * may be 0. Zeros are not skipped: 0·NaN = NaN, as in IEEE 754.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes do not match, C shares
 * an element with an input or with itself (stride 0), or C is a read-only segment; IllegalStateException for a closed
 * segment; WrongThreadException for a confined segment that another thread would have to touch (the calling thread does
 * not own it, or the execution uses a pool); RejectedExecutionException for a pool that is shut down. C may interleave
 * with A or B in one array, column slice by column slice.
 *
 * <p>Thread-safe: any number of calls at a time, as long as no call writes what another reads or writes.
 */
public final class Gemm {
    private static boolean hasGroundwork;

    private Gemm() {}

    /** {@code C ← A·B}. */
    public static void multiply(Matrix a, Matrix b, Matrix c, Execution execution) {
        multiply(1f, a, b, 0f, c, noEpilogue(), execution);
    }

    /** {@code C ← α·A·B + β·C}. */
    public static void multiply(float alpha, Matrix a, Matrix b, float beta, Matrix c, Execution execution) {
        multiply(alpha, a, b, beta, c, noEpilogue(), execution);
    }

    /** {@code C ← epilogue(α·A·B + β·C)}. */
    public static void multiply(
            float alpha, Matrix a, Matrix b, float beta, Matrix c, Epilogue epilogue, Execution execution) {
        GemmChecks.operands(a, b, c, epilogue, execution);
        ParallelGemm.multiply(Elements.FLOATS, alpha, a, b, null, beta, c, epilogue, (Engine) execution, true);
    }

    /** Does nothing to a product. */
    static Epilogue noEpilogue() {
        layGroundwork();
        return Epilogue.none();
    }

    /**
     * Initialises the classes that every product needs while there is stack and memory for it, because a class whose
     * initialiser fails is lost for good. This class has no static initialiser itself.
     */
    private static void layGroundwork() {
        if (!hasGroundwork) {
            Room.require();
            Room.initialize(Epilogue.class, DoubleEpilogue.class, Elements.class);
            hasGroundwork = true;
        }
    }

    /** {@code C ← A·B} with B packed before. */
    public static void multiply(Matrix a, PackedMatrix b, Matrix c, Execution execution) {
        multiply(1f, a, b, 0f, c, noEpilogue(), execution);
    }

    /** {@code C ← α·A·B + β·C} with B packed before. */
    public static void multiply(float alpha, Matrix a, PackedMatrix b, float beta, Matrix c, Execution execution) {
        multiply(alpha, a, b, beta, c, noEpilogue(), execution);
    }

    /** {@code C ← epilogue(α·A·B + β·C)} with B packed before. */
    public static void multiply(
            float alpha, Matrix a, PackedMatrix b, float beta, Matrix c, Epilogue epilogue, Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        GemmChecks.packed(a, b.panels, c, epilogue, execution);
        ParallelGemm.multiply(Elements.FLOATS, alpha, a, null, b.panels, beta, c, epilogue, (Engine) execution, true);
    }

    /**
     * Equal products, {@code Cᵢ ← epilogue(α·Aᵢ·Bᵢ + β·Cᵢ)} for every i; an input batch of stride 0 repeats one matrix.
     * Each product has the bits that it would have alone.
     *
     * @throws IllegalArgumentException also where the counts differ or two matrices of C share an element
     */
    public static void multiply(
            float alpha,
            MatrixBatch a,
            MatrixBatch b,
            float beta,
            MatrixBatch c,
            Epilogue epilogue,
            Execution execution) {
        GemmChecks.batches(a, b, c, epilogue, execution);
        multiplyAll(Elements.FLOATS, alpha, a, b, beta, c, epilogue, (Engine) execution);
    }

    private static <A> void multiplyAll(Elements<A> elements, double alpha, MatrixSequence<? extends MatrixView<A>> a,
            MatrixSequence<? extends MatrixView<A>> b, double beta, MatrixSequence<? extends MatrixView<A>> c,
            Elements.AnyEpilogue<A> epilogue, Engine engine) {
        int count = Views.isEmpty(c.first()) ? 0 : c.count();
        if (engine.parallelism() > 1 && count >= engine.parallelism()) {
            engine.run(count, i -> ParallelGemm.multiply(elements, alpha, a.get(i), b.get(i), null, beta, c.get(i),
                    epilogue, engine, false));
            return;
        }
        for (int i = 0; i < count; i++) {
            ParallelGemm.multiply(elements, alpha, a.get(i), b.get(i), null, beta, c.get(i), epilogue, engine, true);
        }
    }

    /**
     * Copies B into the layout that the kernels read, once for many products. Later changes of {@code b} are not seen.
     * Results have the bits of the unpacked product.
     *
     * @throws IllegalArgumentException if the packed matrix would exceed an array
     */
    public static PackedMatrix pack(Matrix b, Execution execution) {
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        OperandChecks.readable("b", b, execution);
        return new PackedMatrix(new PackedPanels<>(b, Elements.FLOATS, (Engine) execution));
    }

    /** {@code C ← A·B} in float64. */
    public static void multiply(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, Execution execution) {
        multiply(1, a, b, 0, c, noDoubleEpilogue(), execution);
    }

    /** {@code C ← α·A·B + β·C} in float64. */
    public static void multiply(double alpha, DoubleMatrix a, DoubleMatrix b, double beta, DoubleMatrix c,
            Execution execution) {
        multiply(alpha, a, b, beta, c, noDoubleEpilogue(), execution);
    }

    /** {@code C ← epilogue(α·A·B + β·C)} in float64. */
    public static void multiply(
            double alpha, DoubleMatrix a, DoubleMatrix b, double beta, DoubleMatrix c, DoubleEpilogue epilogue,
            Execution execution) {
        GemmChecks.operands(a, b, c, epilogue, execution);
        ParallelGemm.multiply(Elements.DOUBLES, alpha, a, b, null, beta, c, epilogue, (Engine) execution, true);
    }

    /** {@code C ← A·B} in float64, with B packed before. */
    public static void multiply(DoubleMatrix a, DoublePackedMatrix b, DoubleMatrix c, Execution execution) {
        multiply(1, a, b, 0, c, noDoubleEpilogue(), execution);
    }

    /** {@code C ← α·A·B + β·C} in float64, with B packed before. */
    public static void multiply(double alpha, DoubleMatrix a, DoublePackedMatrix b, double beta, DoubleMatrix c,
            Execution execution) {
        multiply(alpha, a, b, beta, c, noDoubleEpilogue(), execution);
    }

    /** {@code C ← epilogue(α·A·B + β·C)} in float64, with B packed before. */
    public static void multiply(
            double alpha, DoubleMatrix a, DoublePackedMatrix b, double beta, DoubleMatrix c, DoubleEpilogue epilogue,
            Execution execution) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        GemmChecks.packed(a, b.panels, c, epilogue, execution);
        ParallelGemm.multiply(Elements.DOUBLES, alpha, a, null, b.panels, beta, c, epilogue, (Engine) execution, true);
    }

    /**
     * Equal products, {@code Cᵢ ← epilogue(α·Aᵢ·Bᵢ + β·Cᵢ)} for every i; an input batch of stride 0 repeats one matrix.
     * Each product has the bits that it would have alone.
     *
     * @throws IllegalArgumentException also where the counts differ or two matrices of C share an element
     */
    public static void multiply(
            double alpha,
            DoubleMatrixBatch a,
            DoubleMatrixBatch b,
            double beta,
            DoubleMatrixBatch c,
            DoubleEpilogue epilogue,
            Execution execution) {
        GemmChecks.batches(a, b, c, epilogue, execution);
        multiplyAll(Elements.DOUBLES, alpha, a, b, beta, c, epilogue, (Engine) execution);
    }

    /** Does nothing to a product of float64. */
    static DoubleEpilogue noDoubleEpilogue() {
        layGroundwork();
        return DoubleEpilogue.none();
    }

    /**
     * Copies B into the layout that the kernels read, once for many products. Later changes of {@code b} are not seen.
     * Results have the bits of the unpacked product.
     *
     * @throws IllegalArgumentException if the packed matrix would exceed an array
     */
    public static DoublePackedMatrix pack(DoubleMatrix b, Execution execution) {
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        OperandChecks.readable("b", b, execution);
        return new DoublePackedMatrix(new PackedPanels<>(b, Elements.DOUBLES, (Engine) execution));
    }
}
