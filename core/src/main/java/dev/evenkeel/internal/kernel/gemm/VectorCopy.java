package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.HALF_FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.HALF_FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Copies in whole vectors. A call without rows returns at once: it only counts (decision 4). */
final class VectorCopy extends ScalarPack {
    private static final int LANES = FLOATS.length();
    private static final int HALF_LANES = HALF_FLOATS.length();

    VectorCopy() {
        super(VectorGemm.NR);
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
        if (rows == 0) {
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
                    VectorPack.rowsWithRoom(source.length, sourceOffset, sourceStride, HALF_LANES),
                    VectorPack.rowsWithRoom(targetOffset + rows * columns, targetOffset, columns, HALF_LANES));
        }
        for (int i = 0; i < vectorRows; i++) {
            HALF_FLOATS_CLASS.cast(fromArray(HALF_FLOATS, source, sourceOffset + i * sourceStride))
                    .intoArray(target, targetOffset + i * columns);
        }
        super.copy(source, sourceOffset + vectorRows * sourceStride, sourceStride, target,
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
        if (rows == 0) {
            return;
        }
        int whole = columns - columns % LANES;
        int vectorRows = whole + LANES < width ? 0
                : Math.min(VectorPack.rowsWithRoom(source.length, sourceOffset + whole, sourceStride, LANES),
                        VectorPack.rowsWithRoom(targetOffset + rows * width, targetOffset + whole, width, LANES));
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
        super.copyPadded(source, sourceOffset + vectorRows * sourceStride, sourceStride, target,
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
        if (rows == 0) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * VectorGemm.NR;
            for (int k = 0; k < panels; k++) {
                for (int j = 0; j < VectorGemm.NR; j += LANES) {
                    FLOATS_CLASS.cast(fromArray(FLOATS, source, from + j)).intoArray(target, to + j);
                }
                from += VectorGemm.NR;
                to += rows * VectorGemm.NR;
            }
        }
    }
}
