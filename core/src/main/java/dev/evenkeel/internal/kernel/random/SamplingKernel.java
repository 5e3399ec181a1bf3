package dev.evenkeel.internal.kernel.random;

/**
 * Random words and samples made of them: word i of a stream is a function of the stream and i alone, sample i one of
 * word i alone (of words i and i ± 16 for normals). The page of this package says how words and samples lie in units.
 */
public interface SamplingKernel {
    /** 64-bit words of a unit, and its samples of float64. */
    int LONGS = 16;

    /** Units at a time: enough to forget the call, few enough for words and samples to stay in the L1 cache. */
    int UNITS_AT_A_TIME = 64;

    /** 32-bit words of a unit, and its samples of float32. */
    int UNIT = 32;

    /**
     * Philox4x32-10 with the 64 bits of {@code seed} as key (Salmon et al., Parallel random numbers: as easy as 1, 2,
     * 3, SC 2011). Unit g holds blocks 8g … 8g + 7, block b being the encryption of the counter (b, stream): longs 0 …
     * 7 are the first two of the four words of each block, longs 8 … 15 the other two.
     */
    void philox(long seed, long stream, long firstUnit, int units, long[] words);

    /**
     * SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014): long n of the
     * stream is mix64(state + (n + 1)·gamma), as {@link java.util.SplittableRandom} has it.
     */
    void splitMix(long state, long gamma, long firstUnit, int units, long[] words);

    /** fma(u, width, low) with u = (word &gt;&gt;&gt; 8)·2⁻²⁴. */
    void uniform(long[] words, int units, float low, float width, float[] target, int offset);

    /**
     * Box–Muller: with r = deviation·√(−2 ln u), elements l &lt; 16 of a unit are fma(r, c, mean) and elements l + 16
     * fma(r, s, mean), where word l gives u and word l + 16 the point (c, s) of the circle.
     *
     * @return whether a word that gave a u has its upper 24 bits clear: the caller then computes that pair again from
     * more bits
     */
    boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset);

    /** fma(deviation, x, mean) with x the inverse of the distribution function of the unit normal cut at ±2. */
    void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset);

    /** fma(u, width, low) with u = (word &gt;&gt;&gt; 11)·2⁻⁵³ of a 64-bit word. */
    void uniform(long[] words, int units, double low, double width, double[] target, int offset);

    /**
     * As for floats, with 64-bit words: longs l &lt; 8 of a unit give u, longs l + 8 the point.
     *
     * @return whether a word that gave a u has its upper 32 bits clear
     */
    boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset);

    /** As for floats, with 64-bit words. */
    void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset);

    /**
     * Keeps or drops {@code length} values by as many words, the first being word {@code first} of the units: {@code
     * y[to + i]} is {@code x[from + i]·factor}, or +0 where (word &gt;&gt;&gt; 1) is below {@code dropped}. y may be x
     * at the same place.
     */
    void drop(long[] words, int first, int length, int dropped, float factor, float[] x, int from, float[] y, int to);
}
