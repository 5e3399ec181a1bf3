package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.HALF_FLOATS;

import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.Arrays;

/** The SIMD twin of {@link ScalarPack}: whole vectors, and blocks of lanes × lanes transposed in registers. */
public final class VectorPack implements PackKernel {
    private static final int LANES = FLOATS.length();
    private static final int HALF_LANES = HALF_FLOATS.length();

    /** Panels of a trial's rows: short rows would be slower than what scalar code is judged by. */
    private static final int PANELS = Math.ceilDiv(512, VectorGemm.NR);

    private static final int COLUMNS = PANELS * VectorGemm.NR;

    /** A row of each of the three kinds of copies. */
    private static final int FLOATS_OF_A_UNIT = 3 * COLUMNS;

    private final ScalarPack edges = new ScalarPack(VectorGemm.NR);
    private final TieredOperation<Blocks> blocks;
    private final TieredOperation<PackKernel> copies;
    private final NarrowTransposes narrow;

    /** One for as many lines as lanes, one for fewer; vector code takes the place of both at once. */
    private record Blocks(TransposeBlock whole, TransposeBlock last) {}

    /** @param tiered whether scalar code works until C2 has compiled copies and blocks (decision 4) */
    public VectorPack(boolean tiered) {
        Blocks scalar = new Blocks(VectorPack::scalarBlock, VectorPack::scalarBlock);
        blocks = tiered ? new TieredOperation<>(scalar, VectorPack::vectorBlocks, VectorPack::trial)
                : TieredOperation.settled(vectorBlocks());
        copies = tiered ? new TieredOperation<>(edges, VectorCopy::new, VectorPack::trial)
                : TieredOperation.settled(new VectorCopy());
        narrow = new NarrowTransposes(tiered);
    }

    private static Blocks vectorBlocks() {
        TransposeAssembler assembler = new TransposeAssembler(LANES);
        return new Blocks(assembler.block(), assembler.lastBlock());
    }

    /** A unit is a call of each block. */
    private static Runnable trial(Blocks blocks, int units) {
        float[] source = new float[LANES * LANES];
        float[] target = new float[LANES * LANES];
        int lines = units == 0 ? 0 : LANES;
        return () -> {
            for (int i = 0; i < Math.max(1, units); i++) {
                blocks.whole.transpose(source, 0, LANES, target, 0, LANES, lines);
                blocks.last.transpose(source, 0, LANES, target, 0, LANES, lines / 2);
            }
        };
    }

    /** Last vectors that are not whole among them. */
    private static Runnable trial(PackKernel kernel, int units) {
        float[] source = new float[Math.max(1, units) * COLUMNS];
        float[] target = new float[source.length];
        return () -> {
            kernel.pack(source, 0, COLUMNS, target, 0, units, PANELS);
            kernel.copyPadded(source, 0, COLUMNS, target, 0, COLUMNS, units, COLUMNS - 1);
            kernel.copy(source, 0, COLUMNS, target, 0, COLUMNS, units, COLUMNS - 1);
        };
    }

    @Override
    public boolean isNarrow(int lines, int length) {
        return NarrowTransposes.transposes(lines, length);
    }

    /** Whether scalar code still stands in for blocks or copies. */
    boolean usesScalarCode() {
        return blocks.isStandIn() || copies.isStandIn();
    }

    /** The specification of both blocks; row by row, because a row may be written beyond its end. */
    private static void scalarBlock(float[] source, int sourceOffset, int sourceStride, float[] target,
            int targetOffset, int targetStride, int lines) {
        for (int i = 0; i < LANES && lines > 0; i++) {
            int to = targetOffset + i * targetStride;
            for (int j = 0; j < LANES; j++) {
                target[to + j] = source[sourceOffset + Math.min(j, lines - 1) * sourceStride + i];
            }
        }
    }

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
        PackKernel kernel = copies.kernel();
        long begin = copies.start();
        kernel.copy(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
        copies.end(units(rows, columns), begin);
    }

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
        PackKernel kernel = copies.kernel();
        long begin = copies.start();
        kernel.copyPadded(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        copies.end(units(rows, width), begin);
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
        PackKernel kernel = copies.kernel();
        long begin = copies.start();
        kernel.pack(source, sourceOffset, sourceStride, target, targetOffset, rows, panels);
        copies.end(units(rows, panels * VectorGemm.NR), begin);
    }

    private static int units(int rows, int columns) {
        return Math.ceilDiv(rows * columns, FLOATS_OF_A_UNIT);
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
     * blocks
     * write beyond a row, which the next row makes good.
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

    /** A strip of half the width is written beyond each row but the last, which scalar code writes. */
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
            for (int i = 0; i < rows; i++) {
                Arrays.fill(target, targetOffset + i * width + columns, targetOffset + (i + 1) * width, 0f);
            }
            return;
        }
        boolean wholeWide = width == Math.ceilDiv(columns, LANES) * LANES;
        boolean halfWide = width == HALF_LANES && !wholeWide;
        int vectorRows = columns == 0 ? 0 : wholeWide ? rows : halfWide ? rows - 1 : 0;
        int done = vectorRows < LANES ? 0 : vectorRows;
        for (int j = 0; j < columns && done > 0; j += LANES) {
            strip(source, sourceOffset + j * sourceStride, sourceStride, target, targetOffset + j, width, done,
                    Math.min(LANES, columns - j));
        }
        edges.transposePadded(source, sourceOffset + done, sourceStride, target, targetOffset + done * width, width,
                rows - done, columns);
    }

    /** Transposes at most a vector of source lines to at least as many rows; the last block overlaps the one before. */
    private void strip(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int rows, int lines) {
        Blocks kernel = blocks.kernel();
        TransposeBlock any = lines < LANES ? kernel.last : kernel.whole;
        long begin = blocks.start();
        int next;
        for (int i = 0; i < rows; i = next) {
            int row = Math.min(i, rows - LANES);
            next = row + LANES;
            any.transpose(source, sourceOffset + row, sourceStride, target, targetOffset + row * targetStride,
                    targetStride, lines);
        }
        blocks.end(Math.ceilDiv(rows, LANES), begin);
    }
}
