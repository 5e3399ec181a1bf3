package dev.evenkeel.bench.random;

import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.bench.random.peers.WeightScheme;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A scheme and how it is filled: {@code he-normal}, {@code orthogonal/native}, {@code glorot-uniform/first}, {@code
 * all}.
 *
 * @param isCold the first fill of a JVM
 */
record InitializerVariant(WeightScheme scheme, Memory memory, boolean isCold) {
    static final String ALL = "all";
    private static final String NATIVE = Memory.NATIVE.toString();
    private static final String FIRST = "first";

    /**
     * One, or one for each scheme.
     *
     * @throws IllegalArgumentException if the text is no variant
     */
    static List<InitializerVariant> parse(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("/");
        Set<String> ways = new HashSet<>(Arrays.asList(words).subList(1, words.length));
        Memory memory = ways.remove(NATIVE) ? Memory.NATIVE : Memory.HEAP;
        boolean isCold = ways.remove(FIRST);
        if (!ways.isEmpty()) {
            throw new IllegalArgumentException("variant '" + text + "': expected a scheme, and after slashes " + NATIVE
                    + " or " + FIRST);
        }
        List<WeightScheme> schemes =
                words[0].equals(ALL) ? List.of(WeightScheme.values()) : List.of(scheme(words[0]));
        return schemes.stream().map(scheme -> new InitializerVariant(scheme, memory, isCold)).toList();
    }

    /** @throws IllegalArgumentException if the text names no scheme */
    static WeightScheme scheme(String text) {
        return Arrays.stream(WeightScheme.values()).filter(scheme -> scheme.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "scheme '" + text + "': expected one of " + Arrays.toString(WeightScheme.values())));
    }
}
