package dev.evenkeel.bench.random;

import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.random.DistributionFamily;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A distribution and how it is drawn: {@code normal}, {@code uniform/native}, {@code truncated/float64}, {@code
 * normal/first}.
 *
 * @param isCold the first fill of a JVM
 */
record SamplingVariant(DistributionFamily family, Memory memory, ElementType type, boolean isCold) {
    private static final String NATIVE = Memory.NATIVE.toString();
    private static final String FLOAT64 = ElementType.FLOAT64.toString();
    private static final String FIRST = "first";

    /** @throws IllegalArgumentException if the text is no variant */
    static SamplingVariant parse(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("/");
        Set<String> ways = new HashSet<>(Arrays.asList(words).subList(1, words.length));
        SamplingVariant variant = new SamplingVariant(distribution(words[0], text),
                ways.remove(NATIVE) ? Memory.NATIVE : Memory.HEAP,
                ways.remove(FLOAT64) ? ElementType.FLOAT64 : ElementType.FLOAT32, ways.remove(FIRST));
        if (!ways.isEmpty()) throw unknown(text);
        return variant;
    }

    private static DistributionFamily distribution(String word, String text) {
        return switch (word) {
            case "uniform" -> DistributionFamily.UNIFORM;
            case "normal" -> DistributionFamily.NORMAL;
            case "truncated" -> DistributionFamily.TRUNCATED_NORMAL;
            default -> throw unknown(text);
        };
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "variant '" + text + "': expected uniform, normal or truncated, and after slashes "
                        + NATIVE + ", " + FLOAT64 + " or " + FIRST);
    }
}
