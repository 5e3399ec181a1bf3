package dev.evenkeel.bench.roofline;

/**
 * The speed that this machine allowed some work, measured before and after it.
 *
 * @param limit the higher of the two
 * @param least the lower of the two
 * @param most what the highest rates of the whole run would have allowed
 * @param confirmed whether each rate was seen several times
 */
public record Roof(double limit, double least, double most, boolean confirmed) {
    /** A roof that moved by more within a run is none. */
    public static final double MOVED = 0.10;

    /** One that was measured once. */
    public Roof(double limit) {
        this(limit, limit, limit, true);
    }

    /** The share by which the lowest measurement lies below the highest. */
    public double moved() {
        return 1 - least / Math.max(limit, most);
    }

    /** Whether it can be relied on. */
    public boolean isSteady() {
        return confirmed && moved() <= MOVED;
    }
}
