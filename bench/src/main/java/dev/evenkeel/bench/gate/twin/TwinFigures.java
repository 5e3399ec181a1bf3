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
