package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;

/**
 * Where rows of lanes should begin so that their vectors lie on lines of the cache. The values of a large Java array
 * begin 16 bytes behind a line: every vector of 64 bytes crosses one, and inference of 32 × 14 × 14 × 256 values takes
 * 1.3 times as long as from an array that begins with a line. Rows that begin 12 values later do not cross any. That is
 * a guess, which touches no result: of an array that begins elsewhere nothing is gained.
 */
public final class LineAlignment {
    private static final int VALUES_OF_LINE = 16;
    private static final int VALUES_BEFORE_FIRST = 4;

    /** So many that input and output leave the second-level cache: within it, pieces of rows cost what lines gain. */
    private static final long VALUES_WORTH_ALIGNING = 3 << 17;

    /** A walk takes so few wider rows at a time that pieces cost more than lines gain: 8 % of 1024 × 4096 values. */
    private static final int WIDEST_ROW = 1024;

    private LineAlignment() {}

    /**
     * Values of the first row in front of the output's first line; 0 if that does not matter, or rows are not one
     * behind the other.
     */
    public static int lead(ChannelGroup group, FeatureView output, FeatureView... inputs) {
        boolean large = group.length() * group.channels() >= VALUES_WORTH_ALIGNING;
        boolean regular = group.columns() <= WIDEST_ROW && group.columns() % VALUES_OF_LINE == 0;
        if (!large || !regular || output.run.array() == null || output.runs > 1 || !isSeamless(output, group)) {
            return 0;
        }
        for (FeatureView input : inputs) {
            if (input != null && !isSeamless(input, group)) {
                return 0;
            }
        }
        return Math.floorMod(-VALUES_BEFORE_FIRST - output.run.offset(), VALUES_OF_LINE);
    }

    /** Whether what follows a row is the next one, in place or in a buffer. */
    private static boolean isSeamless(FeatureView features, ChannelGroup group) {
        Matrix run = features.run;
        return run.array() == null || run.colStride() != 1 || run.rowStride() == group.channels();
    }
}
