package dev.evenkeel.gemm;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.ProductKernels;
import java.util.Arrays;

/**
 * What a product does by element type, beside its kernels: all that the five loops do to elements themselves.
 *
 * @param <A> arrays of the elements
 */
abstract class Elements<A> {
    /** An {@link Epilogue} or a {@link DoubleEpilogue}, where it does not matter which. */
    sealed interface AnyEpilogue<A> permits Epilogue, DoubleEpilogue {
        A bias();
    }

    static final Elements<float[]> FLOATS = new Floats();
    static final Elements<double[]> DOUBLES = new Doubles();

    /** How many elements take the room of so many floats. */
    abstract int inPlaceOf(int floats);

    abstract A newArray(int length);

    abstract int length(A array);

    /** The kernels for a product of that size. */
    abstract ProductKernels<A> kernels(KernelSet set, int rows, int cols, int depth);

    /** All kernels of a set for this type. */
    abstract ProductKernels<A> kernels(KernelSet set);

    /** What this type's products keep in a thread's scratch. */
    abstract GemmScratch<A> scratch(Scratch scratch);

    /** Computes the product if it is tiny and there is code for that; returns false otherwise. */
    abstract boolean multiplyTiny(double alpha, MatrixView<A> a, MatrixView<A> b, double beta, MatrixView<A> c);

    /** {@code array[from … to) ← 0}. */
    abstract void clear(A array, int from, int to);

    /** {@code row ← β·row}, or 0 without reading it where β = 0. */
    abstract void scale(A array, int from, int length, double beta);

    /** {@code target ← fma(α, sums, target)}, or {@code α·sums} unless {@code add}. */
    abstract void store(A sums, int first, A target, int at, int length, double alpha, boolean add);

    /** Whether the epilogue does nothing to elements, nor to rows. */
    abstract boolean isEmpty(AnyEpilogue<A> epilogue);

    /** Whether it does anything to elements. */
    abstract boolean hasElements(AnyEpilogue<A> epilogue);

    /** Whether it has a function for whole rows. */
    abstract boolean hasRowFunction(AnyEpilogue<A> epilogue);

    /** Does what is done to elements: see {@link Epilogue#apply}. */
    abstract void finish(AnyEpilogue<A> epilogue, A array, int first, int stride, int row, int rows, int column,
            int columns, GemmScratch<A> scratch, Execution execution);

    /** Calls the function for a whole row. */
    abstract void finishRow(AnyEpilogue<A> epilogue, A array, int offset, int length, int row);

    /** The bias of an epilogue as a matrix of one row, or null. */
    static MatrixView<?> bias(AnyEpilogue<?> epilogue) {
        return epilogue.bias() == null ? null
                : epilogue instanceof Epilogue floats ? Matrix.of(floats.bias(), 1, floats.bias().length)
                        : DoubleMatrix.of(((DoubleEpilogue) epilogue).bias(), 1, biasLength(epilogue));
    }

    /** Its length, or −1 for none. */
    static int biasLength(AnyEpilogue<?> epilogue) {
        return epilogue.bias() == null ? -1
                : epilogue instanceof Epilogue floats ? floats.bias().length
                        : ((DoubleEpilogue) epilogue).bias().length;
    }

    private static final class Floats extends Elements<float[]> {
        private static final class Kept extends GemmScratch<float[]> {
            Kept() {
                super(FLOATS);
            }
        }

        @Override
        int inPlaceOf(int floats) {
            return floats;
        }

        @Override
        float[] newArray(int length) {
            return new float[length];
        }

        @Override
        int length(float[] array) {
            return array.length;
        }

        @Override
        ProductKernels<float[]> kernels(KernelSet set, int rows, int cols, int depth) {
            return set.ofProduct(rows, cols, depth);
        }

        @Override
        ProductKernels<float[]> kernels(KernelSet set) {
            return set;
        }

        @Override
        GemmScratch<float[]> scratch(Scratch scratch) {
            Kept known = scratch.kept(Kept.class);
            return known != null ? known : scratch.keep(new Kept());
        }

        @Override
        boolean multiplyTiny(double alpha, MatrixView<float[]> a, MatrixView<float[]> b, double beta,
                MatrixView<float[]> c) {
            return TinyGemm.multiply((float) alpha, a, b, (float) beta, c);
        }

        @Override
        void clear(float[] array, int from, int to) {
            Arrays.fill(array, from, to, 0f);
        }

        @Override
        void scale(float[] array, int from, int length, double beta) {
            float factor = (float) beta;
            for (int j = from; j < from + length; j++) {
                array[j] = factor == 0f ? 0f : factor * array[j];
            }
        }

        @Override
        void store(float[] sums, int first, float[] target, int at, int length, double alpha, boolean add) {
            float factor = (float) alpha;
            for (int j = 0; j < length; j++) {
                float sum = sums[first + j];
                target[at + j] = add ? Math.fma(factor, sum, target[at + j]) : factor * sum;
            }
        }

        @Override
        boolean isEmpty(AnyEpilogue<float[]> epilogue) {
            return ((Epilogue) epilogue).isEmpty();
        }

        @Override
        boolean hasElements(AnyEpilogue<float[]> epilogue) {
            return ((Epilogue) epilogue).hasElements();
        }

        @Override
        boolean hasRowFunction(AnyEpilogue<float[]> epilogue) {
            return ((Epilogue) epilogue).rowFunction() != null;
        }

        @Override
        void finish(AnyEpilogue<float[]> epilogue, float[] array, int first, int stride, int row, int rows, int column,
                int columns, GemmScratch<float[]> scratch, Execution execution) {
            Epilogue of = (Epilogue) epilogue;
            float[] buffer = of.backward() == null ? null : scratch.staging(columns);
            of.apply(array, first, stride, row, rows, column, columns, buffer, execution);
        }

        @Override
        void finishRow(AnyEpilogue<float[]> epilogue, float[] array, int offset, int length, int row) {
            ((Epilogue) epilogue).rowFunction().apply(array, offset, length, row, 0);
        }
    }

    private static final class Doubles extends Elements<double[]> {
        private static final class Kept extends GemmScratch<double[]> {
            Kept() {
                super(DOUBLES);
            }
        }

        @Override
        int inPlaceOf(int floats) {
            return floats / 2;
        }

        @Override
        double[] newArray(int length) {
            return new double[length];
        }

        @Override
        int length(double[] array) {
            return array.length;
        }

        @Override
        ProductKernels<double[]> kernels(KernelSet set, int rows, int cols, int depth) {
            return set.ofDoubleProduct(rows, cols, depth);
        }

        @Override
        ProductKernels<double[]> kernels(KernelSet set) {
            return set.doubles();
        }

        @Override
        GemmScratch<double[]> scratch(Scratch scratch) {
            Kept known = scratch.kept(Kept.class);
            return known != null ? known : scratch.keep(new Kept());
        }

        @Override
        boolean multiplyTiny(double alpha, MatrixView<double[]> a, MatrixView<double[]> b, double beta,
                MatrixView<double[]> c) {
            return false;
        }

        @Override
        void clear(double[] array, int from, int to) {
            Arrays.fill(array, from, to, 0);
        }

        @Override
        void scale(double[] array, int from, int length, double beta) {
            for (int j = from; j < from + length; j++) {
                array[j] = beta == 0 ? 0 : beta * array[j];
            }
        }

        @Override
        void store(double[] sums, int first, double[] target, int at, int length, double alpha, boolean add) {
            for (int j = 0; j < length; j++) {
                double sum = sums[first + j];
                target[at + j] = add ? Math.fma(alpha, sum, target[at + j]) : alpha * sum;
            }
        }

        @Override
        boolean isEmpty(AnyEpilogue<double[]> epilogue) {
            return ((DoubleEpilogue) epilogue).isEmpty();
        }

        @Override
        boolean hasElements(AnyEpilogue<double[]> epilogue) {
            return ((DoubleEpilogue) epilogue).hasElements();
        }

        @Override
        boolean hasRowFunction(AnyEpilogue<double[]> epilogue) {
            return ((DoubleEpilogue) epilogue).rowFunction() != null;
        }

        @Override
        void finish(AnyEpilogue<double[]> epilogue, double[] array, int first, int stride, int row, int rows,
                int column, int columns, GemmScratch<double[]> scratch, Execution execution) {
            for (int i = 0; i < rows; i++) {
                ((DoubleEpilogue) epilogue).apply(array, first + i * stride, column, columns);
            }
        }

        @Override
        void finishRow(AnyEpilogue<double[]> epilogue, double[] array, int offset, int length, int row) {
            ((DoubleEpilogue) epilogue).rowFunction().apply(array, offset, length, row, 0);
        }
    }
}
