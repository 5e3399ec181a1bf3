package dev.evenkeel.internal.kernel.random;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarSampling}. Selections are made with bits, not masks (decision 5). Box–Muller takes two
 * loops, because C2 inlines some fifty vector operations into a method; for why constants are broadcast and bits
 * reinterpreted as they are see decision 18.
 */
public final class VectorSampling implements SamplingKernel {
    private static final int FLOATS = Lanes.FLOATS.length();
    private static final int DOUBLES = Lanes.DOUBLES.length();
    private static final int PAIRS = UNIT / 2;
    private static final int PAIRS_OF_LONGS = LONGS / 2;

    /** Exponents that make a double of the lower and of the upper half of a word: 2⁵² + low, 2⁸⁴ + 2³²·high. */
    private static final long LOW_EXPONENT = 0x4330_0000_0000_0000L;

    private static final long HIGH_EXPONENT = 0x4530_0000_0000_0000L;
    private static final long SIGN_OF_HIGH = 0x8000_0000L;
    private static final int EXPONENT_BIAS = 1023;

    /** Signs of longs are differences from it: AVX2 has no arithmetic shift of longs (decision 5). */
    private static final LongVector ZERO = LongVector.zero(Lanes.LONGS);

    private final ScalarSampling narrow = new ScalarSampling();

    /** Loads all classes that it works with. */
    public VectorSampling() {
        Lanes.initialize();
        Room.initialize(VectorGenerators.class, TruncatedNormal.class);
    }

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        VectorGenerators.philox(seed, stream, firstUnit, units, words);
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        VectorGenerators.splitMix(state, gamma, firstUnit, units, words);
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        if (units == 0) return;
        FloatVector start = broadcast(Lanes.FLOATS, low);
        for (int i = 0; i < units * UNIT; i += FLOATS) {
            IntVector word =
                    (IntVector) LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretShape(Lanes.INTS, 0);
            FloatVector u = (FloatVector) word.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0);
            u.mul(0x1p-24f).fma(broadcast(Lanes.FLOATS, width), start).intoArray(target, offset + i);
        }
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        int least = radii(words, units, deviation, target, offset);
        directions(words, units, mean, target, offset);
        return least >>> 8 == 0;
    }

    /** Writes radii to the first half of each unit of {@code target}; returns the least word, unsigned. */
    private static int radii(long[] words, int units, float deviation, float[] target, int offset) {
        if (units == 0) return -1;
        IntVector least = IntVector.broadcast(Lanes.INTS, -1);
        for (int pair = 0; pair < units * PAIRS; pair += FLOATS) {
            int i = position(pair, PAIRS, FLOATS);
            IntVector word =
                    (IntVector) LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretShape(Lanes.INTS, 0);
            least = least.lanewise(VectorOperators.UMIN, word);
            FloatVector t = ((FloatVector) word.convert(VectorOperators.I2F, 0)).mul(0x1p-32f);
            FloatVector one = (FloatVector) word.lanewise(VectorOperators.ASHR, 31).and(BoxMuller.ONE)
                    .reinterpretShape(Lanes.FLOATS, 0);
            IntVector shifted = ((IntVector) t.add(one).reinterpretShape(Lanes.INTS, 0)).sub(BoxMuller.ROOT_HALF);
            FloatVector exponent =
                    (FloatVector) shifted.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
            IntVector significand =
                    (IntVector) ((FloatVector) shifted.and(BoxMuller.SIGNIFICAND).add(BoxMuller.ROOT_HALF)
                            .reinterpretShape(Lanes.FLOATS, 0)).sub(1f).reinterpretShape(Lanes.INTS, 0);
            IntVector negative = shifted.lanewise(VectorOperators.ASHR, 31);
            IntVector exact = (IntVector) t.reinterpretShape(Lanes.INTS, 0);
            FloatVector f = (FloatVector) exact
                    .lanewise(VectorOperators.XOR, exact.lanewise(VectorOperators.XOR, significand).and(negative))
                    .reinterpretShape(Lanes.FLOATS, 0);
            FloatVector log = broadcast(Lanes.FLOATS, BoxMuller.LOG_8);
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_7));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_6));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_5));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_4));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_3));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_2));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_1));
            log = log.fma(f, broadcast(Lanes.FLOATS, BoxMuller.LOG_0));
            exponent.fma(broadcast(Lanes.FLOATS, BoxMuller.MINUS_TWO_LN_2), f.mul(log)).sqrt().mul(deviation)
                    .intoArray(target, offset + i);
        }
        return least.lanewise(VectorOperators.XOR, Integer.MIN_VALUE).reduceLanes(VectorOperators.MIN)
                ^ Integer.MIN_VALUE;
    }

    /** Takes the radii from the first half of each unit. */
    private static void directions(long[] words, int units, float mean, float[] target, int offset) {
        if (units == 0) return;
        FloatVector centre = broadcast(Lanes.FLOATS, mean);
        for (int pair = 0; pair < units * PAIRS; pair += FLOATS) {
            int i = position(pair, PAIRS, FLOATS);
            IntVector word = (IntVector) LongVector.fromArray(Lanes.LONGS, words, i + PAIRS >> 1)
                    .reinterpretShape(Lanes.INTS, 0);
            FloatVector a = ((FloatVector) word.lanewise(VectorOperators.LSHL, 2).convert(VectorOperators.I2F, 0))
                    .mul(BoxMuller.ANGLE);
            FloatVector z = a.mul(a);
            FloatVector tail =
                    broadcast(Lanes.FLOATS, BoxMuller.SIN_2).fma(z, broadcast(Lanes.FLOATS, BoxMuller.SIN_1)).fma(z,
                            broadcast(Lanes.FLOATS, BoxMuller.SIN_0));
            IntVector sine = (IntVector) a.mul(z).fma(tail, a).reinterpretShape(Lanes.INTS, 0);
            tail = broadcast(Lanes.FLOATS, BoxMuller.COS_2).fma(z, broadcast(Lanes.FLOATS, BoxMuller.COS_1)).fma(z,
                    broadcast(Lanes.FLOATS, BoxMuller.COS_0));
            FloatVector cosine = z.mul(z).fma(tail, z.fma(broadcast(Lanes.FLOATS, -0.5f), broadcast(Lanes.FLOATS, 1f)));
            IntVector mirror = word.lanewise(VectorOperators.LSHL, 1).and(Integer.MIN_VALUE);
            IntVector mirrored =
                    ((IntVector) cosine.reinterpretShape(Lanes.INTS, 0)).lanewise(VectorOperators.XOR, mirror);
            IntVector swap = mirrored.lanewise(VectorOperators.XOR, sine)
                    .and(word.lanewise(VectorOperators.ASHR, 31));
            FloatVector first =
                    (FloatVector) mirrored.lanewise(VectorOperators.XOR, swap).reinterpretShape(Lanes.FLOATS, 0);
            FloatVector second =
                    (FloatVector) sine.lanewise(VectorOperators.XOR, swap).reinterpretShape(Lanes.FLOATS, 0);
            FloatVector radius = FloatVector.fromArray(Lanes.FLOATS, target, offset + i);
            radius.fma(first, centre).intoArray(target, offset + i);
            radius.fma(second, centre).intoArray(target, offset + i + PAIRS);
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        if (units == 0) return;
        FloatVector centre = broadcast(Lanes.FLOATS, mean);
        for (int i = 0; i < units * UNIT; i += FLOATS) {
            IntVector word =
                    (IntVector) LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretShape(Lanes.INTS, 0);
            IntVector odd = word.lanewise(VectorOperators.LSHR, 7).or(1).sub(1 << 24);
            FloatVector p = ((FloatVector) odd.convert(VectorOperators.I2F, 0)).mul(0x1p-24f);
            FloatVector y = p.neg().fma(p, broadcast(Lanes.FLOATS, 1f));
            FloatVector numerator = broadcast(Lanes.FLOATS, TruncatedNormal.P_4);
            numerator = numerator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.P_3));
            numerator = numerator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.P_2));
            numerator = numerator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.P_1));
            numerator = numerator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.P_0));
            FloatVector denominator = broadcast(Lanes.FLOATS, TruncatedNormal.Q_4);
            denominator = denominator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.Q_3));
            denominator = denominator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.Q_2));
            denominator = denominator.fma(y, broadcast(Lanes.FLOATS, TruncatedNormal.Q_1));
            denominator = denominator.fma(y, broadcast(Lanes.FLOATS, 1f));
            p.mul(numerator).div(denominator).fma(broadcast(Lanes.FLOATS, deviation), centre).intoArray(target,
                    offset + i);
        }
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        if (units == 0) return;
        DoubleVector start = broadcast(Lanes.DOUBLES, low);
        for (int i = 0; i < units * LONGS; i += DOUBLES) {
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i).lanewise(VectorOperators.LSHR, 11);
            DoubleVector high = (DoubleVector) word.lanewise(VectorOperators.LSHR, 32).or(HIGH_EXPONENT)
                    .reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector lower =
                    (DoubleVector) word.and(Generators.LOW_HALF).or(LOW_EXPONENT).reinterpretShape(Lanes.DOUBLES, 0);
            high.sub(0x1p84 + 0x1p52).add(lower).mul(0x1p-53).fma(broadcast(Lanes.DOUBLES, width), start)
                    .intoArray(target, offset + i);
        }
    }

    @Override
    public boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        int least = arguments(words, units, target, offset);
        radii(units, deviation, target, offset);
        directions(words, units, mean, target, offset);
        return least == 0;
    }

    /**
     * Writes arguments of the logarithm, minus one, to the first half of each unit, and their exponents to the second;
     * returns the least high half of a word, unsigned.
     */
    private static int arguments(long[] words, int units, double[] target, int offset) {
        if (units == 0) return -1;
        IntVector least = IntVector.broadcast(Lanes.INTS, -1);
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i);
            // As ints, because AVX2 has no minimum of longs.
            least = least.lanewise(VectorOperators.UMIN,
                    (IntVector) word.or(Generators.LOW_HALF).reinterpretShape(Lanes.INTS, 0));
            DoubleVector high = (DoubleVector) word.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, HIGH_EXPONENT | SIGN_OF_HIGH).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector low =
                    (DoubleVector) word.and(Generators.LOW_HALF).or(LOW_EXPONENT).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector t = high.sub(0x1p84 + 0x1p63 + 0x1p52).add(low).mul(0x1p-64);
            // By a shift of ints, as AVX2 has none of longs; the lower half of the bits of 1 is 0.
            IntVector sign = ((IntVector) word.reinterpretShape(Lanes.INTS, 0)).lanewise(VectorOperators.ASHR, 31);
            DoubleVector one =
                    (DoubleVector) ((LongVector) sign.reinterpretShape(Lanes.LONGS, 0)).and(BoxMullerDouble.ONE)
                            .reinterpretShape(Lanes.DOUBLES, 0);
            LongVector shifted =
                    ((LongVector) t.add(one).reinterpretShape(Lanes.LONGS, 0)).sub(BoxMullerDouble.ROOT_HALF);
            ((DoubleVector) shifted.add((long) EXPONENT_BIAS << 52).lanewise(VectorOperators.LSHR, 52).or(LOW_EXPONENT)
                    .reinterpretShape(Lanes.DOUBLES, 0))
                    .sub(0x1p52 + EXPONENT_BIAS)
                    .intoArray(target, offset + i + PAIRS_OF_LONGS);
            LongVector significand =
                    (LongVector) ((DoubleVector) shifted.and(BoxMullerDouble.SIGNIFICAND).add(BoxMullerDouble.ROOT_HALF)
                            .reinterpretShape(Lanes.DOUBLES, 0)).sub(1).reinterpretShape(Lanes.LONGS, 0);
            LongVector exact = (LongVector) t.reinterpretShape(Lanes.LONGS, 0);
            LongVector negative = ZERO.sub(shifted.lanewise(VectorOperators.LSHR, 63));
            ((DoubleVector) exact
                    .lanewise(VectorOperators.XOR, exact.lanewise(VectorOperators.XOR, significand).and(negative))
                    .reinterpretShape(Lanes.DOUBLES, 0))
                    .intoArray(target, offset + i);
        }
        return least.lanewise(VectorOperators.XOR, Integer.MIN_VALUE).reduceLanes(VectorOperators.MIN)
                ^ Integer.MIN_VALUE;
    }

    /** Makes radii of what {@link #arguments} left, in the first half of each unit. */
    private static void radii(int units, double deviation, double[] target, int offset) {
        if (units == 0) return;
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            DoubleVector f = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i);
            DoubleVector exponent = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i + PAIRS_OF_LONGS);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector tail = broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_7);
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_6));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_5));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_4));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_3));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_2));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.LOG_1));
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector log = f.sub(s.neg().fma(z.fma(tail, halfSquare), halfSquare));
            exponent.fma(broadcast(Lanes.DOUBLES, BoxMullerDouble.MINUS_TWO_LN_2), log.mul(-2)).sqrt().mul(deviation)
                    .intoArray(target, offset + i);
        }
    }

    /** Takes the radii from the first half of each unit. */
    private static void directions(long[] words, int units, double mean, double[] target, int offset) {
        if (units == 0) return;
        DoubleVector centre = broadcast(Lanes.DOUBLES, mean);
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i + PAIRS_OF_LONGS);
            LongVector angle = word.lanewise(VectorOperators.LSHL, 2);
            DoubleVector high = (DoubleVector) angle.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, HIGH_EXPONENT | SIGN_OF_HIGH).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector low =
                    (DoubleVector) angle.and(Generators.LOW_HALF).or(LOW_EXPONENT).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector a = high.sub(0x1p84 + 0x1p63 + 0x1p52).add(low).mul(BoxMullerDouble.ANGLE);
            DoubleVector z = a.mul(a);
            DoubleVector tail = broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_6);
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_5));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_4));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_3));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_2));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.SIN_1));
            LongVector sine = (LongVector) a.mul(z).fma(tail, a).reinterpretShape(Lanes.LONGS, 0);
            tail = broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_6);
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_5));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_4));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_3));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_2));
            tail = tail.fma(z, broadcast(Lanes.DOUBLES, BoxMullerDouble.COS_1));
            DoubleVector cosine =
                    z.mul(z).fma(tail, z.fma(broadcast(Lanes.DOUBLES, -0.5), broadcast(Lanes.DOUBLES, 1)));
            LongVector mirror = word.lanewise(VectorOperators.LSHL, 1).and(Long.MIN_VALUE);
            LongVector mirrored =
                    ((LongVector) cosine.reinterpretShape(Lanes.LONGS, 0)).lanewise(VectorOperators.XOR, mirror);
            LongVector swap = mirrored.lanewise(VectorOperators.XOR, sine)
                    .and(ZERO.sub(word.lanewise(VectorOperators.LSHR, 63)));
            DoubleVector first =
                    (DoubleVector) mirrored.lanewise(VectorOperators.XOR, swap).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector second =
                    (DoubleVector) sine.lanewise(VectorOperators.XOR, swap).reinterpretShape(Lanes.DOUBLES, 0);
            DoubleVector radius = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i);
            radius.fma(first, centre).intoArray(target, offset + i);
            radius.fma(second, centre).intoArray(target, offset + i + PAIRS_OF_LONGS);
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        if (units == 0) return;
        DoubleVector centre = broadcast(Lanes.DOUBLES, mean);
        for (int i = 0; i < units * LONGS; i += DOUBLES) {
            LongVector bits = LongVector.fromArray(Lanes.LONGS, words, i).lanewise(VectorOperators.LSHR, 12)
                    .or(BoxMullerDouble.ONE);
            DoubleVector p = ((DoubleVector) bits.reinterpretShape(Lanes.DOUBLES, 0)).sub(1.5).fma(2, 0x1p-52);
            DoubleVector y = p.neg().fma(p, broadcast(Lanes.DOUBLES, 1));
            DoubleVector numerator = broadcast(Lanes.DOUBLES, TruncatedNormal.NUMERATOR[TruncatedNormal.DEGREE]);
            DoubleVector denominator = broadcast(Lanes.DOUBLES, TruncatedNormal.DENOMINATOR[TruncatedNormal.DEGREE]);
            for (int power = TruncatedNormal.DEGREE - 1; power >= 0; power--) {
                numerator = numerator.fma(y, broadcast(Lanes.DOUBLES, TruncatedNormal.NUMERATOR[power]));
                denominator = denominator.fma(y, broadcast(Lanes.DOUBLES, TruncatedNormal.DENOMINATOR[power]));
            }
            p.mul(numerator).div(denominator).fma(broadcast(Lanes.DOUBLES, deviation), centre).intoArray(target,
                    offset + i);
        }
    }

    @Override
    public void drop(
            long[] words, int first, int length, int dropped, float factor, float[] x, int from, float[] y, int to) {
        // A long holds two words, so a vector begins with an even one.
        int i = Math.min(first & 1, length);
        narrow.drop(words, first, i, dropped, factor, x, from, y, to);
        for (; i <= length - FLOATS; i += FLOATS) {
            IntVector word = (IntVector) LongVector.fromArray(Lanes.LONGS, words, first + i >> 1)
                    .reinterpretShape(Lanes.INTS, 0);
            IntVector kept = word.lanewise(VectorOperators.LSHR, 1).sub(dropped).lanewise(VectorOperators.ASHR, 31)
                    .not();
            IntVector scaled =
                    (IntVector) FloatVector.fromArray(Lanes.FLOATS, x, from + i).mul(factor)
                            .reinterpretShape(Lanes.INTS, 0);
            ((FloatVector) scaled.and(kept).reinterpretShape(Lanes.FLOATS, 0)).intoArray(y, to + i);
        }
        narrow.drop(words, first + i, length - i, dropped, factor, x, from + i, y, to + i);
    }

    /**
     * Index of the {@code pair}-th radius word, for vectors no longer than half a unit: one loop over all of them keeps
     * more iterations in flight (decision 19).
     */
    private static int position(int pair, int half, int lanes) {
        return lanes == half ? 2 * pair : pair + (pair & -half);
    }
}
