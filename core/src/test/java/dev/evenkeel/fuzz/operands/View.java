package dev.evenkeel.fuzz.operands;

import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import java.util.BitSet;

/** Matrices of one shape in a guarded storage. */
public record View(String name, GuardedStorage storage, long offset, Strides strides) {
    /** With a storage of its own, at times a part of a larger matrix. */
    public static View alone(String name, Draws draws, Strides strides, boolean confinable) {
        int before = draws.oneIn(4) ? draws.below(20) : 0;
        int after = draws.oneIn(4) ? draws.below(20) : 0;
        GuardedStorage storage = GuardedStorage.of(draws, before + strides.reach() + after, confinable);
        View view = new View(name, storage, before - strides.least(), strides);
        draws.note(name, view);
        return view;
    }

    /** Another view of the same places. */
    public View transposed(String name) {
        return new View(name, storage, offset, strides.transposed());
    }

    public void fill(Values values) {
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    storage.set(offset + strides.place(b, i, j), values.next());
                }
            }
        }
    }

    public float get(int index, int row, int col) {
        return storage.get(offset + strides.place(index, row, col));
    }

    public void expect(int index, int row, int col, float value) {
        storage.expect(offset + strides.place(index, row, col), value);
    }

    public void expectAnything() {
        places().stream().forEach(storage::expectAnything);
    }

    private BitSet places() {
        BitSet places = new BitSet();
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    places.set(Math.toIntExact(offset + strides.place(b, i, j)));
                }
            }
        }
        return places;
    }

    public boolean shares(View other) {
        return storage == other.storage && places().intersects(other.places());
    }

    /** Whether the stretches of storage from first to last element are disjoint. */
    public boolean isApartFrom(View other) {
        return storage != other.storage || strides.isEmpty() || other.strides.isEmpty()
                || offset + strides.greatest() < other.offset + other.strides.least()
                || other.offset + other.strides.greatest() < offset + strides.least();
    }

    /** Made directly, or as the transpose or part of something. */
    public Matrix matrix(Draws draws) {
        int rows = strides.rows();
        int cols = strides.cols();
        return switch (draws.below(3)) {
            case 0 -> storage.matrix(start(), cols, rows, strides.colStride(), strides.rowStride()).transposed();
            case 1 -> storage.matrix(start(), rows, cols, strides.rowStride(), strides.colStride())
                    .slice(0, 0, rows, cols);
            default -> storage.matrix(start(), rows, cols, strides.rowStride(), strides.colStride());
        };
    }

    private long start() {
        return strides.reach() == 0 ? 0 : offset;
    }

    public MatrixBatch batch(Draws draws) {
        return MatrixBatch.of(matrix(draws), strides.count(), strides.stride());
    }

    /** Row by row, matrix by matrix. */
    public float[] dense() {
        float[] dense = new float[strides.count() * strides.rows() * strides.cols()];
        int at = 0;
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    dense[at++] = get(b, i, j);
                }
            }
        }
        return dense;
    }

    /** As {@link #dense} orders them. */
    public void expect(float[] dense) {
        int at = 0;
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    expect(b, i, j, dense[at++]);
                }
            }
        }
    }

    /** Unchanged, or as expected. */
    public void check() {
        storage.check(name);
    }

    @Override
    public String toString() {
        return "[" + strides.count() + " of " + strides.rows() + "x" + strides.cols() + ", strides "
                + strides.stride() + " " + strides.rowStride() + " " + strides.colStride() + ", at " + offset + " in "
                + storage + "]";
    }
}
