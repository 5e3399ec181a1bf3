package dev.evenkeel.training;

/** Ranges of hyper-parameters. */
final class Hyperparameters {
    private Hyperparameters() {}

    static void atLeastZero(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, was " + value);
        }
    }

    /** A factor that is rounded to float32: one beyond its range would be infinite there. */
    static void rate(String name, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite in float32 and at least 0, was " + value);
        }
    }

    static void belowOne(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be at least 0 and less than 1, was " + value);
        }
    }
}
