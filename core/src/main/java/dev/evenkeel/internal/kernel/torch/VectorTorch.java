package dev.evenkeel.internal.kernel.torch;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * The SIMD twin of {@link ScalarTorch}, in four loops; constants are broadcast by the Vector API itself, and bits
 * reinterpreted by {@code reinterpretShape} (decision 18). A pair's words and samples lie 8 apart, so a vector of 16
 * lanes takes pairs of two blocks.
 */
public final class VectorTorch implements TorchKernel {
    private static final int LANES = FLOATS.length();
    private static final int PAIRS = BLOCK / 2;

    /** Blocks that share a vector. */
    private static final int TOGETHER = Math.max(1, LANES / PAIRS);

    /** First radius in the scratch, behind the words. */
    private static final int RADII = BLOCKS_AT_A_TIME * BLOCK;

    private static final int COSINES = RADII + BLOCKS_AT_A_TIME * PAIRS;
    private static final int SINES = COSINES + BLOCKS_AT_A_TIME * PAIRS;

    private static final VectorMask<Float> UPPER = VectorMask.fromLong(FLOATS, -1L << PAIRS);
    private static final VectorShuffle<Float> SWAP_HALVES =
            VectorShuffle.fromOp(FLOATS, lane -> lane + LANES / 2 & LANES - 1);

    /** Loads all classes that it works with. */
    public VectorTorch() {
        Lanes.initialize();
    }

    @Override
    public void advance(int[] window) {
        System.arraycopy(window, AHEAD, window, 0, STATE);
        for (int n = 0; n < AHEAD; n += LANES) {
            IntVector joined = IntVector.fromArray(Lanes.INTS, window, n).and(ScalarTorch.TOP_BIT)
                    .or(IntVector.fromArray(Lanes.INTS, window, n + 1).and(ScalarTorch.OTHER_BITS));
            IntVector twist = joined.lanewise(VectorOperators.LSHL, 31).lanewise(VectorOperators.ASHR, 31)
                    .and(ScalarTorch.TWIST);
            IntVector.fromArray(Lanes.INTS, window, n + ScalarTorch.MIDDLE)
                    .lanewise(VectorOperators.XOR, joined.lanewise(VectorOperators.LSHR, 1))
                    .lanewise(VectorOperators.XOR, twist).intoArray(window, n + STATE);
        }
    }

    private static IntVector floatBits(int[] window, int at) {
        IntVector y = IntVector.fromArray(Lanes.INTS, window, at);
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 11));
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHL, 7).and(ScalarTorch.TEMPER_LEFT_7));
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHL, 15).and(ScalarTorch.TEMPER_LEFT_15));
        return y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 18)).and(ScalarTorch.FLOAT_BITS);
    }

    @Override
    public void uniform(int[] window, int from, int blocks, float low, float width, float[] target, int offset) {
        if (blocks == 0) return;
        FloatVector start = broadcast(FLOATS, low);
        for (int i = 0; i < blocks * BLOCK; i += LANES) {
            floats(floatBits(window, from + i)).mul(0x1p-24f).fma(broadcast(FLOATS, width), start).intoArray(target,
                    offset + i);
        }
    }

    @Override
    public void normal(
            int[] window, int from, int blocks, float mean, float deviation, float[] scratch, float[] target,
            int offset) {
        temper(window, from, blocks, scratch);
        radii(blocks, scratch);
        directions(blocks, scratch);
        int whole = blocks / TOGETHER * TOGETHER;
        points(0, whole, mean, deviation, scratch, target, offset);
        if (whole < blocks) {
            points(whole, TOGETHER, mean, deviation, scratch, scratch, 0);
            System.arraycopy(scratch, 0, target, offset + whole * BLOCK, (blocks - whole) * BLOCK);
        }
    }

    private static void temper(int[] window, int from, int blocks, float[] scratch) {
        if (blocks == 0) return;
        for (int i = 0; i < blocks * BLOCK; i += LANES) {
            ((FloatVector) floatBits(window, from + i).reinterpretShape(FLOATS, 0)).intoArray(scratch, i);
        }
    }

    /** Makes radii of the first half of each block. */
    private static void radii(int blocks, float[] scratch) {
        if (blocks == 0) return;
        for (int i = 0; i < blocks * PAIRS; i += LANES) {
            FloatVector u = floats(halves(scratch, place(i))).mul(0x1p-24f);
            IntVector bits = (IntVector) broadcast(FLOATS, 1f).sub(u).reinterpretShape(Lanes.INTS, 0);
            IntVector bare = bits.and(TorchBoxMuller.SIGNIFICAND).or(TorchBoxMuller.HALF);
            // Ints compare as their floats do: all bits are 1 where the significand is low.
            IntVector low = bare.sub(TorchBoxMuller.ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 31);
            FloatVector exponent = floats(bits.lanewise(VectorOperators.LSHR, TorchBoxMuller.EXPONENT_SHIFT)
                    .sub(TorchBoxMuller.BIAS).add(low));
            FloatVector f = ((FloatVector) bare.reinterpretShape(FLOATS, 0)).sub(1f)
                    .add((FloatVector) bare.and(low).reinterpretShape(FLOATS, 0));
            FloatVector z = f.mul(f);
            FloatVector tail = broadcast(FLOATS, TorchBoxMuller.LOG_0);
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_1));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_2));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_3));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_4));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_5));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_6));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_7));
            tail = tail.fma(f, broadcast(FLOATS, TorchBoxMuller.LOG_8));
            tail = tail.mul(f).fma(z, exponent.mul(TorchBoxMuller.LN_2_LOW));
            tail = z.fma(broadcast(FLOATS, -0.5f), tail);
            exponent.fma(broadcast(FLOATS, TorchBoxMuller.LN_2_HIGH), f.add(tail)).mul(-2f).sqrt()
                    .intoArray(scratch, RADII + i);
        }
    }

    private static void directions(int blocks, float[] scratch) {
        if (blocks == 0) return;
        for (int i = 0; i < blocks * PAIRS; i += LANES) {
            IntVector bits = halves(scratch, place(i) + PAIRS);
            IntVector quarter = bits.add(TorchBoxMuller.EIGHTH_TURN)
                    .lanewise(VectorOperators.LSHR, TorchBoxMuller.QUARTER_SHIFT);
            FloatVector turns = floats(quarter);
            FloatVector x = turns.fma(broadcast(FLOATS, TorchBoxMuller.MINUS_PI_2_HIGH),
                    floats(bits).mul(TorchBoxMuller.ANGLE));
            x = turns.fma(broadcast(FLOATS, TorchBoxMuller.MINUS_PI_2_MIDDLE), x);
            x = turns.fma(broadcast(FLOATS, TorchBoxMuller.MINUS_PI_2_LOW), x);
            FloatVector z = x.mul(x);
            FloatVector tail = broadcast(FLOATS, TorchBoxMuller.SIN_0).fma(z, broadcast(FLOATS, TorchBoxMuller.SIN_1))
                    .fma(z, broadcast(FLOATS, TorchBoxMuller.SIN_2));
            IntVector odd = (IntVector) tail.mul(z).fma(x, x).reinterpretShape(Lanes.INTS, 0);
            tail = broadcast(FLOATS, TorchBoxMuller.COS_0).fma(z, broadcast(FLOATS, TorchBoxMuller.COS_1))
                    .fma(z, broadcast(FLOATS, TorchBoxMuller.COS_2)).mul(z);
            IntVector even = (IntVector) tail.fma(z, z.mul(-0.5f)).add(1f).reinterpretShape(Lanes.INTS, 0);
            IntVector swap = quarter.lanewise(VectorOperators.LSHL, 31).lanewise(VectorOperators.ASHR, 31);
            IntVector difference = odd.lanewise(VectorOperators.XOR, even).and(swap);
            IntVector lower = quarter.lanewise(VectorOperators.LSHL, 30).and(Integer.MIN_VALUE);
            IntVector left = quarter.add(1).lanewise(VectorOperators.LSHL, 30).and(Integer.MIN_VALUE);
            ((FloatVector) even.lanewise(VectorOperators.XOR, difference).lanewise(VectorOperators.XOR, left)
                    .reinterpretShape(FLOATS, 0))
                    .intoArray(scratch, COSINES + i);
            ((FloatVector) odd.lanewise(VectorOperators.XOR, difference).lanewise(VectorOperators.XOR, lower)
                    .reinterpretShape(FLOATS, 0))
                    .intoArray(scratch, SINES + i);
        }
    }

    /**
     * Combines radii and directions. No calls of our own in this loop: where another method inlines it, C2 may leave
     * them as calls (decision 18).
     */
    private static void points(
            int firstBlock, int blocks, float mean, float deviation, float[] scratch, float[] target, int offset) {
        if (blocks == 0) return;
        FloatVector centre = broadcast(FLOATS, mean);
        FloatVector scale = broadcast(FLOATS, deviation);
        for (int i = 0; i < blocks * PAIRS; i += LANES) {
            int pair = firstBlock * PAIRS + i;
            FloatVector radius = FloatVector.fromArray(FLOATS, scratch, RADII + pair);
            FloatVector first = FloatVector.fromArray(FLOATS, scratch, COSINES + pair).mul(radius)
                    .fma(scale, centre);
            FloatVector second = FloatVector.fromArray(FLOATS, scratch, SINES + pair).mul(radius)
                    .fma(scale, centre);
            int at = offset + i / PAIRS * BLOCK + i % PAIRS;
            if (TOGETHER == 1) {
                first.intoArray(target, at);
                second.intoArray(target, at + PAIRS);
            } else {
                first.blend(second.rearrange(SWAP_HALVES), UPPER).intoArray(target, at);
                first.rearrange(SWAP_HALVES).blend(second, UPPER).intoArray(target, at + BLOCK);
            }
        }
    }

    /** Index of a pair's first word among all words. */
    private static int place(int pair) {
        return pair / PAIRS * BLOCK + pair % PAIRS;
    }

    /** As many words as a vector has lanes, from halves of blocks. */
    private static IntVector halves(float[] scratch, int at) {
        FloatVector one = FloatVector.fromArray(FLOATS, scratch, at);
        FloatVector words = TOGETHER == 1 ? one
                : one.blend(FloatVector.fromArray(FLOATS, scratch, at + PAIRS), UPPER);
        return (IntVector) words.reinterpretShape(Lanes.INTS, 0);
    }

    private static FloatVector floats(IntVector values) {
        return (FloatVector) values.convert(VectorOperators.I2F, 0);
    }
}
