package dev.evenkeel.bench.step;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Widths of a multilayer perceptron from its inputs to its classes, written {@code 1024-1000x5-9}: five hidden layers
 * of 1000.
 *
 * @param widths at least two, the last at least 2
 */
public record Network(List<Integer> widths) {
    private static final Pattern TEXT = Pattern.compile("[1-9]\\d{0,5}(x[1-9]\\d?)?(-[1-9]\\d{0,5}(x[1-9]\\d?)?)+");
    private static final Pattern WIDTH = Pattern.compile("(\\d+)(?:x(\\d+))?");

    /** Copies its argument. */
    public Network {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.getLast() < 2) throw new IllegalArgumentException(
                "widths = " + widths + ": expected inputs, hidden layers and at least 2 classes");
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is no network
     */
    public static Network parse(String text) {
        if (!TEXT.matcher(text).matches()) throw new IllegalArgumentException(
                "network '" + text + "': expected widths such as 784-4096x2-10");
        List<Integer> widths = new ArrayList<>();
        Matcher matcher = WIDTH.matcher(text);
        while (matcher.find()) {
            int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            for (int i = 0; i < times; i++) widths.add(Integer.parseInt(matcher.group(1)));
        }
        return new Network(widths);
    }

    /** How many weight matrices it has. */
    public int layers() { return widths.size() - 1; }

    /** Rows of a layer's weights. */
    public int inputs(int layer) { return widths.get(layer); }

    /** Columns of a layer's weights. */
    public int outputs(int layer) { return widths.get(layer + 1); }

    /** How many outputs the last layer has. */
    public int classes() { return widths.getLast(); }

    /** Whether a layer's outputs are the logits. */
    public boolean isLast(int layer) { return layer == layers() - 1; }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        int i = 0;
        while (i < widths.size()) {
            int end = i;
            while (end < widths.size() && widths.get(end).equals(widths.get(i))) end++;
            parts.add(widths.get(i) + (end - i > 1 ? "x" + (end - i) : ""));
            i = end;
        }
        return parts.stream().collect(Collectors.joining("-"));
    }
}
