package dev.evenkeel.batchnorm;

/** Arrays of statistics or sums that hold one value per channel each. */
final class ChannelArrays {
    private ChannelArrays() {}

    /** A new one. */
    static double[] zeros(int channels) {
        if (channels < 0) {
            throw new IllegalArgumentException("channels must be at least 0, was " + channels);
        }
        return new double[channels];
    }

    /** Refuses one array in two roles: what is written in one would be read in the other. */
    static void requireTwo(String name, double[] array, String otherName, double[] other) {
        if (isSame(array, other)) {
            throw new IllegalArgumentException(name + " and " + otherName + " are the same array");
        }
    }

    /** Whether one of the first two is one of the last two. */
    static boolean meet(double[] a, double[] b, double[] c, double[] d) {
        return isSame(a, c) || isSame(a, d) || isSame(b, c) || isSame(b, d);
    }

    /** Without channels nothing is shared. */
    private static boolean isSame(double[] array, double[] other) {
        return array == other && array.length > 0;
    }
}
