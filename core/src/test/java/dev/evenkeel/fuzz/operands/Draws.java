package dev.evenkeel.fuzz.operands;

import java.util.SplittableRandom;

/** The random choices of one case, and what it has noted about them for whoever reads its failure. */
public final class Draws {
    /** Around lanes, tiles and what kernels treat on their own; and primes. */
    private static final int[] EDGES = {0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 23, 24, 25, 31,
        32, 33, 47, 48, 49, 63, 64, 65, 95, 96, 97, 127, 128, 129, 191, 193, 251, 257, 383, 385, 509, 521, 769, 1021};

    private final SplittableRandom random;
    private final Limits limits;
    private final StringBuilder notes = new StringBuilder();

    public Draws(long seed, Limits limits) {
        this.random = new SplittableRandom(seed);
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public int any(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public long bits() {
        return random.nextLong();
    }

    /** From [0, 1). */
    public double unit() {
        return random.nextDouble();
    }

    /** An extent, mostly a small or an awkward one, at most {@code most}. */
    public int extent(int most) {
        int extent = oneIn(4) ? random.nextInt(300) : EDGES[random.nextInt(EDGES.length)];
        return extent <= most ? extent : random.nextInt(most + 1);
    }

    /** Mostly a small part of what would be allowed: cases are many rather than large. */
    public int part(int most) {
        int part = oneIn(24) ? most : oneIn(6) ? most / 8 : most / 64;
        return Math.max(1, part);
    }

    public void note(String name, Object value) {
        notes.append(notes.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
    }

    public String notes() {
        return notes.toString();
    }
}
