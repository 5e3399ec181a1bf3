package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.random.Count;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns, written {@code 128x1000}; a single row is a number of elements such as {@code 16M}.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record Extent(int rows, int columns) {
    /** Of a Java array. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,6})x([1-9]\\d{0,6})");

    /** Rejects what is empty or no Java array can hold. */
    public Extent {
        if (rows < 1 || columns < 1 || (long) rows * columns > MOST) {
            throw new IllegalArgumentException(
                    "shape " + rows + "x" + columns + ": expected 1 to " + MOST + " elements");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no shape
     */
    public static Extent parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches())
            return new Extent(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        long elements = Count.parse(text).elements();
        if (elements > MOST) throw new IllegalArgumentException(
                "shape '" + text + "': expected at most " + MOST + " elements");
        return new Extent(1, (int) elements);
    }

    /** rows·columns. */
    public int elements() { return rows * columns; }

    @Override
    public String toString() { return rows == 1 ? new Count(columns).toString() : rows + "x" + columns; }
}
