package dev.evenkeel.bench.report;

/** Numbers of things, as people write them. */
public final class Counted {
    private Counted() {}

    /** 1 round, 2 rounds; of a noun that takes an s. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
