package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;

/** The SIMD twin of {@link ScalarPack}: whole vectors, and blocks of lanes × lanes transposed in registers. */
public final class VectorPack implements PackKernel {
    private static final int LANES = Lanes.FLOATS.length();

    private final ScalarPack edges = new ScalarPack();
    private final TransposeBlock block = new TransposeAssembler(LANES).block();

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
        int whole = columns - columns % LANES;
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * targetStride;
            for (int j = 0; j < whole; j += LANES) {
                Lanes.load(source, from + j).intoArray(target, to + j);
            }
        }
        if (whole < columns) {
            edges.copy(
                    source,
                    sourceOffset + whole,
                    sourceStride,
                    target,
                    targetOffset + whole,
                    targetStride,
                    rows,
                    columns - whole);
        }
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
                    Lanes.load(source, from + j).intoArray(target, to + j);
                }
                from += VectorGemm.NR;
                to += rows * VectorGemm.NR;
            }
        }
    }

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
        int wholeRows = rows - rows % LANES;
        int wholeColumns = columns - columns % LANES;
        for (int j = 0; j < wholeColumns; j += LANES) {
            for (int i = 0; i < wholeRows; i += LANES) {
                block.transpose(
                        source,
                        sourceOffset + j * sourceStride + i,
                        sourceStride,
                        target,
                        targetOffset + i * targetStride + j,
                        targetStride);
            }
        }
        if (wholeColumns < columns) {
            edges.transpose(
                    source,
                    sourceOffset + wholeColumns * sourceStride,
                    sourceStride,
                    target,
                    targetOffset + wholeColumns,
                    targetStride,
                    wholeRows,
                    columns - wholeColumns);
        }
        if (wholeRows < rows) {
            edges.transpose(
                    source,
                    sourceOffset + wholeRows,
                    sourceStride,
                    target,
                    targetOffset + wholeRows * targetStride,
                    targetStride,
                    rows - wholeRows,
                    columns);
        }
    }
}
