package dev.evenkeel.bench.campaign;

/** A library could not be timed: it crashed, or its environment does not suit. */
public final class MeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened and carries what the fork printed. */
    public MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }
}
