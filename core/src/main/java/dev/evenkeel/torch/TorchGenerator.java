package dev.evenkeel.torch;

import dev.evenkeel.internal.kernel.torch.ScalarTorch;
import dev.evenkeel.internal.kernel.torch.TorchKernel;

/** PyTorch's generator on CPU: MT19937, and the spare of a pair of float64 normals. Moves on with every sample. */
final class TorchGenerator {
    private static final int SEED_FACTOR = 1812433253;
    private static final int BLOCK = TorchKernel.BLOCK;

    /** Words that a pair of float64 normals takes. */
    private static final int WORDS_OF_A_PAIR = 4;

    private static final long DOUBLE_BITS = (1L << 53) - 1;

    /** Greatest relative difference of a normal between C libraries: a few ulps (decision 21). */
    private static final double LIBRARIES = 0x1p-49;

    private final TorchKernel kernel;
    private final int[] window = new int[TorchKernel.WINDOW];
    private final float[] scratch = new float[TorchKernel.SCRATCH];
    private final float[] buffer = new float[TorchKernel.WINDOW];

    /** Index of the next word in the window. */
    private int next = TorchKernel.END;

    /** Second half of a pair of float64 normals; NaN if there is none. */
    private double spare = Double.NaN;

    /** Knuth's initialisation, as in mt19937ar.c: the words that the recurrence starts from lie in the past. */
    TorchGenerator(long seed, TorchKernel kernel) {
        this.kernel = kernel;
        int word = (int) seed;
        for (int i = 0; i < TorchKernel.STATE; i++) {
            window[TorchKernel.AHEAD + i] = word;
            word = SEED_FACTOR * (word ^ word >>> 30) + i + 1;
        }
    }

    /** Makes so many words available, at most {@link TorchKernel#STATE}, and moves none of them out of order. */
    private void require(int words) {
        if (next + words > TorchKernel.END) {
            kernel.advance(window);
            next -= TorchKernel.AHEAD;
        }
    }

    int nextWord() {
        require(1);
        return ScalarTorch.tempered(window[next++]);
    }

    void uniform(TorchTarget target, float low, float width) {
        long done = 0;
        while (done < target.length) {
            require(1);
            int count = (int) Math.min(target.length - done, TorchKernel.END - next);
            int blocks = count / BLOCK;
            if (blocks > 0 && target.array != null) {
                count = blocks * BLOCK;
                kernel.uniform(window, next, blocks, low, width, target.array, target.index(done));
            } else {
                kernel.uniform(window, next, (count + BLOCK - 1) / BLOCK, low, width, buffer, 0);
                target.store(buffer, done, count);
            }
            next += count;
            done += count;
        }
    }

    void normal(TorchTarget target, double mean, double deviation) {
        if (target.length < BLOCK) {
            target.store(few((int) target.length, mean, deviation), 0, (int) target.length);
            return;
        }
        int rest = (int) (target.length % BLOCK);
        blocks(target, 0, target.length / BLOCK, (float) mean, (float) deviation);
        if (rest > 0) {
            require(rest);
            next += rest;
            blocks(target, target.length - BLOCK, 1, (float) mean, (float) deviation);
        }
    }

    private void blocks(TorchTarget target, long first, long blocks, float mean, float deviation) {
        long done = 0;
        while (done < blocks) {
            require(BLOCK);
            int most = Math.min(TorchKernel.BLOCKS_AT_A_TIME, (TorchKernel.END - next) / BLOCK);
            int count = (int) Math.min(blocks - done, most);
            long element = first + done * BLOCK;
            if (target.array != null) {
                kernel.normal(window, next, count, mean, deviation, scratch, target.array, target.index(element));
            } else {
                kernel.normal(window, next, count, mean, deviation, scratch, buffer, 0);
                target.store(buffer, element, count * BLOCK);
            }
            next += count * BLOCK;
            done += count;
        }
    }

    /**
     * Draws fewer than {@link TorchKernel#BLOCK} normals by Box–Muller in float64. A spare sine is kept for the next
     * call of this kind.
     */
    private float[] few(int length, double mean, double deviation) {
        require(BLOCK / 2 * WORDS_OF_A_PAIR);
        int nextBefore = next;
        double spareBefore = spare;
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            double x = standardNormal();
            double doubt = Math.abs(x) * LIBRARIES;
            float least = (float) Math.fma(x - doubt, deviation, mean);
            float greatest = (float) Math.fma(x + doubt, deviation, mean);
            if (least != greatest) {
                next = nextBefore;
                spare = spareBefore;
                throw new ArithmeticException("sample " + i + " of " + length + " is " + least + " or " + greatest
                        + " depending on the last bits of the C library that PyTorch runs on");
            }
            samples[i] = (float) Math.fma(x, deviation, mean);
        }
        return samples;
    }

    private double standardNormal() {
        if (!Double.isNaN(spare)) {
            double sample = spare;
            spare = Double.NaN;
            return sample;
        }
        double angle = 2 * Math.PI * nextDouble();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-nextDouble()));
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    private double nextDouble() {
        long high = nextWord();
        long word = high << 32 | nextWord() & 0xffff_ffffL;
        return (word & DOUBLE_BITS) * 0x1p-53;
    }
}
