package dev.evenkeel.bench.random;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of elements, written {@code 1000}, {@code 64K} (65,536) or {@code 16M} (16,777,216).
 *
 * @param elements at least 1
 */
public record Count(long elements) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,9})([KM]?)");
    private static final long K = 1024;

    /** Rejects nothing to fill. */
    public Count {
        if (elements < 1) throw new IllegalArgumentException("elements = " + elements + ": expected at least 1");
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no number of elements
     */
    public static Count parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(
                "shape '" + text + "': expected a number of elements such as 1000, 64K or 16M");
        long number = Long.parseLong(matcher.group(1));
        return new Count(switch (matcher.group(2)) {
            case "K" -> number * K;
            case "M" -> number * K * K;
            default -> number;
        });
    }

    @Override
    public String toString() {
        if (elements % (K * K) == 0) return elements / (K * K) + "M";
        return elements % K == 0 ? elements / K + "K" : Long.toString(elements);
    }
}
