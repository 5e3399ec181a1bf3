package dev.evenkeel.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Overlap} against sets of indices, for random small views. */
@Tag("once")
class OverlapTest {
    private static final int STORAGE = 64;
    private static final int TRIALS = 200_000;

    @Test
    void noSharedElementIsEverMissed() {
        float[] array = new float[STORAGE];
        SplittableRandom random = new SplittableRandom(1);
        int shared = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Matrix x = anyView(array, random);
            Matrix y = anyView(array, random);
            if (elements(x).intersects(elements(y))) {
                shared++;
                assertThat(Overlap.between(x, y)).as("%s and %s", x, y).isTrue();
                assertThat(Overlap.between(y, x)).as("%s and %s", y, x).isTrue();
            }
        }
        assertThat(shared).isGreaterThan(TRIALS / 20);
    }

    @Test
    void viewsWhoseRangesDoNotMeetAreApart() {
        float[] array = new float[STORAGE];
        SplittableRandom random = new SplittableRandom(2);
        int apart = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Matrix x = anyView(array, random);
            Matrix y = anyView(array, random);
            BitSet ofX = elements(x);
            BitSet ofY = elements(y);
            if (ofX.isEmpty() || ofY.isEmpty() || ofX.length() <= ofY.nextSetBit(0)
                    || ofY.length() <= ofX.nextSetBit(0)) {
                apart++;
                assertThat(Overlap.between(x, y)).as("%s and %s", x, y).isFalse();
            }
        }
        assertThat(apart).isGreaterThan(TRIALS / 10);
    }

    @Test
    void equalLeadingDimensionsAreJudgedExactly() {
        float[] array = new float[STORAGE];
        MemorySegment heap = MemorySegment.ofArray(array);
        MemorySegment readOnly = heap.asReadOnly();
        MemorySegment bytes = MemorySegment.ofArray(new byte[STORAGE * Float.BYTES + 3]).asSlice(3);
        SplittableRandom random = new SplittableRandom(3);
        int interleaved = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            int leadingDimension = 1 + random.nextInt(12);
            Matrix x = viewOfRows(leadingDimension, random, array);
            Matrix y = viewOfRows(leadingDimension, random, array);
            boolean shared = elements(x).intersects(elements(y));
            assertThat(Overlap.between(x, y)).as("%s and %s", x, y).isEqualTo(shared);
            assertThat(Overlap.between(x.transposed(), y.transposed())).as("%s and %s", x, y).isEqualTo(shared);
            Matrix seenThrough = Matrix.of(heap, y.offset(), y.rows(), y.cols(), y.rowStride(), y.colStride());
            assertThat(Overlap.between(x, seenThrough)).as("%s and %s", x, y).isEqualTo(shared);
            assertThat(Overlap.between(onto(readOnly, 0, x), seenThrough)).as("%s and %s", x, y).isEqualTo(shared);
            assertThat(Overlap.between(onto(bytes, 0, x), onto(bytes, 0, y))).as("%s and %s", x, y).isEqualTo(shared);
            if (!shared && !Views.isEmpty(x) && !Views.isEmpty(y) && Views.firstIndex(x) < Views.lastIndex(y)
                    && Views.firstIndex(y) < Views.lastIndex(x)) {
                interleaved++;
            }
        }
        assertThat(interleaved).isGreaterThan(TRIALS / 100);
    }

    @Test
    void nativeViewsAreJudgedByTheirAddresses() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(STORAGE * Float.BYTES + 3);
            SplittableRandom random = new SplittableRandom(4);
            for (int trial = 0; trial < TRIALS; trial++) {
                int leadingDimension = 1 + random.nextInt(12);
                int shift = random.nextInt(4);
                Matrix inArray = viewOfRows(leadingDimension, random, new float[STORAGE]);
                Matrix otherInArray = viewOfRows(leadingDimension, random, new float[STORAGE]);
                Matrix x = onto(segment, 0, inArray);
                Matrix y = onto(segment.asSlice(shift), 0, otherInArray);
                if (shift == 0) {
                    boolean shared = elements(inArray).intersects(elements(otherInArray));
                    assertThat(Overlap.between(x, y)).as("%s and %s", x, y).isEqualTo(shared);
                } else if (bytes(inArray, 0).intersects(bytes(otherInArray, shift))) {
                    assertThat(Overlap.between(x, y)).as("%s and %s at byte %d", x, y, shift).isTrue();
                }
            }
        }
    }

    @Test
    void storageOfDifferentKindsOrOriginIsApart() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix[] views = {Matrix.of(new float[6], 2, 3), Matrix.of(new float[6], 2, 3),
                Matrix.of(MemorySegment.ofArray(new byte[24]), 2, 3),
                Matrix.of(MemorySegment.ofArray(new float[6]).asReadOnly(), 2, 3),
                Matrix.of(arena.allocate(24), 2, 3), Matrix.of(arena.allocate(24), 2, 3)};
            for (Matrix x : views) {
                for (Matrix y : views) {
                    assertThat(Overlap.between(x, y)).as("%s and %s", x, y).isEqualTo(x == y);
                }
            }
        }
    }

    @Test
    void segmentsOverOneArrayOverlapItWhateverTheirKind() {
        float[] array = new float[8];
        MemorySegment segment = MemorySegment.ofArray(array);
        Matrix whole = Matrix.of(array, 2, 4);
        Matrix misaligned = Matrix.of(segment.asSlice(2, 4), 1, 1);
        assertThat(Overlap.between(whole, Matrix.of(segment, 2, 4))).isTrue();
        assertThat(Overlap.between(whole, Matrix.of(segment.asReadOnly(), 2, 4))).isTrue();
        assertThat(Overlap.between(whole, misaligned)).isTrue();
        assertThat(Overlap.between(misaligned, Matrix.of(array, 0, 1, 1, 1, 1))).isTrue();
        assertThat(Overlap.between(misaligned, Matrix.of(array, 1, 1, 1, 1, 1))).isTrue();
        assertThat(Overlap.between(misaligned, Matrix.of(array, 2, 1, 1, 1, 1))).isFalse();
    }

    @Test
    void aViewThatHoldsAnElementTwiceIsFoundExactly() {
        float[] array = new float[STORAGE];
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < TRIALS; trial++) {
            Matrix x = anyView(array, random);
            boolean twice = elements(x).cardinality() < x.rows() * x.cols();
            assertThat(Overlap.within(x)).as("%s", x).isEqualTo(twice);
        }
    }

    @Test
    void batchesShareAnElementJustWhereTwoOfTheirMatricesDo() {
        float[] array = new float[STORAGE];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(STORAGE * Float.BYTES + 3);
            SplittableRandom random = new SplittableRandom(6);
            int[] answers = new int[2];
            for (int trial = 0; trial < TRIALS / 5; trial++) {
                boolean isGrid = random.nextBoolean();
                int pitch = 1 + random.nextInt(12);
                Matrix x = isGrid ? viewOfRows(pitch, random, array) : anyView(array, random);
                Matrix y = isGrid ? viewOfRows(pitch, random, array) : anyView(array, random);
                boolean isOfColumns = random.nextBoolean();
                MatrixBatch xs = anyBatch(isOfColumns ? x.transposed() : x, random);
                MatrixBatch ys = anyBatch(isOfColumns ? y.transposed() : y, random);
                if (random.nextInt(4) == 0) {
                    int shift = random.nextInt(4);
                    xs = MatrixBatch.of(onto(segment, 0, xs.first()), xs.count(), xs.stride());
                    ys = MatrixBatch.of(onto(segment.asSlice(shift), 0, ys.first()), ys.count(), ys.stride());
                }
                boolean shared = twoOverlap(xs, ys);
                answers[shared ? 1 : 0]++;
                assertThat(Views.overlap(xs, ys)).as("%s and %s", xs, ys).isEqualTo(shared);
                assertThat(Views.overlap(ys, xs)).as("%s and %s", ys, xs).isEqualTo(shared);
            }
            assertThat(answers[0]).isGreaterThan(TRIALS / 50);
            assertThat(answers[1]).isGreaterThan(TRIALS / 50);
        }
    }

    private static boolean twoOverlap(MatrixBatch xs, MatrixBatch ys) {
        for (int i = 0; i < xs.count(); i++) {
            for (int j = 0; j < ys.count(); j++) {
                if (Overlap.between(xs.get(i), ys.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static MatrixBatch anyBatch(Matrix first, SplittableRandom random) {
        while (true) {
            int count = random.nextInt(5);
            int stride = random.nextInt(-9, 10);
            try {
                return MatrixBatch.of(first, count, stride);
            } catch (IllegalArgumentException outside) {
                // Another one.
            }
        }
    }

    private static Matrix anyView(float[] array, SplittableRandom random) {
        while (true) {
            int rows = random.nextInt(5);
            int cols = random.nextInt(5);
            int rowStride = random.nextInt(-7, 8);
            int colStride = random.nextInt(-7, 8);
            int offset = random.nextInt(array.length);
            long first = offset + reach(rows, Math.min(0, rowStride)) + reach(cols, Math.min(0, colStride));
            long last = offset + reach(rows, Math.max(0, rowStride)) + reach(cols, Math.max(0, colStride));
            if (first >= 0 && last < array.length) {
                return Matrix.of(array, offset, rows, cols, rowStride, colStride);
            }
        }
    }

    private static Matrix viewOfRows(int leadingDimension, SplittableRandom random, float[] array) {
        while (true) {
            int rows = random.nextInt(7);
            int cols = random.nextInt(leadingDimension + 1);
            int offset = random.nextInt(array.length);
            if (offset + reach(rows, leadingDimension) + reach(cols, 1) < array.length) {
                return Matrix.of(array, offset, rows, cols, leadingDimension, 1);
            }
        }
    }

    private static long reach(int count, int stride) {
        return Math.max(0, count - 1) * (long) stride;
    }

    private static Matrix onto(MemorySegment segment, long shift, Matrix x) {
        return Matrix.of(segment, shift + x.offset(), x.rows(), x.cols(), x.rowStride(), x.colStride());
    }

    private static BitSet elements(Matrix x) {
        BitSet elements = new BitSet();
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) {
                elements.set((int) (x.offset() + i * x.rowStride() + j * x.colStride()));
            }
        }
        return elements;
    }

    private static BitSet bytes(Matrix x, int shift) {
        BitSet bytes = new BitSet();
        elements(x).stream().forEach(element -> bytes.set(shift + 4 * element, shift + 4 * element + 4));
        return bytes;
    }
}
