package dev.evenkeel.internal.kernel.dgemm;

import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.TransposeBlock;
import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.Arrays;

/**
 * The SIMD twin of {@link ScalarDoublePack}: blocks of lanes × lanes are transposed in registers. Whatever is smaller
 * goes element by element (decision 31).
 */
public final class VectorDoublePack implements PackKernel<double[]> {
    private static final int LANES = Lanes.DOUBLES.length();

    private final ScalarDoublePack scalar;

    /** Null where vectors are too short to transpose. */
    private final TieredOperation<TransposeBlock<double[]>> blocks;

    /**
     * For panels of that width.
     *
     * @param tiered whether scalar code transposes until C2 has compiled the blocks (decision 4)
     */
    public VectorDoublePack(int panelWidth, boolean tiered) {
        scalar = new ScalarDoublePack(panelWidth);
        TransposeAssembler<double[]> assembler = new TransposeAssembler<>(ElementType.DOUBLE);
        blocks = LANES == 2 ? null
                : tiered ? new TieredOperation<>(this::scalarBlock, assembler::block, VectorDoublePack::trial)
                        : TieredOperation.settled(assembler.block());
    }

    private void scalarBlock(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int lines, int rows) {
        scalar.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, lines);
    }

    /** A unit is a block. */
    private static Runnable trial(TransposeBlock<double[]> block, int units) {
        double[] source = new double[LANES * LANES];
        double[] target = new double[LANES * LANES];
        int lines = units == 0 ? 0 : LANES;
        return () -> {
            for (int i = 0; i < Math.max(1, units); i++) {
                block.transpose(source, 0, LANES, target, 0, LANES, lines, LANES);
            }
        };
    }

    /** Whether scalar code still stands in for the blocks. */
    boolean usesScalarCode() {
        return blocks != null && blocks.isStandIn();
    }

    @Override
    public void copy(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int rows, int columns) {
        scalar.copy(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
    }

    @Override
    public void copyPadded(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int width, int rows, int columns) {
        scalar.copyPadded(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
    }

    @Override
    public void pack(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset, int rows,
            int panels) {
        scalar.pack(source, sourceOffset, sourceStride, target, targetOffset, rows, panels);
    }

    /** The last blocks overlap those before. */
    @Override
    public void transpose(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int rows, int columns) {
        if (blocks == null || rows < LANES || columns < LANES) {
            scalar.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            return;
        }
        TransposeBlock<double[]> block = blocks.kernel();
        long start = blocks.start();
        for (int j = 0; j < columns; j += LANES) {
            int column = Math.min(j, columns - LANES);
            for (int i = 0; i < rows; i += LANES) {
                int row = Math.min(i, rows - LANES);
                block.transpose(source, sourceOffset + column * sourceStride + row, sourceStride, target,
                        targetOffset + row * targetStride + column, targetStride, LANES, LANES);
            }
        }
        blocks.end(Math.ceilDiv(rows, LANES) * Math.ceilDiv(columns, LANES), start);
    }

    @Override
    public void transposePadded(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int width, int rows, int columns) {
        transpose(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        for (int i = 0; i < rows && columns < width; i++) {
            Arrays.fill(target, targetOffset + i * width + columns, targetOffset + (i + 1) * width, 0);
        }
    }

    @Override
    public boolean isNarrow(int lines, int length) {
        return false;
    }
}
