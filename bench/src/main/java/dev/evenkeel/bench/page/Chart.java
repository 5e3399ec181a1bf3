package dev.evenkeel.bench.page;

import java.util.List;

/**
 * A picture as the page's script draws it.
 *
 * @param kind what the axes are
 * @param x horizontal axis
 * @param y vertical axis, of a chart without rows
 * @param series from back to front
 * @param rows from top to bottom, of a chart with rows: a point's y is then the number of its row
 * @param reference where a line stands across the values, or null
 * @param frames of a chart with a slider, one for each place of it; else empty
 * @param grid of a map, else null
 */
public record Chart(Kind kind, Axis x, Axis y, List<Series> series, List<Row> rows, Double reference,
        List<Frame> frames, Grid grid) {
    /** What the axes are. */
    public enum Kind {
        /** Two axes of numbers. */
        PLANE,
        /** Names on the left, numbers below. */
        ROWS,
        /** Two axes of numbers, and a colour for a third. */
        MAP
    }

    /** How numbers lie on an axis. */
    public enum Scale {
        LINEAR, LOG2, LOG10, NAMES
    }

    /** How a series is drawn. */
    public enum Role {
        /** Points joined by a line, with the name at its end. */
        LINE,
        /** A line without points, with the name at its end. */
        CURVE,
        /** The same, between the ends of its points' intervals a band. */
        BAND,
        /** A dashed line of what cannot be passed. */
        LIMIT,
        /** Points. */
        DOTS,
        /** Small points behind the others. */
        FAINT,
        /** Strokes across a row. */
        BARRIER
    }

    /**
     * An axis.
     *
     * @param name with the unit
     * @param low least value shown, or null
     * @param high greatest value shown, or null
     * @param names for {@link Scale#NAMES}
     */
    public record Axis(String name, Scale scale, Double low, Double high, List<String> names) {
        /** From the least to the greatest value that is drawn. */
        public Axis(String name, Scale scale) {
            this(name, scale, null, null, List.of());
        }
    }

    /**
     * What belongs together.
     *
     * @param status of a verdict, or null: then the style decides about the colour
     */
    public record Series(String name, Style style, Role role, List<Point> points, String status) {
        /** Without a verdict. */
        public Series(String name, Style style, Role role, List<Point> points) {
            this(name, style, role, points, null);
        }
    }

    /**
     * One figure.
     *
     * @param low end of its interval, or null
     * @param high end of its interval, or null
     * @param label beside the point, or null
     * @param tip when somebody points at it, or null
     */
    public record Point(Double x, Double y, Double low, Double high, String label, String tip) {
        /** Without an interval. */
        public Point(double x, double y, String label, String tip) {
            this(x, y, null, null, label, tip);
        }
    }

    /**
     * A row.
     *
     * @param label on the left
     * @param value on the right, or empty
     * @param status of a verdict, or null
     */
    public record Row(String label, String value, String status) {}

    /**
     * What is drawn at one place of the slider, in front of the series that stay.
     *
     * @param label beside the slider
     */
    public record Frame(String label, List<Series> series) {}

    /**
     * Values of a map.
     *
     * @param columns that a row has, from left to right over the whole of x
     * @param values row after row, from the lowest up
     */
    public record Grid(int columns, List<Double> values) {}

    /** Two axes of numbers. */
    public static Chart plane(Axis x, Axis y, List<Series> series) {
        return new Chart(Kind.PLANE, x, y, series, List.of(), null, List.of(), null);
    }

    /** Names on the left, numbers below. */
    public static Chart rows(Axis x, List<Row> rows, List<Series> series, Double reference) {
        return new Chart(Kind.ROWS, x, null, series, rows, reference, List.of(), null);
    }

    /** A map of colours: light where the value is least, strong where it is greatest. */
    public static Chart map(Axis x, Axis y, Grid grid) {
        return new Chart(Kind.MAP, x, y, List.of(), List.of(), null, List.of(), grid);
    }

    /** The same with a slider, which stands at the middle frame until somebody moves it. */
    public Chart withFrames(List<Frame> shown) {
        return new Chart(kind, x, y, series, rows, reference, shown, grid);
    }
}
