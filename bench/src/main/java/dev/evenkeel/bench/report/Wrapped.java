package dev.evenkeel.bench.report;

/** Text that is broken between words. */
public final class Wrapped {
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** Lines that fit as they are; what does not fit goes on indented. A word that is too long stands alone. */
    public static String text(String text, int width) {
        StringBuilder wrapped = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.length() <= width) {
                wrapped.append(line).append('\n');
                continue;
            }
            int length = 0;
            for (String word : line.strip().split(" +")) {
                boolean fits = length + 1 + word.length() <= width;
                if (length > 0 && fits) wrapped.append(' ');
                else if (length > 0) wrapped.append('\n').append(INDENT);
                length = fits || length == 0 ? length + (length > 0 ? 1 : 0) + word.length()
                        : INDENT.length() + word.length();
                wrapped.append(word);
            }
            wrapped.append('\n');
        }
        return wrapped.substring(0, wrapped.length() - 1);
    }
}
