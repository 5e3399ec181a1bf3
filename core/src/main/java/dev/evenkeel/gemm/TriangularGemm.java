package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.exec.TriangleSchedule;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.packing.PanelPacking;

/**
 * Carries out a symmetric update: bands of Aᵀ are packed once; {@link BlockedGemm} multiplies the rectangles beside the
 * diagonal, and what lies on it goes through a buffer, a few rows at a time (decision 33).
 *
 * @param <A> arrays of the element type
 */
final class TriangularGemm<A> implements ThreadTeam.Task {
    /** NC: columns of a band of packed Aᵀ, as floats (decision 13). */
    private static final int NC = 512;

    /** Rows that the buffer takes at a time, as floats: half of what is computed there lies beside C's triangle. */
    private static final int ROWS_ON_DIAGONAL = 16;

    private final Elements<A> elements;
    private final double alpha;
    private final double beta;
    private final MatrixView<A> a;
    private final MatrixView<A> c;
    private final boolean isLower;
    private final Elements.AnyEpilogue<A> epilogue;
    private final Engine engine;
    private final ProductKernels<A> kernels;
    private TriangleSchedule schedule;

    private TriangularGemm(Elements<A> elements, boolean isLower, double alpha, MatrixView<A> a, double beta,
            MatrixView<A> c, Elements.AnyEpilogue<A> epilogue, Engine engine) {
        this.elements = elements;
        this.isLower = isLower;
        this.alpha = alpha;
        this.beta = beta;
        this.a = a;
        this.c = c;
        this.epilogue = epilogue;
        this.engine = engine;
        kernels = elements.kernels(engine.kernelSet(), c.rows(), c.cols(), a.cols());
    }

    /** Carries out a checked update. A C that lies in columns is computed as its transpose, which lies in rows. */
    static <A> void update(Elements<A> elements, Triangle triangle, double alpha, MatrixView<A> a, double beta,
            MatrixView<A> c, Elements.AnyEpilogue<A> epilogue, Engine engine) {
        if (c.rows() == 0) {
            return;
        }
        boolean columnMajor = c.rowStride() == 1 && c.colStride() != 1;
        MatrixView<A> read = alpha == 0 ? a.slice(0, 0, a.rows(), 0) : a;
        new TriangularGemm<>(elements, triangle == Triangle.LOWER ^ columnMajor, alpha, read, beta,
                columnMajor ? c.transposed() : c, epilogue, engine).run();
    }

    private void run() {
        int n = c.rows();
        int threads = threadsWorthWhile();
        if (threads == 1) {
            compute(new TriangleSchedule.Cell(0, n, 0, n));
        } else {
            schedule = new TriangleSchedule(isLower, n, kernels.gemm().layout().widest(), threads);
            engine.run(threads, schedule.count(), this);
        }
    }

    private int threadsWorthWhile() {
        int n = c.rows();
        double terms = 0.5 * n * n * (ParallelGemm.TERMS_OF_AN_ELEMENT + a.cols() / kernels.gemm().speed(n));
        return (int) Math.max(1, Math.min(engine.parallelism(), terms / ParallelGemm.TERMS_PER_THREAD));
    }

    @Override
    public void run(int index) {
        compute(schedule.cell(index));
    }

    private void compute(TriangleSchedule.Cell cell) {
        Scratch borrowed = engine.borrow();
        elements.scratch(borrowed).triangle.compute(this, cell);
        engine.giveBack(borrowed);
    }

    /** One thread's part of it. */
    static final class Share<A> {
        private final Elements<A> elements;
        private final GemmScratch<A> scratch;
        private final GemmCall<A> call;
        private final BlockOfA<A> left;
        private TriangularGemm<A> update;

        /** The rows that are computed. */
        private int firstRow;
        private int endRow;

        /** The band of packed columns, and the depth block that is being added to it. */
        private int band;
        private int bandEnd;
        private int from;
        private int depth;
        private PanelLayout layout;
        private boolean isInPlace;
        private A panels;

        /** The panel whose columns the diagonal crosses. */
        private A panel;
        private int panelOffset;
        private int panelStride;

        Share(Elements<A> elements, GemmScratch<A> scratch) {
            this.elements = elements;
            this.scratch = scratch;
            this.left = scratch.blockOfA;
            call = new GemmCall<>(elements);
        }

        private void compute(TriangularGemm<A> update, TriangleSchedule.Cell cell) {
            this.update = update;
            firstRow = cell.row();
            endRow = cell.row() + cell.rows();
            layout = update.kernels.gemm().paddedLayout();
            int width = elements.inPlaceOf(NC);
            int end = cell.column() + cell.columns();
            for (int column = cell.column(); end - column > 0; column += width) {
                band(column, Math.min(end, column + width));
            }
            this.update = null;
            panels = null;
            panel = null;
            left.forget();
            call.forget();
        }

        /** Columns {@code column … end}, as far as they reach into the triangle. */
        private void band(int column, int end) {
            band = column;
            bandEnd = update.isLower ? Math.min(end, endRow) : end;
            if (bandEnd <= band || !update.isLower && end <= firstRow) {
                return;
            }
            int allDepth = update.a.cols();
            from = 0;
            do {
                depth = Math.min(GemmKernel.KC, allDepth - from);
                begin();
                if (update.isLower) {
                    rectangle(bandEnd, update.c.rows(), band, bandEnd);
                } else {
                    rectangle(0, band, band, bandEnd);
                }
                triangle(band, bandEnd);
                from += depth;
            } while (from < allDepth);
        }

        /** Lets kernels read the band in place where that is as fast as from panels, else packs it. */
        private void begin() {
            MatrixView<A> c = update.c.slice(0, band, update.c.rows(), bandEnd - band);
            MatrixView<A> a = update.a.slice(0, from, c.rows(), depth);
            MatrixView<A> b = a.transposed().slice(0, band, depth, c.cols());
            isInPlace = PanelOfB.isNeverPacked(update.a.transposed(), layout);
            PackedPanels<A> panels = isInPlace || depth == 0 ? null
                    : new PackedPanels<>(layout, depth, c.cols(), packed(b, 0, c.cols()));
            call.setAsTheyAre(update.alpha, a, b, panels, from == 0 ? update.beta : 1, c, update.epilogue,
                    update.engine, update.kernels);
        }

        /** Columns of the band in panels. */
        private A packed(MatrixView<A> b, int column, int columns) {
            panels = scratch.right(layout.size(columns, depth));
            PanelPacking.pack(update.kernels.pack(), layout, b, 0, depth, column, columns, panels, 0, scratch);
            return panels;
        }

        /** The triangle on the diagonal in columns {@code column … end}: two halves, and the square beside them. */
        private void triangle(int column, int end) {
            int widest = layout.widest();
            if (end - column <= widest) {
                diagonal(column, end - column);
                return;
            }
            int middle = column + Math.ceilDiv(end - column, 2 * widest) * widest;
            if (update.isLower) {
                rectangle(middle, end, column, middle);
            } else {
                rectangle(column, middle, middle, end);
            }
            triangle(column, middle);
            triangle(middle, end);
        }

        /** A rectangle of C that lies in the triangle, as far as its rows are asked for. */
        private void rectangle(int row, int rowEnd, int column, int end) {
            int first = Math.max(row, firstRow);
            int rows = Math.min(rowEnd, endRow) - first;
            if (rows > 0) {
                scratch.share.compute(call, first, rows, column - band, end - column);
            }
        }

        /** One panel's rows that cross the diagonal. */
        private void diagonal(int column, int columns) {
            int height = elements.inPlaceOf(ROWS_ON_DIAGONAL);
            int first = Math.max(column, firstRow);
            int end = Math.min(column + columns, endRow);
            if (first >= end) {
                return;
            }
            int width = layout.width(columns);
            A buffer = scratch.result(columns * width);
            panel(column - band, columns, width);
            if (depth > 0) {
                left.set(call.a, first, end - first, 0, depth, width, update.kernels);
            }
            for (int row = first; row < end;) {
                int next = Math.min(end, column + ((row - column) / height + 1) * height);
                rows(row, next - row, first, column, columns, width, buffer);
                row = next;
            }
        }

        /** Finds the panel at a column of the band. Columns left over are packed: kernels read more than those. */
        private void panel(int column, int columns, int width) {
            boolean whole = isInPlace && columns == width;
            panel = whole ? call.b.array() : isInPlace ? packed(call.b, column, columns) : panels;
            panelOffset = whole ? (int) call.b.offset() + column : isInPlace ? 0 : layout.offset(column, depth);
            panelStride = whole ? (int) call.b.rowStride() : width;
        }

        private void rows(int row, int rows, int firstOfBlock, int column, int columns, int width, A buffer) {
            boolean adds = call.beta != 0;
            for (int i = row; i < row + rows && adds; i++) {
                int at = start(i, column);
                update.c.copyTo(i, column + at, 1, length(i, column, columns), buffer, (i - column) * width + at,
                        width);
            }
            if (call.beta != 1 && (adds || depth == 0)) {
                elements.scale(buffer, (row - column) * width, rows * width, call.beta);
            }
            if (depth > 0) {
                int reached = update.isLower ? row + rows - column : width - (row - column);
                int padded = update.kernels.gemm().paddedWidth(reached);
                int skipped = update.isLower ? 0 : width - padded;
                update.kernels.gemm().column(left.array, left.offset + (row - firstOfBlock) * left.rowStride,
                        left.rowStride, left.depthStride, panel, panelOffset + skipped, panelStride, padded, buffer,
                        (row - column) * width + skipped, width, rows, depth, call.alpha, adds);
            }
            for (int i = row; i < row + rows; i++) {
                int at = start(i, column);
                update.c.copyFrom(i, column + at, 1, length(i, column, columns), buffer, (i - column) * width + at,
                        width);
            }
        }

        /** Where a row's part of the triangle begins in a panel. */
        private int start(int row, int column) {
            return update.isLower ? 0 : row - column;
        }

        /** Its length there. */
        private int length(int row, int column, int columns) {
            return update.isLower ? row - column + 1 : columns - (row - column);
        }
    }
}
