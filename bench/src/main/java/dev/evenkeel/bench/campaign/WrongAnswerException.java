package dev.evenkeel.bench.campaign;

/** A library's answer is wrong: its time means nothing. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the library, the work, and what was expected. */
    public WrongAnswerException(String message) {
        super(message);
    }

    /** Says which value of the work lies outside its bound. */
    public static WrongAnswerException of(String library, Object work, String value, double actual, double expected,
            double bound) {
        return new WrongAnswerException("%s, %s: %s is %s, expected %s ± %.3g".formatted(library, work, value, actual,
                expected, bound));
    }
}
