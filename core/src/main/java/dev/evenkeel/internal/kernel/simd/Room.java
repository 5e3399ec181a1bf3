package dev.evenkeel.internal.kernel.simd;

import java.lang.ref.Reference;

/**
 * Room for first times: a class whose initialiser fails for want of stack or memory is lost to its virtual machine for
 * good. Code that initialises classes asks here first, so that an error leaves nothing behind. This class has no
 * initialiser.
 */
public final class Room {
    /** Twice the stack that loading all vector code takes. */
    private static final int LEVELS = 1_000;

    /** Pieces of memory, twice what loading all vector code takes; they need not lie side by side. */
    private static final int PIECES = 128;

    /** Size of a piece. */
    private static final int BYTES_OF_A_PIECE = 16_000;

    /** With so much free memory no piece is taken: memory that was never touched costs milliseconds. */
    private static final long AMPLE = 8L * PIECES * BYTES_OF_A_PIECE;

    private Room() {}

    /**
     * Returns if there is room.
     *
     * @throws StackOverflowError if there is too little stack
     * @throws OutOfMemoryError if there is too little memory
     */
    public static void require() {
        descend(LEVELS, 0, 0, 0, 0, 0, 0, 0, 0);
        if (Runtime.getRuntime().freeMemory() > AMPLE) {
            return;
        }
        byte[][] pieces = new byte[PIECES][];
        for (int i = 0; i < PIECES; i++) {
            pieces[i] = new byte[BYTES_OF_A_PIECE];
        }
        Reference.reachabilityFence(pieces);
    }

    /** Initialises classes now, while there is room. */
    public static void initialize(Class<?>... classes) {
        for (Class<?> type : classes) {
            try {
                Class.forName(type.getName(), true, type.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new NoClassDefFoundError(type.getName());
            }
        }
    }

    /**
     * Descends {@code levels} levels. A frame takes a hundred bytes and more, compiled or not, as all arguments are
     * used.
     */
    private static long descend(int levels, long a, long b, long c, long d, long e, long f, long g, long h) {
        return levels == 0 ? a + b + c + d + e + f + g + h
                : descend(levels - 1, b + 1, c + 2, d + 3, e + 4, f + 5, g + 6, h + 7, a + 8) + levels + a;
    }
}
