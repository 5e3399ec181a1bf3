package dev.evenkeel.bench.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Products that nobody chose: the logarithms of m, n and k are uniform between those of 1 and 4096, within limits of
 * work and memory. Written {@code random:SEED} or {@code random:SEED:COUNT}.
 *
 * @param seed the same seed draws the same products everywhere
 * @param count how many
 */
public record RandomProducts(long seed, int count) {
    /** How they are written. */
    public static final String FORM = "random:SEED[:COUNT]";

    private static final Pattern WRITTEN = Pattern.compile("random:(\\d{1,18})(?::([1-9]\\d{0,4}))?");
    private static final int DEFAULT_COUNT = 100;
    private static final int LARGEST = 4096;

    /** So that a product takes a fraction of a second. */
    private static final double MOST_FLOPS = 5e9;

    /** Of the three operands together. */
    private static final long MOST_BYTES = 64 << 20;

    /**
     * A product that was drawn.
     *
     * @param <V> how it is varied
     * @param shape m × n × k
     * @param variant one of those that were given
     */
    public record Drawn<V>(Shape shape, V variant) {}

    /** Whether the text means random products, well written or not. */
    public static boolean isMeant(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("random");
    }

    /**
     * Reads the form above, in any case.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static RandomProducts parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("shapes '" + text + "': expected " + FORM
                    + " with a seed of digits and a count of 1 to 99999, such as random:7:100");
        }
        String count = matcher.group(2);
        return new RandomProducts(Long.parseLong(matcher.group(1)),
                count == null ? DEFAULT_COUNT : Integer.parseInt(count));
    }

    /**
     * Each shape with one of the variants, which is drawn as well; more products begin like fewer.
     *
     * @param elementBytes bytes of an element, by which operands are limited
     */
    public <V> List<Drawn<V>> draw(List<V> variants, int elementBytes) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Drawn<V>> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            Shape shape = new Shape(size(random), size(random), size(random));
            V variant = variants.get(random.nextInt(variants.size()));
            if (shape.flops() <= MOST_FLOPS && elements(shape) * elementBytes <= MOST_BYTES) {
                drawn.add(new Drawn<>(shape, variant));
            }
        }
        return drawn;
    }

    private static long elements(Shape shape) {
        return (long) shape.m() * shape.k() + (long) shape.k() * shape.n() + (long) shape.m() * shape.n();
    }

    private static int size(SplittableRandom random) {
        return (int) StrictMath.round(StrictMath.pow(LARGEST, random.nextDouble()));
    }
}
