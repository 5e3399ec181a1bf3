package dev.evenkeel.init;

import java.util.Objects;

/** Which number of weights a scheme divides its variance by. */
public enum FanMode {
    /** Fan-in: keeps the variance of the signal on its way forward. */
    IN,

    /** Fan-out: keeps that of the gradient on its way back. */
    OUT,

    /** (in + out) / 2: the compromise of Glorot and Bengio. */
    AVERAGE,

    /** √(in · out). */
    GEOMETRIC_AVERAGE;

    /** The number for these fans. */
    public double of(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return switch (this) {
            case IN -> fans.in();
            case OUT -> fans.out();
            case AVERAGE -> fans.in() / 2d + fans.out() / 2d;
            case GEOMETRIC_AVERAGE -> Math.sqrt(fans.in()) * Math.sqrt(fans.out());
        };
    }
}
