package dev.evenkeel.file;

/** A header while it is read, character by character. What is not expected is refused with its place. */
final class HeaderText {
    private static final int LONGEST_QUOTE = 60;

    private final String source;
    private final String text;
    private int at;

    HeaderText(String source, String text) {
        this.source = source;
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean isNext(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    boolean accept(char wanted) {
        boolean isNext = isNext(wanted);
        if (isNext) {
            at++;
        }
        return isNext;
    }

    void expect(char wanted) throws FileFormatException {
        if (!accept(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next one, whatever it is. */
    char take(String what) throws FileFormatException {
        if (atEnd()) {
            throw expected(what);
        }
        return text.charAt(at++);
    }

    /** Up to the first of some characters, which stays, or up to the end. */
    String until(String characters, boolean orControl) {
        int start = at;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0
                && !(orControl && text.charAt(at) < ' ')) {
            at++;
        }
        return text.substring(start, at);
    }

    boolean acceptWord(String word) {
        boolean isNext = text.startsWith(word, at);
        if (isNext) {
            at += word.length();
        }
        return isNext;
    }

    /** Decimal digits, no leading zeros. */
    long number() throws FileFormatException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at > start + 1 && text.charAt(start) == '0') {
            at = start;
            throw expected("a whole number of at least 0");
        }
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException tooLarge) {
            at = start;
            throw refused("a number is 2^63 or more");
        }
    }

    FileFormatException expected(String what) {
        String found = atEnd() ? "the end of the header" : quoted(text.substring(at, at + 1));
        return refused("expected " + what + ", found " + found);
    }

    FileFormatException refused(String what) {
        return new FileFormatException(source, "header, character " + at + ": " + what);
    }

    /** What a file says, short and harmless enough for a message. */
    static String quoted(String text) {
        String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return '"' + start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }
}
