package dev.evenkeel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix amid NaNs: whatever reads between or beyond its elements spoils its result, whatever writes there is found
 * by {@link #assertNothingElseChanged}.
 */
public final class GuardedMatrix {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** A NaN at every alignment. */
    private static final byte POISON = (byte) 0xff;

    private final Matrix view;
    private final MemorySegment all;
    private final long firstByte;
    private final long rowStride;
    private final long colStride;
    private byte[] before;

    private GuardedMatrix(Matrix view, MemorySegment all, long firstByte, long rowStride, long colStride) {
        this.view = view;
        this.all = all;
        this.firstByte = firstByte;
        this.rowStride = rowStride;
        this.colStride = colStride;
    }

    public static GuardedMatrix of(Layout layout, Backing backing, int rows, int cols, Values values) {
        int rowStride = layout.rowStride(rows, cols);
        int colStride = layout.colStride(rows, cols);
        boolean empty = rows == 0 || cols == 0;
        int rowReach = empty ? 0 : (rows - 1) * rowStride;
        int colReach = empty ? 0 : (cols - 1) * colStride;
        int origin = Math.max(0, -rowReach) + Math.max(0, -colReach);
        int length = empty ? 0 : Math.abs(rowReach) + Math.abs(colReach) + 1;
        MemorySegment all = backing.allocate(length);
        all.fill(POISON);
        Matrix view = backing.view(all, origin, rows, cols, rowStride, colStride);
        long firstByte = backing.margin() + (long) origin * Float.BYTES;
        GuardedMatrix matrix = new GuardedMatrix(view, all, firstByte, rowStride, colStride);
        matrix.fill(values);
        return matrix;
    }

    public Matrix view() {
        return view;
    }

    private void fill(Values values) {
        for (int i = 0; i < view.rows(); i++) {
            for (int j = 0; j < view.cols(); j++) {
                all.set(FLOAT, position(i, j), values.next());
            }
        }
        before = all.toArray(ValueLayout.JAVA_BYTE);
    }

    private long position(int row, int col) {
        return firstByte + (row * rowStride + col * colStride) * Float.BYTES;
    }

    /** For an output: its elements may have any value now. */
    public void assertNothingElseChanged(Object description) {
        MemorySegment expected = MemorySegment.ofArray(before.clone());
        for (int i = 0; i < view.rows(); i++) {
            for (int j = 0; j < view.cols(); j++) {
                expected.set(FLOAT, position(i, j), all.get(FLOAT, position(i, j)));
            }
        }
        assertThat(all.mismatch(expected)).as("%s: byte changed outside an output", description).isEqualTo(-1);
    }

    /** For an input. */
    public void assertUnchanged(Object description) {
        assertThat(all.mismatch(MemorySegment.ofArray(before))).as("%s: byte of an input changed", description)
                .isEqualTo(-1);
    }
}
