package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.exec.TriangleSchedule;
import dev.evenkeel.internal.kernel.ProductKernels;

/**
 * Carries out a symmetric update: a product that keeps to one triangle of C. What crosses the diagonal goes through a
 * buffer, a few rows at a time (decision 33).
 *
 * @param <A> arrays of the element type
 */
final class TriangularGemm<A> implements ThreadTeam.Task {
    /** Rows that cross the diagonal together, as floats: half of what is computed there lies beside C's triangle. */
    private static final int ROWS_ON_DIAGONAL = 16;

    private final GemmCall<A> call;
    private final TriangleSchedule schedule = new TriangleSchedule();
    private boolean isLower;

    TriangularGemm(Elements<A> elements) {
        call = new GemmCall<>(elements);
    }

    /** Carries out a checked update. A C that lies in columns is computed as its transpose, which lies in rows. */
    static <A> void update(Elements<A> elements, Triangle triangle, double alpha, MatrixView<A> a, double beta,
            MatrixView<A> c, Elements.AnyEpilogue<A> epilogue, Engine engine) {
        if (c.rows() == 0) {
            return;
        }
        boolean columnMajor = c.rowStride() == 1 && c.colStride() != 1;
        ProductKernels<A> kernels = elements.kernels(engine.kernelSet(), c.rows(), c.cols(), a.cols());
        Scratch borrowed = engine.borrow();
        GemmScratch<A> scratch = elements.scratch(borrowed);
        TriangularGemm<A> update = scratch.update;
        update.isLower = triangle == Triangle.LOWER ^ columnMajor;
        update.call.setAsTheyAre(alpha, a, a.transposed(), null, beta, columnMajor ? c.transposed() : c, epilogue,
                engine, kernels);
        update.run(scratch);
        update.call.forget();
        engine.giveBack(borrowed);
    }

    private void run(GemmScratch<A> scratch) {
        int n = call.c.rows();
        int threads = threadsWorthWhile();
        if (threads == 1) {
            scratch.triangle.compute(call, isLower, 0, n, 0, n);
        } else {
            schedule.set(isLower, n, call.layout.widest(), threads);
            call.engine.run(threads, schedule.count(), this);
        }
    }

    private int threadsWorthWhile() {
        int n = call.c.rows();
        double terms = 0.5 * n * n
                * (ParallelGemm.TERMS_OF_AN_ELEMENT + call.a.cols() / call.kernels.gemm().speed(n));
        return (int) Math.max(1, Math.min(call.engine.parallelism(), terms / ParallelGemm.TERMS_PER_THREAD));
    }

    @Override
    public void run(int index) {
        Scratch borrowed = call.engine.borrow();
        call.elements.scratch(borrowed).triangle.compute(call, isLower, schedule.row(index), schedule.rows(index),
                schedule.column(index), schedule.columns(index));
        call.engine.giveBack(borrowed);
    }

    /** One thread's part of it: the loops of a product, as far as they reach into the triangle. */
    static final class Share<A> extends BlockedGemm<A> {
        private boolean isLower;

        Share(Elements<A> elements, GemmScratch<A> scratch) {
            super(elements, scratch);
        }

        void compute(GemmCall<A> product, boolean isLower, int row, int rows, int column, int columns) {
            this.isLower = isLower;
            compute(product, row, rows, column, columns);
        }

        /** First column of a row's part in the triangle, of columns {@code column … column + columns}. */
        private int start(int row, int column) {
            return isLower ? column : Math.max(column, row);
        }

        /** How many these are; 0 or less if the row has none. */
        private int length(int row, int column, int columns) {
            return (isLower ? Math.min(column + columns, row + 1) : column + columns) - start(row, column);
        }

        @Override
        void read(MatrixView<A> c, int row, int height, int column, int width, A buffer, int stride) {
            for (int i = row; i < row + height; i++) {
                int length = length(i, column, width);
                if (length > 0) {
                    int first = start(i, column);
                    c.copyTo(i, first, 1, length, buffer, (i - row) * stride + first - column, stride);
                }
            }
        }

        @Override
        void write(MatrixView<A> c, int row, int height, int column, int width, A buffer, int stride) {
            for (int i = row; i < row + height; i++) {
                int length = length(i, column, width);
                if (length > 0) {
                    int first = start(i, column);
                    c.copyFrom(i, first, 1, length, buffer, (i - row) * stride + first - column, stride);
                }
            }
        }

        @Override
        void scale() {
            for (int i = 0; i < rows; i++) {
                int length = length(row + i, column, columns);
                if (length > 0) {
                    elements.scale(target, start + i * stride + start(row + i, column) - column, length, product.beta);
                }
            }
        }

        /** Blocks begin with panels, so that none ends among rows that cross the diagonal together. */
        @Override
        int blockRows() {
            int widest = product.layout.widest();
            return Math.max(widest, super.blockRows() / widest * widest);
        }

        @Override
        boolean isThin() {
            return false;
        }

        /** Leaves out what has no part in the triangle: rows at one end, columns at the other. */
        @Override
        void blocks(int first, int width) {
            int diagonal = column - row;
            if (isLower) {
                int begin = Math.max(0, diagonal + first);
                int reached = Math.min(width, rows - diagonal - first);
                if (reached > 0) {
                    blocks(first, reached, begin, rows);
                }
            } else {
                int skipped = Math.max(0, -diagonal - first);
                int end = Math.min(rows, diagonal + first + width);
                if (skipped < width) {
                    blocks(first + skipped, width - skipped, 0, end);
                }
            }
        }

        @Override
        int columnsOf(int i, int height, int first, int width) {
            int diagonal = row + i - column - first;
            return isLower ? Math.min(width, diagonal + height) : width - Math.max(0, diagonal);
        }

        /** The rows on one side of the diagonal as in any product, those that cross it through a buffer. */
        @Override
        void panel(int i, int height, int j) {
            int diagonal = column + j - row;
            int crossing = Math.clamp(diagonal, i, i + height);
            int crossed = Math.clamp(diagonal + right.columns, i, i + height);
            int whole = isLower ? crossed : i;
            int rows = isLower ? i + height - crossed : crossing - i;
            if (rows > 0) {
                left.multiply(right, whole - i, rows, target, start + whole * stride + j, stride,
                        j + right.width <= room ? rows : 0, product.alpha, adds());
            }
            int most = elements.inPlaceOf(ROWS_ON_DIAGONAL);
            for (int from = crossing; from < crossed;) {
                int next = Math.min(crossed, diagonal + ((from - diagonal) / most + 1) * most);
                cross(from, next - from, i, j);
                from = next;
            }
        }

        /** Rows {@code first … first + rows} of the rectangle, of which the block's first is {@code i}. */
        private void cross(int first, int rows, int i, int j) {
            int passed = row + first - column - j;
            int width = product.kernels.gemm().paddedWidth(isLower ? passed + rows : right.width - passed);
            int skipped = isLower ? 0 : right.width - width;
            A buffer = scratch.edge(rows * width);
            int at = start + first * stride + j;
            for (int k = 0; k < rows && adds(); k++) {
                int begin = isLower ? 0 : passed + k;
                product.kernels.pack().copy(target, at + k * stride + begin, stride, buffer,
                        k * width + begin - skipped, width, 1, (isLower ? passed + k + 1 : right.columns) - begin);
            }
            left.multiply(right, first - i, rows, skipped, width, buffer, product.alpha, adds());
            for (int k = 0; k < rows; k++) {
                int begin = isLower ? 0 : passed + k;
                product.kernels.pack().copy(buffer, k * width + begin - skipped, width, target,
                        at + k * stride + begin, stride, 1, (isLower ? passed + k + 1 : right.columns) - begin);
            }
        }
    }
}
