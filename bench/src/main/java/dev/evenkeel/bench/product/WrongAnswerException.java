package dev.evenkeel.bench.product;

/** A library's product lies outside the error bound: its time means nothing. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the library, the product, the element and the bound. */
    public WrongAnswerException(String message) {
        super(message);
    }
}
