package dev.evenkeel.bench.batchnorm;

/**
 * One pass over features of a shape.
 *
 * @param shape N × C × S
 * @param storage of every array; NC if and only if S = 1
 * @param pass what is done
 * @param threads how many threads may compute, the calling one included; at least 1
 */
public record Normalization(FeatureShape shape, Storage storage, Pass pass, int threads) {
    /** ε of every pass. */
    public static final double EPSILON = 1e-5;

    /** Rejects a pass that nobody can make. */
    public Normalization {
        if (threads < 1) throw new IllegalArgumentException("threads = " + threads + ": expected at least 1");
        if (!Storage.of(shape).contains(storage)) throw new IllegalArgumentException(
                "shape " + shape + " in layout " + storage + ": expected one of " + Storage.of(shape));
    }

    /** Bytes that must move when every value is touched once. */
    public long leastBytes() {
        return (long) pass.arrays() * shape.values() * Float.BYTES;
    }

    @Override
    public String toString() {
        return shape + " " + storage + " " + pass + ", " + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
