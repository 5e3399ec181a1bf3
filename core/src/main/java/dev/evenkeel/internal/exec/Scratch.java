package dev.evenkeel.internal.exec;

import java.util.Arrays;

/**
 * Reusable buffers of one thread, grown to the largest size seen and never shrunk. They hold whatever their last use
 * left in them.
 */
public final class Scratch {
    /** Objects that capabilities keep here, one of a class each. */
    private Object[] kept = {};

    private float[] left = {};
    private float[] right = {};
    private float[] staging = {};
    private float[] result = {};
    private float[] edge = {};
    private long[] words = {};
    private double[] doubles = {};

    /** The object that one capability keeps here, or null before it keeps one. */
    public <T> T kept(Class<T> type) {
        for (Object one : kept) {
            if (one.getClass() == type) {
                return type.cast(one);
            }
        }
        return null;
    }

    /** Keeps an object from now on. */
    public <T> T keep(T one) {
        Object[] more = Arrays.copyOf(kept, kept.length + 1);
        more[kept.length] = one;
        kept = more;
        return one;
    }

    /** For rows of A. */
    public float[] left(int length) {
        return left = atLeast(left, length);
    }

    /** For panels of B. */
    public float[] right(int length) {
        return right = atLeast(right, length);
    }

    /** For a panel on its way from a segment, before it is transposed. */
    public float[] staging(int length) {
        return staging = atLeast(staging, length);
    }

    /** For a block of C that kernels cannot write in place. */
    public float[] result(int length) {
        return result = atLeast(result, length);
    }

    /** For a panel that is wider than the rest of C, and for the sums of one row. */
    public float[] edge(int length) {
        return edge = atLeast(edge, length);
    }

    /** For random words. */
    public long[] words(int length) {
        return words.length >= length ? words : (words = new long[length]);
    }

    /** For samples on their way to storage that kernels cannot write. */
    public double[] doubles(int length) {
        return doubles.length >= length ? doubles : (doubles = new double[length]);
    }

    private static float[] atLeast(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }
}
