package dev.evenkeel.bench.campaign;

/** A library's answer is wrong: its time means nothing. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the library, the work, and what was expected. */
    public WrongAnswerException(String message) {
        super(message);
    }
}
