package dev.evenkeel.fuzz.operands;

/**
 * How large cases may be.
 *
 * @param terms multiplications of a product; eight times the elements of other things
 */
public record Limits(int terms) {
    public static final int USUAL = 1 << 20;

    /** Without fma in hardware each one takes a microsecond or more. */
    private static final int SLOW = 1 << 14;

    private static final int PROBE = 20_000;
    private static final long PROBE_NANOS = 5_000_000;

    /** As {@code fuzz.maxSize} says, or as the machine allows. */
    public static Limits ofProperties() {
        Integer wanted = Integer.getInteger("fuzz.maxSize");
        return new Limits(wanted != null ? Math.max(1, wanted) : hasFastFma() ? USUAL : SLOW);
    }

    private static boolean hasFastFma() {
        long fastest = Long.MAX_VALUE;
        float x = 1f;
        for (int attempt = 0; attempt < 5; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < PROBE; i++) {
                x = Math.fma(x, 0.999f, 0.001f);
            }
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return x > 0 && fastest < PROBE_NANOS;
    }

    public int elements() {
        return Math.max(1, terms / 8);
    }
}
