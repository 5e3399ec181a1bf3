package dev.evenkeel.internal.kernel.random;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** The SIMD twins of {@link Generators}, a block or a word in each 64-bit lane. */
final class VectorGenerators {
    private static final int LANES = Lanes.LONGS.length();
    private static final int HALF_UNIT = SamplingKernel.LONGS / 2;

    /** 0, 1, 2, … */
    private static final LongVector INDEX = LongVector.zero(Lanes.LONGS).addIndex(1);

    /** Masks finished words; a constant of its own, or C2 loses the 32-bit multiplication (decision 19). */
    private static final LongVector LOW_HALVES = LongVector.broadcast(Lanes.LONGS, Generators.LOW_HALF);

    /** For a call without work, which only counts (decision 4). */
    private static final long[] NO_WORDS = {};

    private VectorGenerators() {}

    /**
     * Takes two vectors of blocks at a time, to hide the latency of multiplications. Both factors are masked, so that
     * C2 uses the 32-bit multiplication (decision 19). Upper halves hold rubbish until they are masked off.
     */
    static void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        int pairs = units * HALF_UNIT / (2 * LANES);
        long block = HALF_UNIT * firstUnit;
        for (int pair = 0; pair < pairs; pair++) {
            twoVectors(seed, stream, block, words, 2 * LANES * pair);
            block += 2 * LANES;
        }
        for (int i = pairs * 2 * LANES; i < units * HALF_UNIT; i += LANES) {
            oneVector(seed, stream, block, words, i);
            block += LANES;
        }
        if (units == 0) {
            twoVectors(seed, stream, block, NO_WORDS, 0);
        }
    }

    /** Index of the first words of the {@code index}-th block. */
    private static int position(int index) {
        return index + (index & -HALF_UNIT);
    }

    private static void twoVectors(long seed, long stream, long block, long[] words, int index) {
        if (words == NO_WORDS) {
            return;
        }
        int a = position(index);
        int b = position(index + LANES);
        LongVector a0 = INDEX.add(block);
        LongVector b0 = INDEX.add(block + LANES);
        LongVector a1 = a0.lanewise(VectorOperators.LSHR, 32);
        LongVector b1 = b0.lanewise(VectorOperators.LSHR, 32);
        LongVector a2 = LongVector.broadcast(Lanes.LONGS, stream);
        LongVector b2 = a2;
        LongVector a3 = LongVector.broadcast(Lanes.LONGS, stream >>> 32);
        LongVector b3 = a3;
        LongVector factor0 = LongVector.broadcast(Lanes.LONGS, Generators.PHILOX_FACTOR_0);
        LongVector factor1 = LongVector.broadcast(Lanes.LONGS, Generators.PHILOX_FACTOR_1);
        LongVector key0 = LongVector.broadcast(Lanes.LONGS, seed);
        LongVector key1 = LongVector.broadcast(Lanes.LONGS, seed >>> 32);
        for (int round = 0; round < Generators.PHILOX_ROUNDS; round++) {
            LongVector a0Product = a0.and(Generators.LOW_HALF).mul(factor0.and(Generators.LOW_HALF));
            LongVector b0Product = b0.and(Generators.LOW_HALF).mul(factor0.and(Generators.LOW_HALF));
            LongVector a2Product = a2.and(Generators.LOW_HALF).mul(factor1.and(Generators.LOW_HALF));
            LongVector b2Product = b2.and(Generators.LOW_HALF).mul(factor1.and(Generators.LOW_HALF));
            a0 = a2Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a1)
                    .lanewise(VectorOperators.XOR, key0);
            b0 = b2Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, b1)
                    .lanewise(VectorOperators.XOR, key0);
            a2 = a0Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a3)
                    .lanewise(VectorOperators.XOR, key1);
            b2 = b0Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, b3)
                    .lanewise(VectorOperators.XOR, key1);
            a1 = a2Product;
            b1 = b2Product;
            a3 = a0Product;
            b3 = b0Product;
            key0 = key0.add(Generators.PHILOX_KEY_STEP_0 & Generators.LOW_HALF);
            key1 = key1.add(Generators.PHILOX_KEY_STEP_1 & Generators.LOW_HALF);
        }
        a0.and(LOW_HALVES).or(a1.lanewise(VectorOperators.LSHL, 32)).intoArray(words, a);
        b0.and(LOW_HALVES).or(b1.lanewise(VectorOperators.LSHL, 32)).intoArray(words, b);
        a2.and(LOW_HALVES).or(a3.lanewise(VectorOperators.LSHL, 32)).intoArray(words, a + HALF_UNIT);
        b2.and(LOW_HALVES).or(b3.lanewise(VectorOperators.LSHL, 32)).intoArray(words, b + HALF_UNIT);
    }

    private static void oneVector(long seed, long stream, long block, long[] words, int index) {
        LongVector a0 = INDEX.add(block);
        LongVector a1 = a0.lanewise(VectorOperators.LSHR, 32);
        LongVector a2 = LongVector.broadcast(Lanes.LONGS, stream);
        LongVector a3 = LongVector.broadcast(Lanes.LONGS, stream >>> 32);
        LongVector factor0 = LongVector.broadcast(Lanes.LONGS, Generators.PHILOX_FACTOR_0);
        LongVector factor1 = LongVector.broadcast(Lanes.LONGS, Generators.PHILOX_FACTOR_1);
        LongVector key0 = LongVector.broadcast(Lanes.LONGS, seed);
        LongVector key1 = LongVector.broadcast(Lanes.LONGS, seed >>> 32);
        for (int round = 0; round < Generators.PHILOX_ROUNDS; round++) {
            LongVector a0Product = a0.and(Generators.LOW_HALF).mul(factor0.and(Generators.LOW_HALF));
            LongVector a2Product = a2.and(Generators.LOW_HALF).mul(factor1.and(Generators.LOW_HALF));
            a0 = a2Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a1)
                    .lanewise(VectorOperators.XOR, key0);
            a2 = a0Product.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a3)
                    .lanewise(VectorOperators.XOR, key1);
            a1 = a2Product;
            a3 = a0Product;
            key0 = key0.add(Generators.PHILOX_KEY_STEP_0 & Generators.LOW_HALF);
            key1 = key1.add(Generators.PHILOX_KEY_STEP_1 & Generators.LOW_HALF);
        }
        int a = position(index);
        a0.and(LOW_HALVES).or(a1.lanewise(VectorOperators.LSHL, 32)).intoArray(words, a);
        a2.and(LOW_HALVES).or(a3.lanewise(VectorOperators.LSHL, 32)).intoArray(words, a + HALF_UNIT);
    }

    static void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        if (units == 0) return;
        LongVector weyl = INDEX.add(1).mul(gamma).add(state + firstUnit * SamplingKernel.LONGS * gamma);
        for (int i = 0; i < units * SamplingKernel.LONGS; i += LANES) {
            LongVector z = weyl;
            z = z.lanewise(VectorOperators.LSHR, 30).lanewise(VectorOperators.XOR, z).mul(Generators.MIX_FACTOR_1);
            z = z.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.XOR, z).mul(Generators.MIX_FACTOR_2);
            z.lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.XOR, z).intoArray(words, i);
            weyl = weyl.add(LANES * gamma);
        }
    }
}
