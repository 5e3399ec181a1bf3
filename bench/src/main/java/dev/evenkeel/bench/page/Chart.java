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
 */
record Chart(Kind kind, Axis x, Axis y, List<Series> series, List<Row> rows, Double reference) {
    /** What the axes are. */
    enum Kind {
        /** Two axes of numbers. */
        PLANE,
        /** Names on the left, numbers below. */
        ROWS
    }

    /** How numbers lie on an axis. */
    enum Scale {
        LINEAR, LOG2, LOG10, NAMES
    }

    /** How a series is drawn. */
    enum Role {
        /** Points joined by a line, with the name at its end. */
        LINE,
        /** A line without points, with the name at its end. */
        CURVE,
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
    record Axis(String name, Scale scale, Double low, Double high, List<String> names) {
        Axis(String name, Scale scale) {
            this(name, scale, null, null, List.of());
        }
    }

    /**
     * What belongs together.
     *
     * @param status of a verdict, or null: then the style decides about the colour
     */
    record Series(String name, Style style, Role role, List<Point> points, String status) {
        Series(String name, Style style, Role role, List<Point> points) {
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
    record Point(Double x, Double y, Double low, Double high, String label, String tip) {
        Point(double x, double y, String label, String tip) {
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
    record Row(String label, String value, String status) {}

    static Chart plane(Axis x, Axis y, List<Series> series) {
        return new Chart(Kind.PLANE, x, y, series, List.of(), null);
    }

    static Chart rows(Axis x, List<Row> rows, List<Series> series, Double reference) {
        return new Chart(Kind.ROWS, x, null, series, rows, reference);
    }
}
