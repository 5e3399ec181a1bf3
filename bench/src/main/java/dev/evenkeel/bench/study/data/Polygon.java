package dev.evenkeel.bench.study.data;

import java.util.Arrays;

/**
 * The affine image of a regular polygon of radius ½, hence convex, on an image of {@link #SIZE} × {@link #SIZE} pixels.
 * Pixel (x, y) is the square from (x, y) to (x + 1, y + 1). All sines are the JDK's strict ones, so that every machine
 * sees the same shape.
 */
final class Polygon {
    /** Rows and columns of the image; a row is an int with a bit for each pixel. */
    static final int SIZE = 32;

    /** Angles are multiples of this part of a turn. */
    static final int ANGLES = 255;

    /** Lines on which anti-aliasing looks at each row of pixels. */
    private static final int LINES = 4;

    private static final double[] COSINES = cosines(ANGLES);
    private static final double[] SINES = sines(ANGLES);

    private final double[] cosines;
    private final double[] sines;
    private final double[] xs;
    private final double[] ys;
    private final int[] mask = new int[SIZE];
    private final double[] left = new double[SIZE * LINES];
    private final double[] right = new double[SIZE * LINES];

    Polygon(int vertices) {
        cosines = cosines(vertices);
        sines = sines(vertices);
        xs = new double[vertices];
        ys = new double[vertices];
    }

    private static double[] cosines(int parts) {
        double[] values = new double[parts];
        Arrays.setAll(values, i -> StrictMath.cos(2 * Math.PI * i / parts));
        return values;
    }

    private static double[] sines(int parts) {
        double[] values = new double[parts];
        Arrays.setAll(values, i -> StrictMath.sin(2 * Math.PI * i / parts));
        return values;
    }

    /**
     * Stretches the regular polygon along one axis and another across it, and turns it.
     *
     * @param along factor along the axis, in pixels
     * @param across factor across it
     * @param axis its angle, from 0 to {@link #ANGLES}
     * @param turn angle of the turn that follows
     */
    void shape(double along, double across, int axis, int turn) {
        double c = COSINES[axis];
        double s = SINES[axis];
        double symmetric = along * c * c + across * s * s;
        double mixed = (along - across) * c * s;
        double other = along * s * s + across * c * c;
        for (int i = 0; i < xs.length; i++) {
            double x = 0.5 * (symmetric * cosines[i] + mixed * sines[i]);
            double y = 0.5 * (mixed * cosines[i] + other * sines[i]);
            xs[i] = COSINES[turn] * x - SINES[turn] * y;
            ys[i] = SINES[turn] * x + COSINES[turn] * y;
        }
    }

    /**
     * Moves it to a place of the image, and fills its mask.
     *
     * @param right where between the margins it lies, from 0 at the left one to 1 at the right one
     * @param down likewise, from above
     * @param margin pixels at each edge of the image that it must not touch
     */
    void place(double right, double down, int margin) {
        move(xs, right, margin);
        move(ys, down, margin);
        fillMask();
    }

    private static void move(double[] values, double where, int margin) {
        double least = values[0];
        double most = values[0];
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double room = SIZE - 2 * margin - (most - least);
        for (int i = 0; i < values.length; i++) values[i] += margin - least + where * room;
    }

    /** Of each row, the pixels whose centre it covers; pixel 0 is the lowest bit. */
    int[] mask() { return mask; }

    /** Abscissas of the corners, in order. */
    double[] xs() { return xs; }

    /** Their ordinates, downwards. */
    double[] ys() { return ys; }

    /** How many pixels it covers. */
    int area() {
        int area = 0;
        for (int row : mask) area += Integer.bitCount(row);
        return area;
    }

    /** How many pixels of another it covers. */
    int overlap(Polygon other) {
        int overlap = 0;
        for (int row = 0; row < SIZE; row++) overlap += Integer.bitCount(mask[row] & other.mask[row]);
        return overlap;
    }

    private void fillMask() {
        intersect(1);
        for (int row = 0; row < SIZE; row++) {
            int from = (int) Math.ceil(left[row] - 0.5);
            int to = (int) Math.ceil(right[row] - 0.5);
            mask[row] = from < to ? (int) ((1L << to) - (1L << from)) : 0;
        }
    }

    /** From where to where lines across the image lie in the polygon; lines that do not have no length. */
    private void intersect(int linesOfARow) {
        int lines = SIZE * linesOfARow;
        Arrays.fill(left, 0, lines, Double.POSITIVE_INFINITY);
        Arrays.fill(right, 0, lines, Double.NEGATIVE_INFINITY);
        for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
            int upper = ys[i] < ys[j] ? i : j;
            int lower = upper == i ? j : i;
            int from = (int) Math.ceil(ys[upper] * linesOfARow - 0.5);
            int to = (int) Math.ceil(ys[lower] * linesOfARow - 0.5);
            double slope = (xs[lower] - xs[upper]) / (ys[lower] - ys[upper]);
            for (int line = from; line < to; line++) {
                double x = xs[upper] + slope * ((line + 0.5) / linesOfARow - ys[upper]);
                left[line] = Math.min(left[line], x);
                right[line] = Math.max(right[line], x);
            }
        }
        for (int line = 0; line < lines; line++) {
            if (left[line] > right[line]) left[line] = right[line] = 0;
        }
    }

    /** Gives the pixels of the mask this grey: those of a row lie side by side. */
    void paint(float grey, float[] image, int offset) {
        for (int row = 0; row < SIZE; row++) {
            int first = offset + row * SIZE;
            if (mask[row] != 0) Arrays.fill(image, first + Integer.numberOfTrailingZeros(mask[row]),
                    first + SIZE - Integer.numberOfLeadingZeros(mask[row]), grey);
        }
    }

    /** Blends this grey into pixels by the share of each that the polygon covers, on four lines of each row. */
    void paintSmoothly(float grey, float[] image, int offset) {
        intersect(LINES);
        for (int row = 0; row < SIZE; row++) {
            int lines = row * LINES;
            double least = SIZE;
            double most = 0;
            for (int line = lines; line < lines + LINES; line++) {
                if (left[line] < right[line]) {
                    least = Math.min(least, left[line]);
                    most = Math.max(most, right[line]);
                }
            }
            for (int x = (int) least; x < most; x++) {
                double covered = 0;
                for (int line = lines; line < lines + LINES; line++)
                    covered += Math.max(0, Math.min(right[line], x + 1) - Math.max(left[line], x));
                int pixel = offset + row * SIZE + x;
                if (covered > 0) image[pixel] += (float) (covered / LINES * (grey - image[pixel]));
            }
        }
    }
}
