package dev.evenkeel.internal.kernel.simd;

/**
 * Copies of rows into panels: {@code System.arraycopy} until C2 has compiled vector code, which takes half the time
 * where a row of a panel is a cache line (decision 7).
 *
 * @param <A> arrays of the element type
 */
public final class PanelCopies<A> {
    /** Rows of a panel that count as a unit: some ten nanoseconds are too short to be measured. */
    private static final int ROWS_OF_A_UNIT = 64;

    /** Panels of a trial. */
    private static final int PANELS = 8;

    private final TieredOperation<Copy<A>> copies;

    /** Copies {@code rows} rows of so many panels, one panel behind the other in the target. */
    @FunctionalInterface
    public interface Copy<A> {
        void pack(A source, int sourceOffset, int sourceStride, A target, int targetOffset, int rows, int panels);
    }

    /**
     * For panels of that width.
     *
     * @param tiered whether scalar code copies until C2 has compiled vector code (decision 4)
     */
    public PanelCopies(ElementType<A> type, int width, Copy<A> scalar, Copy<A> vector, boolean tiered) {
        copies = tiered ? new TieredOperation<>(scalar, () -> vector, (copy, units) -> trial(type, width, copy, units))
                : TieredOperation.settled(vector);
    }

    private static <A> Runnable trial(ElementType<A> type, int width, Copy<A> copy, int units) {
        int rows = units * ROWS_OF_A_UNIT / PANELS;
        A source = type.newArray(rows * PANELS * width);
        A target = type.newArray(rows * PANELS * width);
        return () -> copy.pack(source, 0, PANELS * width, target, 0, rows, PANELS);
    }

    /** Whether scalar code still stands in. */
    public boolean usesScalarCode() {
        return copies.isStandIn();
    }

    /** Copies by what is faster now. */
    public void pack(A source, int sourceOffset, int sourceStride, A target, int targetOffset, int rows, int panels) {
        Copy<A> copy = copies.kernel();
        long start = copies.start();
        copy.pack(source, sourceOffset, sourceStride, target, targetOffset, rows, panels);
        copies.end(Math.max(1, rows * panels / ROWS_OF_A_UNIT), start);
    }
}
