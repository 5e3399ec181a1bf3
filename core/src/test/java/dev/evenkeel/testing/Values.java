package dev.evenkeel.testing;

import dev.evenkeel.Matrix;
import java.util.SplittableRandom;

/** Test values from a seed. */
public final class Values {
    /** What kind of numbers. */
    public enum Kind {
        ORDINARY,
        ZEROS_OF_BOTH_SIGNS,
        SUBNORMAL,
        HUGE,
        A_FEW_NOT_FINITE
    }

    private static final float[] NOT_FINITE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    private final Kind kind;
    private final SplittableRandom random;

    public Values(Kind kind, long seed) {
        this.kind = kind;
        this.random = new SplittableRandom(seed);
    }

    public static Values ordinary(long seed) {
        return new Values(Kind.ORDINARY, seed);
    }

    public float next() {
        float ordinary = random.nextFloat() * 2f - 1f;
        return switch (kind) {
            case ORDINARY -> ordinary;
            case ZEROS_OF_BOTH_SIGNS -> Math.abs(ordinary) < 0.5f ? ordinary * 0f : ordinary;
            case SUBNORMAL -> ordinary * (Math.abs(ordinary) < 0.5f ? 0x1p-70f : 0x1p-130f);
            case HUGE -> ordinary * 0x1p70f;
            case A_FEW_NOT_FINITE -> random.nextInt(500) == 0 ? NOT_FINITE[random.nextInt(3)] : ordinary;
        };
    }

    public float[] array(int length) {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = next();
        }
        return array;
    }

    public double[] doubles(int length) {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
            array[i] = next();
        }
        return array;
    }

    /** Dense, in an array of its own. */
    public Matrix matrix(int rows, int cols) {
        return Matrix.of(array(rows * cols), rows, cols);
    }
}
