package dev.evenkeel.bench.study.data;

import dev.evenkeel.random.RandomStream;

/** One image of {@link Shapeset} after another: what is drawn for a number, and its pixels. For one thread. */
final class Scene {
    /** Of triangle, parallelogram and ellipse. */
    private static final int[] VERTICES = {3, 4, 20};

    private static final int KINDS = VERTICES.length;
    private static final int MARGIN = 1;
    private static final int MOST_TRIES = 50;

    /** Places of an image's draws in the stream; those of a placement follow each other. */
    private static final int COUNT = 0;
    private static final int FIRST_KIND = 1;
    private static final int SECOND_KIND = 2;
    private static final int BACKGROUND = 3;
    private static final int FOREGROUND = 4;
    private static final int INVERSION = 6;
    private static final int PLACEMENT = 8;
    private static final int DRAWS_OF_A_PLACEMENT = 6;

    /** Numbers of the stream that an image has. */
    static final int DRAWS = 512;

    private final RandomStream stream;
    private final boolean smooth;
    private final Polygon[] first = new Polygon[KINDS];
    private final Polygon[] second = new Polygon[KINDS];
    private final float[] greys = new float[2];
    private long base;
    private int objects;
    private int firstKind;
    private int secondKind;
    private float background;

    /** @param stream all of whose draws are uniform */
    Scene(RandomStream stream, boolean smooth) {
        this.stream = stream;
        this.smooth = smooth;
        for (int kind = 0; kind < KINDS; kind++) {
            first[kind] = new Polygon(VERTICES[kind]);
            second[kind] = new Polygon(VERTICES[kind]);
        }
    }

    /** Draws what the image with this number shows. */
    void draw(long index) {
        base = index * DRAWS;
        objects = 1 + among(2, COUNT);
        firstKind = among(KINDS, FIRST_KIND);
        secondKind = among(KINDS, SECOND_KIND);
        boolean inverted = among(2, INVERSION) == 1;
        background = inverted(inverted, 0.45f * stream.uniform(base + BACKGROUND));
        for (int i = 0; i < greys.length; i++)
            greys[i] = inverted(inverted, 0.55f + 0.45f * stream.uniform(base + FOREGROUND + i));
        place(first(), PLACEMENT);
        if (objects == 2 && !placeSecond()) objects = 1;
    }

    private static float inverted(boolean inverted, float grey) {
        return inverted ? 1 - grey : grey;
    }

    private int among(int bound, int draw) {
        return (int) (bound * stream.uniform(base + draw));
    }

    /** Anew while it hides too much of the first, but always the same kind, or the classes would be skewed. */
    private boolean placeSecond() {
        int area = first().area();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            place(second(), PLACEMENT + (tries + 1) * DRAWS_OF_A_PLACEMENT);
            if (2 * second().overlap(first()) <= area) return true;
        }
        return false;
    }

    private void place(Polygon polygon, int draw) {
        double one = scale(draw);
        double other = scale(draw + 1);
        polygon.shape(Math.max(one, other), Math.min(one, other), among(Polygon.ANGLES, draw + 2),
                among(Polygon.ANGLES, draw + 3));
        polygon.place(stream.uniform(base + draw + 4), stream.uniform(base + draw + 5), MARGIN);
    }

    /** From 0.2 to 0.8 of the image. */
    private double scale(int draw) {
        return Polygon.SIZE * (0.2 + 0.6 * stream.uniform(base + draw));
    }

    /** Writes the grey of every pixel, from 0 to 1, row by row. */
    void paint(float[] image, int offset) {
        for (int i = 0; i < Polygon.SIZE * Polygon.SIZE; i++) image[offset + i] = background;
        paint(first(), greys[0], image, offset);
        if (objects == 2) paint(second(), greys[1], image, offset);
    }

    private void paint(Polygon polygon, float grey, float[] image, int offset) {
        if (smooth) polygon.paintSmoothly(grey, image, offset);
        else polygon.paint(grey, image, offset);
    }

    /** How many there are in the image. */
    int objects() { return objects; }

    /** The one that is always there. */
    Polygon first() { return first[firstKind]; }

    /** The one in front of it; meaningless unless there are two. */
    Polygon second() { return second[secondKind]; }

    /** A number of triangle, parallelogram and ellipse. */
    int firstKind() { return firstKind; }

    /** Likewise. */
    int secondKind() { return secondKind; }
}
