package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The SIMD twin of {@link ScalarPack}: whole vectors, and blocks of lanes × lanes transposed in registers. */
public final class VectorPack implements PackKernel {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();

    private final ScalarPack edges = new ScalarPack();
    private final TransposeBlock block = new TransposeAssembler(LANES).block();
    private final TransposeBlock lastBlock = new TransposeAssembler(LANES).lastBlock();

    /** Rows as wide as a vector or half of one end with a vector that overlaps the one before. */
    @Override
    public void copy(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        if (columns < HALF_LANES) {
            copyNarrow(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * targetStride;
            if (columns < LANES) {
                int last = columns - HALF_LANES;
                FloatVector.fromArray(Lanes.HALF_FLOATS, source, from).intoArray(target, to);
                FloatVector.fromArray(Lanes.HALF_FLOATS, source, from + last).intoArray(target, to + last);
                continue;
            }
            int last = columns - LANES;
            for (int j = 0; j < last; j += LANES) {
                FloatVector.fromArray(Lanes.FLOATS, source, from + j).intoArray(target, to + j);
            }
            FloatVector.fromArray(Lanes.FLOATS, source, from + last).intoArray(target, to + last);
        }
    }

    /** Where rows lie right behind each other, half a vector a row, which the next rows make good. */
    private void copyNarrow(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        int vectorRows = 0;
        if (targetStride == columns && columns > 0) {
            vectorRows = Math.min(
                    rowsWithRoom(source.length, sourceOffset, sourceStride, HALF_LANES),
                    rowsWithRoom(targetOffset + rows * columns, targetOffset, columns, HALF_LANES));
        }
        for (int i = 0; i < vectorRows; i++) {
            FloatVector.fromArray(Lanes.HALF_FLOATS, source, sourceOffset + i * sourceStride)
                    .intoArray(target, targetOffset + i * columns);
        }
        edges.copy(source, sourceOffset + vectorRows * sourceStride, sourceStride, target,
                targetOffset + vectorRows * targetStride, targetStride, rows - vectorRows, columns);
    }

    /**
     * A row's last vector reads what follows in the source, makes it 0, and may write beyond the row, which the next
     * row makes good. Scalar code copies the rows for which there is no room, and rows with more zeros than a vector.
     */
    @Override
    public void copyPadded(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        int whole = columns - columns % LANES;
        int vectorRows = Math.min(rows, Math.min(
                rowsWithRoom(source.length, sourceOffset + whole, sourceStride, LANES),
                rowsWithRoom(target.length, targetOffset + whole, width, LANES)));
        if (whole + LANES != width) {
            vectorRows = whole + LANES < width ? 0 : Math.min(vectorRows, rows - 1);
        }
        IntVector kept = IntVector.fromArray(Lanes.INTS, Lanes.ONES_THEN_ZEROS, LANES - (columns - whole));
        for (int i = 0; i < vectorRows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * width;
            for (int j = 0; j < whole; j += LANES) {
                FloatVector.fromArray(Lanes.FLOATS, source, from + j).intoArray(target, to + j);
            }
            IntVector last = (IntVector) Lanes.INTS_CLASS
                    .cast(Lanes.load(source, from + whole).reinterpretShape(Lanes.INTS, 0));
            ((FloatVector) Lanes.FLOATS_CLASS.cast(last.and(kept).reinterpretShape(Lanes.FLOATS, 0)))
                    .intoArray(target, to + whole);
        }
        int done = Math.max(0, vectorRows);
        edges.copyPadded(source, sourceOffset + done * sourceStride, sourceStride, target, targetOffset + done * width,
                width, rows - done, columns);
    }

    /** How many rows from {@code offset} on have so many floats up to {@code end}. */
    private static int rowsWithRoom(int end, int offset, int stride, int floats) {
        int room = end - floats - offset;
        return room < 0 ? 0 : stride == 0 ? Integer.MAX_VALUE : room / stride + 1;
    }

    @Override
    public void pack(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int rows,
            int panels) {
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * VectorGemm.NR;
            for (int k = 0; k < panels; k++) {
                for (int j = 0; j < VectorGemm.NR; j += LANES) {
                    FloatVector.fromArray(Lanes.FLOATS, source, from + j).intoArray(target, to + j);
                }
                from += VectorGemm.NR;
                to += rows * VectorGemm.NR;
            }
        }
    }

    /**
     * The last blocks overlap those before. Rows narrower than a block are written as {@link #transposePadded} does.
     */
    @Override
    public void transpose(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        int done = 0;
        if (columns >= LANES && rows >= LANES) {
            blocks(block, source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            done = rows;
        } else if (targetStride == columns && columns > 0) {
            int vectorRows =
                    Math.max(0, rowsWithRoom(targetOffset + rows * columns, targetOffset, columns, LANES));
            if (vectorRows >= LANES) {
                blocks(lastBlock, source, sourceOffset, sourceStride, target, targetOffset, targetStride, vectorRows,
                        columns);
                done = vectorRows;
            }
        }
        edges.transpose(source, sourceOffset + done, sourceStride, target, targetOffset + done * targetStride,
                targetStride, rows - done, columns);
    }

    /** At least one block of rows, and of columns but with {@link #lastBlock}. */
    private static void blocks(TransposeBlock block, float[] source, int sourceOffset, int sourceStride, float[] target,
            int targetOffset, int targetStride, int rows, int columns) {
        int nextColumn;
        for (int j = 0; j < columns; j = nextColumn) {
            int column = Math.max(0, Math.min(j, columns - LANES));
            nextColumn = column + LANES;
            int nextRow;
            for (int i = 0; i < rows; i = nextRow) {
                int row = Math.min(i, rows - LANES);
                nextRow = row + LANES;
                block.transpose(source, sourceOffset + column * sourceStride + row, sourceStride, target,
                        targetOffset + row * targetStride + column, targetStride, Math.min(LANES, columns));
            }
        }
    }

    /** The last block of rows overlaps the one before; one of half the width writes beyond each row but the last. */
    @Override
    public void transposePadded(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        boolean halfWide = width == HALF_LANES && HALF_LANES < LANES;
        int vectorRows = halfWide ? rows - 1 : rows;
        boolean wholeWide = width == Math.ceilDiv(columns, LANES) * LANES;
        if (vectorRows < LANES || columns == 0 || !halfWide && !wholeWide) {
            edges.transposePadded(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            int lines = Math.min(LANES, columns - j);
            TransposeBlock any = lines < LANES ? lastBlock : block;
            int next;
            for (int i = 0; i < vectorRows; i = next) {
                int first = Math.min(i, vectorRows - LANES);
                any.transpose(source, sourceOffset + j * sourceStride + first, sourceStride, target,
                        targetOffset + first * width + j, width, lines);
                next = first + LANES;
            }
        }
        if (halfWide) {
            edges.transposePadded(source, sourceOffset + vectorRows, sourceStride, target,
                    targetOffset + vectorRows * width, width, 1, columns);
        }
    }
}
