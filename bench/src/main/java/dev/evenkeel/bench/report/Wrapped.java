package dev.evenkeel.bench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is broken between words. */
public final class Wrapped {
    private static final String INDENT = "  ";

    /** With the spaces before it, which stay where the line is not broken. */
    private static final Pattern WORD = Pattern.compile(" *(\\S+)");

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
            for (Matcher word = WORD.matcher(line.strip()); word.find();) {
                boolean fits = length + word.group().length() <= width;
                if (length == 0 || fits) {
                    wrapped.append(word.group());
                    length += word.group().length();
                } else {
                    wrapped.append('\n').append(INDENT).append(word.group(1));
                    length = INDENT.length() + word.group(1).length();
                }
            }
            wrapped.append('\n');
        }
        return wrapped.substring(0, wrapped.length() - 1);
    }
}
