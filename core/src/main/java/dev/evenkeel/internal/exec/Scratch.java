package dev.evenkeel.internal.exec;

import java.util.Arrays;

/**
 * Reusable buffers of one thread, grown to the largest size seen and never shrunk. They hold whatever their last use
 * left in them.
 */
public final class Scratch {
    /** Objects that capabilities keep here, one of a class each. */
    private Object[] kept = {};

    private float[] result = {};
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

    /** For elements on their way to storage that kernels cannot write. */
    public float[] result(int length) {
        return result.length >= length ? result : (result = new float[length]);
    }

    /** For random words. */
    public long[] words(int length) {
        return words.length >= length ? words : (words = new long[length]);
    }

    /** For samples on their way to storage that kernels cannot write. */
    public double[] doubles(int length) {
        return doubles.length >= length ? doubles : (doubles = new double[length]);
    }
}
