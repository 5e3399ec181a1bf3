package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;

/**
 * Where rows of lanes should begin so that vectors do not cross cache lines. Assumes that a large array's header begins
 * with a line, and how long it is; a wrong guess costs time, never a result (decision 9).
 */
final class LineAlignment {
    private static final int VALUES_OF_LINE = 16;

    /** An array's header in floats: since JDK 27 headers are compact unless a flag says otherwise (decision 9). */
    private static final int VALUES_BEFORE_FIRST = Runtime.version().feature() < 27 ? 4 : 3;

    /**
     * Enough values that input and output leave L2; of fewer, pieces of rows cost what alignment gains (decision 9).
     */
    private static final long VALUES_WORTH_ALIGNING = 3 << 17;

    /** Widest row that is aligned: of wider ones a step holds too few to pay for the pieces (decision 9). */
    private static final int WIDEST_ROW = 1024;

    private LineAlignment() {}

    /**
     * Elements before the output's first cache-line boundary; 0 if alignment does not pay or rows are not contiguous.
     */
    static int prologue(ChannelGroup group, FeatureCursor cursor) {
        boolean large = group.length() * group.channels() >= VALUES_WORTH_ALIGNING;
        boolean regular = group.columns() <= WIDEST_ROW && group.columns() % VALUES_OF_LINE == 0;
        FeatureView output = cursor.output.view;
        if (!large || !regular || output.run.array() == null || output.runs > 1) {
            return 0;
        }
        for (FeatureCursor.Operand operand : cursor.operands) {
            if (operand.isBound() && !isSeamless(operand.view, group)) {
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
