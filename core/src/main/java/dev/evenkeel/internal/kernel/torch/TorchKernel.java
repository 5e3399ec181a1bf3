package dev.evenkeel.internal.kernel.torch;

/**
 * PyTorch's random words, MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998), and samples that its CPU code for
 * float32 makes of them. The state is a window on the recurrence: {@value #STATE} past words, then {@value #AHEAD}
 * more. Words are tempered when they are used.
 */
public interface TorchKernel {
    /** Words that determine all later ones. */
    int STATE = 624;

    /** Words of a step: enough to forget the call and the copy of the state, few enough for the L1 cache. */
    int AHEAD = 2048;

    /** First of the words of a step in the window. */
    int FIRST = STATE;

    /** Words in a window that are of use. */
    int END = STATE + AHEAD;

    /** Samples that are computed together: normals need 16 words, 8 for the radii and 8 for the angles. */
    int BLOCK = 16;

    /** Length of the window's array: vector code may read beyond the last word, and forgets what it found. */
    int WINDOW = END + BLOCK;

    /** Most blocks of a {@link #normal}: window, scratch and samples take 25 of an L1 cache's 32 kilobytes. */
    int BLOCKS_AT_A_TIME = 64;

    /** Length of the array of intermediate results of a {@link #normal}: one for each word, three for each pair. */
    int SCRATCH = BLOCKS_AT_A_TIME * BLOCK * 5 / 2;

    /**
     * Moves the window on by {@value #AHEAD} words: word n becomes word n − {@value #AHEAD}, and the end is computed
     * anew. No word is overwritten by one that depends on it, so any 227 words in a row may be computed at once.
     */
    void advance(int[] window);

    /**
     * fma(u, width, low) with u = (word mod 2²⁴)·2⁻²⁴, for {@code blocks·}{@value #BLOCK} words from {@code from} on.
     */
    void uniform(int[] window, int from, int blocks, float low, float width, float[] target, int offset);

    /**
     * Box–Muller as in {@link TorchBoxMuller}: from words l and l + 8 of a block, l &lt; 8, elements l and l + 8.
     *
     * @param blocks at most {@value #BLOCKS_AT_A_TIME}
     * @param scratch {@value #SCRATCH} floats, contents of no interest before and after
     */
    void normal(
            int[] window, int from, int blocks, float mean, float deviation, float[] scratch, float[] target,
            int offset);
}
