package dev.evenkeel.bench.batchnorm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * N × C × S, written {@code 256x1000} for S = 1 and {@code 32x64x3136} otherwise.
 *
 * @param samples N
 * @param channels C
 * @param positions S
 */
public record FeatureShape(int samples, int channels, int positions) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,6})x([1-9]\\d{0,6})(?:x([1-9]\\d{0,6}))?");

    /** Rejects what is empty or no Java array can hold. */
    public FeatureShape {
        if (samples < 1 || channels < 1 || positions < 1
                || (double) samples * channels * positions > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "shape " + samples + "x" + channels + "x" + positions + ": expected 1 to 2^31 values");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no shape
     */
    public static FeatureShape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(
                "shape '" + text + "': expected NxC such as 256x1000, or NxCxS such as 32x64x3136");
        int positions = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
        return new FeatureShape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), positions);
    }

    /** N·C·S. */
    public int values() { return samples * channels * positions; }

    /** Values per channel. */
    public int count() { return samples * positions; }

    @Override
    public String toString() { return samples + "x" + channels + (positions == 1 ? "" : "x" + positions); }
}
