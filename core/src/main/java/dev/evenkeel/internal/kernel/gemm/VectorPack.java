package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.HALF_FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.HALF_FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.TransposeBlock;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.TransposeStrip;
import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.PanelCopies;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The SIMD twin of {@link ScalarPack}: whole vectors, and blocks of lanes × lanes transposed in registers. */
public final class VectorPack implements PackKernel<float[]> {
    private static final int LANES = FLOATS.length();
    private static final int HALF_LANES = HALF_FLOATS.length();

    /** Columns of a panel of {@link VectorGemm}. */
    private static final int WIDEST =
            new VectorTileSizes(LANES, HALF_LANES, Lanes.REGISTERS, false).widestTile();

    /** Columns from which {@code System.arraycopy} copies, which needs no compiler (decision 4). */
    private static final int WIDE = 32;

    /** Rows from which a block is faster than element by element, although it reads as many as lanes. */
    private static final int LEAST_ROWS_OF_A_BLOCK = 3;

    private final ScalarPack edges = new ScalarPack(WIDEST);
    private final TieredOperation<Blocks> blocks;
    private final NarrowTransposes narrow;
    private final PanelCopies<float[]> panelCopies;

    /**
     * One for at least as many rows as lanes, one for fewer; vector code takes the places of both at once.
     */
    private record Blocks(TransposeStrip<float[]> strip, TransposeBlock<float[]> shortRows) {}

    /** @param tiered whether scalar code transposes until C2 has compiled the blocks (decision 4) */
    public VectorPack(boolean tiered) {
        Blocks scalar = new Blocks(VectorPack::scalarStrip, VectorPack::scalarBlock);
        blocks = tiered ? new TieredOperation<>(scalar, VectorPack::vectorBlocks, VectorPack::trial)
                : TieredOperation.settled(vectorBlocks());
        narrow = new NarrowTransposes(tiered);
        panelCopies = new PanelCopies<>(ElementType.FLOAT, WIDEST, edges::pack, VectorPack::vectorPanels, tiered);
    }

    private static Blocks vectorBlocks() {
        TransposeAssembler<float[]> assembler = new TransposeAssembler<>(ElementType.FLOAT);
        return new Blocks(assembler.strip(), assembler.shortBlock());
    }

    /** A unit is a block of each. */
    private static Runnable trial(Blocks blocks, int units) {
        float[] source = new float[LANES * LANES * Math.max(1, units)];
        float[] target = new float[LANES * LANES * Math.max(1, units)];
        return () -> {
            blocks.strip.transpose(source, 0, LANES * units, target, 0, LANES, LANES, units);
            for (int i = 0; i < Math.max(1, units); i++) {
                blocks.shortRows.transpose(source, 0, LANES, target, 0, LANES, units == 0 ? 0 : LANES, LANES / 2);
            }
        };
    }

    @Override
    public boolean isNarrow(int lines, int length) {
        return NarrowTransposes.transposes(lines, length);
    }

    /** Whether scalar code still stands in for the blocks, or for panels. */
    boolean usesScalarCode() {
        return blocks.isStandIn() || panelCopies.usesScalarCode();
    }

    /** The specification of all blocks; row by row, because a row may be written beyond its end. */
    private static void scalarBlock(float[] source, int sourceOffset, int sourceStride, float[] target,
            int targetOffset, int targetStride, int lines, int rows) {
        for (int i = 0; i < rows && lines > 0; i++) {
            int to = targetOffset + i * targetStride;
            for (int j = 0; j < LANES; j++) {
                target[to + j] = source[sourceOffset + Math.min(j, lines - 1) * sourceStride + i];
            }
        }
    }

    private static void scalarStrip(float[] source, int sourceOffset, int sourceStride, float[] target,
            int targetOffset, int targetStride, int lines, int blocks) {
        scalarBlock(source, sourceOffset, sourceStride, target, targetOffset, targetStride, lines, blocks * LANES);
    }

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
        if (columns >= WIDE) {
            edges.copy(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            return;
        }
        if (columns < HALF_LANES) {
            copyNarrow(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * targetStride;
            if (columns < LANES) {
                int last = columns - HALF_LANES;
                HALF_FLOATS_CLASS.cast(fromArray(HALF_FLOATS, source, from)).intoArray(target, to);
                HALF_FLOATS_CLASS.cast(fromArray(HALF_FLOATS, source, from + last)).intoArray(target,
                        to + last);
                continue;
            }
            int last = columns - LANES;
            for (int j = 0; j < last; j += LANES) {
                FLOATS_CLASS.cast(fromArray(FLOATS, source, from + j)).intoArray(target, to + j);
            }
            FLOATS_CLASS.cast(fromArray(FLOATS, source, from + last)).intoArray(target, to + last);
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
            HALF_FLOATS_CLASS.cast(fromArray(HALF_FLOATS, source, sourceOffset + i * sourceStride))
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
        if (columns >= WIDE) {
            edges.copyPadded(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
            return;
        }
        int whole = columns - columns % LANES;
        int vectorRows = whole + LANES < width ? 0
                : Math.min(rowsWithRoom(source.length, sourceOffset + whole, sourceStride, LANES),
                        rowsWithRoom(targetOffset + rows * width, targetOffset + whole, width, LANES));
        IntVector kept = Lanes.INTS_CLASS
                .cast(IntVector.fromArray(Lanes.INTS, Lanes.ONES_THEN_ZEROS, LANES - (columns - whole)));
        for (int i = 0; i < vectorRows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * width;
            for (int j = 0; j < whole; j += LANES) {
                FLOATS_CLASS.cast(fromArray(FLOATS, source, from + j)).intoArray(target, to + j);
            }
            IntVector last = Lanes.INTS_CLASS
                    .cast(FLOATS_CLASS.cast(fromArray(FLOATS, source, from + whole))
                            .reinterpretShape(Lanes.INTS, 0));
            FLOATS_CLASS.cast(last.and(kept).reinterpretShape(FLOATS, 0))
                    .intoArray(target, to + whole);
        }
        edges.copyPadded(source, sourceOffset + vectorRows * sourceStride, sourceStride, target,
                targetOffset + vectorRows * width, width, rows - vectorRows, columns);
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
        panelCopies.pack(source, sourceOffset, sourceStride, target, targetOffset, rows, panels);
    }

    private static void vectorPanels(float[] source, int sourceOffset, int sourceStride, float[] target,
            int targetOffset, int rows, int panels) {
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * WIDEST;
            for (int k = 0; k < panels; k++, from += WIDEST, to += rows * WIDEST) {
                for (int j = 0; j < WIDEST; j += LANES) {
                    FLOATS_CLASS.cast(fromArray(FLOATS, source, from + j)).intoArray(target, to + j);
                }
            }
        }
    }

    /**
     * How many of the rows that begin at {@code offset} have {@code floats} before {@code end}, one after the other.
     */
    static int rowsWithRoom(int end, int offset, int stride, int floats) {
        int room = end - floats - offset;
        return room < 0 ? 0 : stride <= 0 ? Integer.MAX_VALUE : room / stride + 1;
    }

    /**
     * The last blocks overlap those before. Where rows are narrower than a block and lie right behind each other,
     * blocks write beyond a row, which the next row makes good.
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
        if (targetStride == columns && NarrowTransposes.transposes(columns, rows)) {
            narrow.toRows(source, sourceOffset, sourceStride, target, targetOffset, columns, rows);
            return;
        }
        if (sourceStride == rows && NarrowTransposes.transposes(rows, columns)) {
            narrow.toLines(source, sourceOffset, target, targetOffset, targetStride, rows, columns);
            return;
        }
        if (isShort(rows)) {
            int done = shortRows(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns,
                    columns);
            edges.transpose(source, sourceOffset + done * sourceStride, sourceStride, target, targetOffset + done,
                    targetStride, rows, columns - done);
            return;
        }
        int vectorRows = columns >= LANES ? rows
                : targetStride == columns
                        ? rowsWithRoom(targetOffset + rows * columns, targetOffset, columns, LANES)
                        : 0;
        int done = vectorRows < LANES ? 0 : vectorRows;
        int next;
        for (int j = 0; j < columns && done > 0; j = next) {
            int column = Math.max(0, Math.min(j, columns - LANES));
            next = column + LANES;
            strip(source, sourceOffset + column * sourceStride, sourceStride, target, targetOffset + column,
                    targetStride, done, Math.min(LANES, columns));
        }
        edges.transpose(source, sourceOffset + done, sourceStride, target, targetOffset + done * targetStride,
                targetStride, rows - done, columns);
    }

    /**
     * Where a row ends with half a strip, that strip is written first and beyond each row, which the strips behind make
     * good, or the next row does; beyond the last row nothing would, so scalar code writes that one.
     */
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
        if (width == columns && NarrowTransposes.transposes(columns, rows)) {
            narrow.toRows(source, sourceOffset, sourceStride, target, targetOffset, columns, rows);
            return;
        }
        if (sourceStride == rows && NarrowTransposes.transposes(rows, columns)) {
            narrow.toLines(source, sourceOffset, target, targetOffset, width, rows, columns);
            clearPadding(target, targetOffset, width, rows, columns);
            return;
        }
        boolean wholeWide = width == Math.ceilDiv(columns, LANES) * LANES;
        boolean halfWide = width == Math.ceilDiv(columns, HALF_LANES) * HALF_LANES;
        if (wholeWide && isShort(rows)
                && shortRows(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns,
                        width) == columns) {
            return;
        }
        int vectorRows = columns == 0 ? 0 : wholeWide ? rows : halfWide ? rows - 1 : 0;
        int done = vectorRows < LANES ? 0 : vectorRows;
        for (int j = (columns - 1) / LANES * LANES; j >= 0 && done > 0; j -= LANES) {
            strip(source, sourceOffset + j * sourceStride, sourceStride, target, targetOffset + j, width, done,
                    Math.min(LANES, columns - j));
        }
        edges.transposePadded(source, sourceOffset + done, sourceStride, target, targetOffset + done * width, width,
                rows - done, columns);
    }

    private static void clearPadding(float[] target, int targetOffset, int width, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(target, targetOffset + i * width + columns, targetOffset + (i + 1) * width, 0f);
        }
    }

    private static boolean isShort(int rows) {
        return LEAST_ROWS_OF_A_BLOCK <= rows && rows < LANES;
    }

    /**
     * Transposes to fewer rows than a block has, as long as vectors may be read from the source beyond them; returns
     * how many columns.
     *
     * @param room columns of the target that may be written
     */
    private int shortRows(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int rows, int columns, int room) {
        int readable = Math.min(columns, rowsWithRoom(source.length, sourceOffset, sourceStride, LANES));
        TransposeBlock<float[]> kernel = blocks.kernel().shortRows;
        long begin = blocks.start();
        int done = 0;
        while (done < columns) {
            int column = done + LANES <= room ? done : columns - LANES;
            int lines = Math.min(LANES, columns - column);
            if (column < 0 || column + lines > readable) {
                break;
            }
            kernel.transpose(source, sourceOffset + column * sourceStride, sourceStride, target,
                    targetOffset + column, targetStride, lines, rows);
            done = column + lines;
        }
        blocks.end(Math.ceilDiv(done, LANES), begin);
        return done;
    }

    /** Transposes at most a vector of source lines to at least as many rows; the last block overlaps the one before. */
    private void strip(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int rows, int lines) {
        TransposeStrip<float[]> kernel = blocks.kernel().strip;
        long begin = blocks.start();
        int whole = rows / LANES;
        kernel.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, lines, whole);
        if (whole * LANES < rows) {
            int last = rows - LANES;
            kernel.transpose(source, sourceOffset + last, sourceStride, target, targetOffset + last * targetStride,
                    targetStride, lines, 1);
        }
        blocks.end(Math.ceilDiv(rows, LANES), begin);
    }
}
