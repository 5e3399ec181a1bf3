package dev.evenkeel.fuzz.operands;

/** Floats of one sort. */
public final class Values {
    /** Sorts of floats. */
    public enum Kind {
        ORDINARY, WHOLE, WIDE, SPECIAL, OFFSET, CONSTANT, TINY, NAN
    }

    private static final float[] SPECIALS = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_NORMAL, 0x1p-126f, 1e-30f, -1e30f};

    private final Draws draws;
    private final Kind kind;
    private final float constant;

    private Values(Draws draws, Kind kind) {
        this.draws = draws;
        this.kind = kind;
        this.constant = (float) (draws.unit() - 0.5) * (1 << draws.below(12));
    }

    public static Values draw(String name, Draws draws) {
        Kind kind = draws.oneIn(2) ? Kind.ORDINARY
                : draws.of(Kind.WHOLE, Kind.WIDE, Kind.SPECIAL, Kind.OFFSET, Kind.CONSTANT, Kind.TINY);
        draws.note(name + " values", kind);
        return new Values(draws, kind);
    }

    public static Values of(Kind kind, Draws draws) {
        return new Values(draws, kind);
    }

    public boolean isSpecial() {
        return kind == Kind.SPECIAL || kind == Kind.NAN;
    }

    public float next() {
        return switch (kind) {
            case ORDINARY -> (float) (2 * draws.unit() - 1);
            case WHOLE -> draws.between(-3, 3);
            case WIDE -> (float) ((2 * draws.unit() - 1) * Math.pow(2, draws.between(-40, 40)));
            case SPECIAL -> draws.oneIn(20) ? SPECIALS[draws.below(SPECIALS.length)] : (float) (2 * draws.unit() - 1);
            case OFFSET -> (float) (1000 * constant + draws.unit());
            case CONSTANT -> constant;
            case TINY -> draws.between(-1, 1) * 1e-25f;
            case NAN -> Float.NaN;
        };
    }
}
