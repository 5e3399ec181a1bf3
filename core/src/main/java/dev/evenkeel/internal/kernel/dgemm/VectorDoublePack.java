package dev.evenkeel.internal.kernel.dgemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES;
import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES_CLASS;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.TransposeStrip;
import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.PanelCopies;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.Arrays;

/**
 * The SIMD twin of {@link ScalarDoublePack}: strips as wide as a vector are transposed in registers, whatever is
 * smaller goes element by element (decision 31).
 */
public final class VectorDoublePack implements PackKernel<double[]> {
    private static final int LANES = DOUBLES.length();

    private final ScalarDoublePack scalar;

    /** Null where vectors are too short to transpose. */
    private final TieredOperation<TransposeStrip<double[]>> strips;

    private final PanelCopies<double[]> panelCopies;

    /**
     * For panels of that width.
     *
     * @param tiered whether scalar code transposes until C2 has compiled the blocks (decision 4)
     */
    public VectorDoublePack(int panelWidth, boolean tiered) {
        scalar = new ScalarDoublePack(panelWidth);
        TransposeAssembler<double[]> assembler = new TransposeAssembler<>(ElementType.DOUBLE);
        strips = LANES == 2 ? null
                : tiered ? new TieredOperation<>(this::scalarStrip, assembler::strip, VectorDoublePack::trial)
                        : TieredOperation.settled(assembler.strip());
        panelCopies = new PanelCopies<>(ElementType.DOUBLE, panelWidth, scalar::pack,
                (source, sourceOffset, sourceStride, target, targetOffset, rows, count) -> vectorPanels(panelWidth,
                        source, sourceOffset, sourceStride, target, targetOffset, rows, count),
                tiered);
    }

    private void scalarStrip(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int lines, int blocks) {
        scalar.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, blocks * LANES, lines);
    }

    /** A unit is a block. */
    private static Runnable trial(TransposeStrip<double[]> strip, int units) {
        double[] source = new double[LANES * LANES * units];
        double[] target = new double[LANES * LANES * units];
        return () -> strip.transpose(source, 0, LANES * units, target, 0, LANES, LANES, units);
    }

    /** Whether scalar code still stands in for them, or for panels. */
    boolean usesScalarCode() {
        return strips != null && strips.isStandIn() || panelCopies.usesScalarCode();
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
        panelCopies.pack(source, sourceOffset, sourceStride, target, targetOffset, rows, panels);
    }

    private static void vectorPanels(int width, double[] source, int sourceOffset, int sourceStride, double[] target,
            int targetOffset, int rows, int panels) {
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * width;
            for (int k = 0; k < panels; k++, from += width, to += rows * width) {
                for (int j = 0; j < width; j += LANES) {
                    DOUBLES_CLASS.cast(fromArray(DOUBLES, source, from + j)).intoArray(target, to + j);
                }
            }
        }
    }

    /** The last blocks overlap those before. */
    @Override
    public void transpose(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int rows, int columns) {
        if (strips == null || rows < LANES || columns < LANES) {
            scalar.transpose(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
            return;
        }
        TransposeStrip<double[]> strip = strips.kernel();
        long start = strips.start();
        int blocks = rows / LANES;
        int last = rows - LANES;
        for (int j = 0; j < columns; j += LANES) {
            int column = Math.min(j, columns - LANES);
            int from = sourceOffset + column * sourceStride;
            int to = targetOffset + column;
            strip.transpose(source, from, sourceStride, target, to, targetStride, LANES, blocks);
            if (blocks * LANES < rows) {
                strip.transpose(source, from + last, sourceStride, target, to + last * targetStride, targetStride,
                        LANES, 1);
            }
        }
        strips.end(Math.ceilDiv(rows, LANES) * Math.ceilDiv(columns, LANES), start);
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
