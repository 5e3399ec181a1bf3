package dev.evenkeel.bench.torch;

import java.util.Locale;

/** What is timed. */
public enum ReplayCall {
    /** {@code normal_(0, 1)}. */
    NORMAL {
        @Override
        void draw(ReplaySession session, int length) { session.normal(length, 0, 1); }
    },
    /** {@code uniform_(-1, 1)}. */
    UNIFORM {
        @Override
        void draw(ReplaySession session, int length) { session.uniform(length, -1, 1); }
    };

    abstract void draw(ReplaySession session, int length);

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}
