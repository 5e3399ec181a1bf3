package dev.evenkeel.internal.memory;

/**
 * Whether a view of three dimensions holds an element twice: whether {@code i·s + j·t + k·u} is 0 for an (i, j, k)
 * other than (0, 0, 0) whose members are, without their signs, below the lengths. Exact.
 */
public final class Repetition {
    private static final int DIMENSIONS = 3;

    /** Lengths of the dimensions; i, j and k take as many negative as positive values. */
    private final int[] lengths;

    /** Strides of the dimensions without signs. */
    private final long[] steps = new long[DIMENSIONS];

    private Repetition(int[] lengths, long[] strides) {
        this.lengths = lengths;
        for (int d = 0; d < DIMENSIONS; d++) {
            steps[d] = lengths[d] == 1 ? 1 : Math.abs(strides[d]);
        }
    }

    /**
     * Whether a view with these lengths, each at least 1, and strides holds an element twice; it lies in its storage.
     */
    public static boolean in(int[] lengths, long[] strides) {
        return new Repetition(lengths.clone(), strides).exists();
    }

    private boolean exists() {
        sort(true);
        if (steps[0] == 0) {
            return true;
        }
        long first = (lengths[0] - 1) * steps[0];
        long second = first + (lengths[1] - 1) * steps[1];
        if (first < steps[1] && second < steps[2]) {
            return false;
        }
        long places = second + (lengths[2] - 1) * steps[2] + 1;
        return (long) lengths[0] * lengths[1] > places / lengths[2] || isFound();
    }

    /**
     * Tries all i and j of the two shorter dimensions: fewer than 2·n^⅔ for n elements, of which there are at most as
     * many as places.
     */
    private boolean isFound() {
        sort(false);
        long reach = (lengths[2] - 1) * steps[2];
        for (long i = 0; i < lengths[0]; i++) {
            for (long j = i == 0 ? 1 : 1 - lengths[1]; j < lengths[1]; j++) {
                long distance = Math.abs(i * steps[0] + j * steps[1]);
                if (distance <= reach && distance % steps[2] == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Sorts the dimensions by ascending steps or lengths. */
    private void sort(boolean bySteps) {
        sort(0, 1, bySteps);
        sort(1, 2, bySteps);
        sort(0, 1, bySteps);
    }

    private void sort(int d, int e, boolean bySteps) {
        if (bySteps ? steps[d] > steps[e] : lengths[d] > lengths[e]) {
            int length = lengths[d];
            lengths[d] = lengths[e];
            lengths[e] = length;
            long step = steps[d];
            steps[d] = steps[e];
            steps[e] = step;
        }
    }
}
