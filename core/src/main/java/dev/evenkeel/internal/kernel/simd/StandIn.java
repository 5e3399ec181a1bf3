package dev.evenkeel.internal.kernel.simd;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scalar code at work in the place of one operation's vector code. They are counted, so that whoever measures knows
 * when all that was called is vector code.
 */
public final class StandIn {
    private static final int UNUSED = 0;
    private static final int WORKING = 1;
    private static final int DONE = 2;

    private static final AtomicInteger ALL = new AtomicInteger();

    private final AtomicInteger state = new AtomicInteger(UNUSED);

    /** How many are at work in this virtual machine. */
    public static int count() {
        return ALL.get();
    }

    /** Called whenever scalar code has worked. */
    public void work() {
        if (state.get() == UNUSED && state.compareAndSet(UNUSED, WORKING)) {
            ALL.incrementAndGet();
        }
    }

    /** Called once vector code has taken over, or never will. */
    public void end() {
        if (state.getAndSet(DONE) == WORKING) {
            ALL.decrementAndGet();
        }
    }
}
