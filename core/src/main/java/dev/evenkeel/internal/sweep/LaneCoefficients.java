package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import java.util.Arrays;

/** The coefficients of a group's lanes; all lanes of a channel have the same. */
public final class LaneCoefficients extends Coefficients {
    private final Coefficients turned = new Coefficients();

    /** Makes them ready for rows that begin with this lane, too. */
    void turn(int columns, int lane) {
        reserve(columns);
        turned.reserve(columns);
        turn(center, turned.center, lane, columns);
        turn(scale, turned.scale, lane, columns);
        turn(slope, turned.slope, lane, columns);
        turn(shift, turned.shift, lane, columns);
        turn(threshold, turned.threshold, lane, columns);
    }

    private static void turn(float[] from, float[] to, int lane, int columns) {
        System.arraycopy(from, lane, to, 0, columns - lane);
        System.arraycopy(from, 0, to, columns - lane, lane);
    }

    /** For rows that begin with this lane: the first, or the one that {@link #turn} was given. */
    public Coefficients from(int lane) {
        return lane == 0 ? this : turned;
    }

    /** {@code z = y}: for a ReLU whose output is known. */
    public void pass(int columns) {
        reserve(columns);
        Arrays.fill(center, 0, columns, 0f);
        Arrays.fill(scale, 0, columns, 1f);
        Arrays.fill(threshold, 0, columns, 0f);
    }
}
