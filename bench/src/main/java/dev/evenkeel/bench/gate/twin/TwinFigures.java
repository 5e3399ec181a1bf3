package dev.evenkeel.bench.gate.twin;

/**
 * What one JVM says of both sides.
 *
 * @param baselineNanos of a call
 * @param ratio the candidate's time over the baseline's
 * @param baselineBytes that a call allocates; NaN if unknown
 * @param candidateBytes that a call allocates; NaN if unknown
 * @param isSteady whether both sides kept their speed
 */
public record TwinFigures(double baselineNanos, double ratio, double baselineBytes, double candidateBytes,
        boolean isSteady) {
    /** That a call allocates: more are vectors in objects, which compiled code does not have. */
    private static final int MOST_BYTES = 4096;

    /** Whether a call that allocates so many bytes may not be compiled code yet. */
    static boolean isMuch(double bytes) {
        return bytes > MOST_BYTES;
    }

    /** Whether a side may not have been compiled. */
    public boolean allocatesMuch() {
        return isMuch(baselineBytes) || isMuch(candidateBytes);
    }

    /** As {@link #parse} reads it. */
    String line() {
        return baselineNanos + " " + ratio + " " + baselineBytes + " " + candidateBytes + " " + isSteady;
    }

    static TwinFigures parse(String line) {
        String[] fields = line.split(" ");
        return new TwinFigures(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]), Double.parseDouble(fields[3]), Boolean.parseBoolean(fields[4]));
    }
}
