package dev.evenkeel.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarSampling}: {@link BoxMuller}, {@link BoxMullerDouble} and {@link TruncatedNormal} transcribed.
 *
 * <p>Selections are made with bits, not with masks: masks of two lanes are not compiled to instructions on x86. Box–Muller takes two
 * loops, radii first: some fifty vector operations are what C2 inlines into one method, and the first loop's results are still in the L1
 * cache when the second one reads them.
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

    /** From which a sign is taken: C2's arithmetic shift of longs for AVX2, which has none, makes float64 normals take 2.2 ns, not 1.7. */
    private static final LongVector ZERO = LongVector.zero(Lanes.LONGS);

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        VectorBits.philox(seed, stream, firstUnit, units, words);
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        VectorBits.splitMix(state, gamma, firstUnit, units, words);
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        FloatVector start = floats(low);
        for (int i = 0; i < units * UNIT; i += FLOATS) {
            IntVector word = LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretAsInts();
            FloatVector u = (FloatVector) word.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0);
            u.mul(0x1p-24f).fma(floats(width), start).intoArray(target, offset + i);
        }
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        int least = radii(words, units, deviation, target, offset);
        directions(words, units, mean, target, offset);
        return least >>> 8 == 0;
    }

    /** To the first half of each unit of {@code target}; returns the least word, unsigned. */
    private static int radii(long[] words, int units, float deviation, float[] target, int offset) {
        IntVector least = IntVector.broadcast(Lanes.INTS, -1);
        for (int pair = 0; pair < units * PAIRS; pair += FLOATS) {
            int i = position(pair, PAIRS, FLOATS);
            IntVector word = LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretAsInts();
            least = least.lanewise(VectorOperators.UMIN, word);
            FloatVector t = ((FloatVector) word.convert(VectorOperators.I2F, 0)).mul(0x1p-32f);
            FloatVector one = word.lanewise(VectorOperators.ASHR, 31).and(BoxMuller.ONE).reinterpretAsFloats();
            IntVector shifted = t.add(one).reinterpretAsInts().sub(BoxMuller.ROOT_HALF);
            FloatVector exponent =
                    (FloatVector) shifted.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
            IntVector significand = shifted.and(BoxMuller.SIGNIFICAND).add(BoxMuller.ROOT_HALF)
                    .reinterpretAsFloats().sub(1f).reinterpretAsInts();
            IntVector negative = shifted.lanewise(VectorOperators.ASHR, 31);
            IntVector exact = t.reinterpretAsInts();
            FloatVector f = exact
                    .lanewise(VectorOperators.XOR, exact.lanewise(VectorOperators.XOR, significand).and(negative))
                    .reinterpretAsFloats();
            FloatVector log = floats(BoxMuller.LOG_8);
            log = log.fma(f, floats(BoxMuller.LOG_7));
            log = log.fma(f, floats(BoxMuller.LOG_6));
            log = log.fma(f, floats(BoxMuller.LOG_5));
            log = log.fma(f, floats(BoxMuller.LOG_4));
            log = log.fma(f, floats(BoxMuller.LOG_3));
            log = log.fma(f, floats(BoxMuller.LOG_2));
            log = log.fma(f, floats(BoxMuller.LOG_1));
            log = log.fma(f, floats(BoxMuller.LOG_0));
            exponent.fma(floats(BoxMuller.MINUS_TWO_LN_2), f.mul(log)).sqrt().mul(deviation)
                    .intoArray(target, offset + i);
        }
        return unsignedLeast(least);
    }

    /** Takes the radii from the first half of each unit. */
    private static void directions(long[] words, int units, float mean, float[] target, int offset) {
        FloatVector centre = floats(mean);
        for (int pair = 0; pair < units * PAIRS; pair += FLOATS) {
            int i = position(pair, PAIRS, FLOATS);
            IntVector word = LongVector.fromArray(Lanes.LONGS, words, i + PAIRS >> 1).reinterpretAsInts();
            FloatVector a = ((FloatVector) word.lanewise(VectorOperators.LSHL, 2).convert(VectorOperators.I2F, 0))
                    .mul(BoxMuller.ANGLE);
            FloatVector z = a.mul(a);
            FloatVector tail = floats(BoxMuller.SIN_2).fma(z, floats(BoxMuller.SIN_1)).fma(z,
                    floats(BoxMuller.SIN_0));
            IntVector sine = a.mul(z).fma(tail, a).reinterpretAsInts();
            tail = floats(BoxMuller.COS_2).fma(z, floats(BoxMuller.COS_1)).fma(z, floats(BoxMuller.COS_0));
            FloatVector cosine = z.mul(z).fma(tail, z.fma(floats(-0.5f), floats(1f)));
            IntVector mirror = word.lanewise(VectorOperators.LSHL, 1).and(Integer.MIN_VALUE);
            IntVector mirrored = cosine.reinterpretAsInts().lanewise(VectorOperators.XOR, mirror);
            IntVector swap = mirrored.lanewise(VectorOperators.XOR, sine)
                    .and(word.lanewise(VectorOperators.ASHR, 31));
            FloatVector first = mirrored.lanewise(VectorOperators.XOR, swap).reinterpretAsFloats();
            FloatVector second = sine.lanewise(VectorOperators.XOR, swap).reinterpretAsFloats();
            FloatVector radius = FloatVector.fromArray(Lanes.FLOATS, target, offset + i);
            radius.fma(first, centre).intoArray(target, offset + i);
            radius.fma(second, centre).intoArray(target, offset + i + PAIRS);
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        FloatVector centre = floats(mean);
        for (int i = 0; i < units * UNIT; i += FLOATS) {
            IntVector word = LongVector.fromArray(Lanes.LONGS, words, i >> 1).reinterpretAsInts();
            IntVector odd = word.lanewise(VectorOperators.LSHR, 7).or(1).sub(1 << 24);
            FloatVector p = ((FloatVector) odd.convert(VectorOperators.I2F, 0)).mul(0x1p-24f);
            FloatVector y = p.neg().fma(p, floats(1f));
            FloatVector numerator = floats(TruncatedNormal.P_4);
            numerator = numerator.fma(y, floats(TruncatedNormal.P_3));
            numerator = numerator.fma(y, floats(TruncatedNormal.P_2));
            numerator = numerator.fma(y, floats(TruncatedNormal.P_1));
            numerator = numerator.fma(y, floats(TruncatedNormal.P_0));
            FloatVector denominator = floats(TruncatedNormal.Q_4);
            denominator = denominator.fma(y, floats(TruncatedNormal.Q_3));
            denominator = denominator.fma(y, floats(TruncatedNormal.Q_2));
            denominator = denominator.fma(y, floats(TruncatedNormal.Q_1));
            denominator = denominator.fma(y, floats(1f));
            p.mul(numerator).div(denominator).fma(floats(deviation), centre).intoArray(target, offset + i);
        }
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        DoubleVector start = doubles(low);
        for (int i = 0; i < units * LONGS; i += DOUBLES) {
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i).lanewise(VectorOperators.LSHR, 11);
            DoubleVector high = word.lanewise(VectorOperators.LSHR, 32).or(HIGH_EXPONENT).reinterpretAsDoubles();
            DoubleVector lower = word.and(RandomBits.LOW_HALF).or(LOW_EXPONENT).reinterpretAsDoubles();
            high.sub(0x1p84 + 0x1p52).add(lower).mul(0x1p-53).fma(doubles(width), start)
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
     * Of the logarithm, minus one, to the first half of each unit, and their exponents to the second half; returns the least high half of
     * a word, unsigned.
     */
    private static int arguments(long[] words, int units, double[] target, int offset) {
        IntVector least = IntVector.broadcast(Lanes.INTS, -1);
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i);
            // As ints: AVX2 has no minimum of longs.
            least = least.lanewise(VectorOperators.UMIN, word.or(RandomBits.LOW_HALF).reinterpretAsInts());
            DoubleVector high = word.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, HIGH_EXPONENT | SIGN_OF_HIGH).reinterpretAsDoubles();
            DoubleVector low = word.and(RandomBits.LOW_HALF).or(LOW_EXPONENT).reinterpretAsDoubles();
            DoubleVector t = high.sub(0x1p84 + 0x1p63 + 0x1p52).add(low).mul(0x1p-64);
            // The lower half of the bits of 1 is empty, and AVX2 has no arithmetic shift of longs.
            IntVector sign = word.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
            DoubleVector one =
                    sign.reinterpretAsLongs().and(BoxMullerDouble.ONE).reinterpretAsDoubles();
            LongVector shifted = t.add(one).reinterpretAsLongs().sub(BoxMullerDouble.ROOT_HALF);
            shifted.add((long) EXPONENT_BIAS << 52).lanewise(VectorOperators.LSHR, 52).or(LOW_EXPONENT)
                    .reinterpretAsDoubles().sub(0x1p52 + EXPONENT_BIAS)
                    .intoArray(target, offset + i + PAIRS_OF_LONGS);
            LongVector significand = shifted.and(BoxMullerDouble.SIGNIFICAND).add(BoxMullerDouble.ROOT_HALF)
                    .reinterpretAsDoubles().sub(1).reinterpretAsLongs();
            LongVector exact = t.reinterpretAsLongs();
            LongVector negative = ZERO.sub(shifted.lanewise(VectorOperators.LSHR, 63));
            exact.lanewise(VectorOperators.XOR, exact.lanewise(VectorOperators.XOR, significand).and(negative))
                    .reinterpretAsDoubles().intoArray(target, offset + i);
        }
        return unsignedLeast(least);
    }

    /** From what {@link #arguments} left, to the first half of each unit. */
    private static void radii(int units, double deviation, double[] target, int offset) {
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            DoubleVector f = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i);
            DoubleVector exponent = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i + PAIRS_OF_LONGS);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector tail = doubles(BoxMullerDouble.LOG_7);
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_6));
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_5));
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_4));
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_3));
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_2));
            tail = tail.fma(z, doubles(BoxMullerDouble.LOG_1));
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector log = f.sub(s.neg().fma(z.fma(tail, halfSquare), halfSquare));
            exponent.fma(doubles(BoxMullerDouble.MINUS_TWO_LN_2), log.mul(-2)).sqrt().mul(deviation)
                    .intoArray(target, offset + i);
        }
    }

    /** Takes the radii from the first half of each unit. */
    private static void directions(long[] words, int units, double mean, double[] target, int offset) {
        DoubleVector centre = doubles(mean);
        for (int pair = 0; pair < units * PAIRS_OF_LONGS; pair += DOUBLES) {
            int i = position(pair, PAIRS_OF_LONGS, DOUBLES);
            LongVector word = LongVector.fromArray(Lanes.LONGS, words, i + PAIRS_OF_LONGS);
            LongVector turn = word.lanewise(VectorOperators.LSHL, 2);
            DoubleVector high = turn.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, HIGH_EXPONENT | SIGN_OF_HIGH).reinterpretAsDoubles();
            DoubleVector low = turn.and(RandomBits.LOW_HALF).or(LOW_EXPONENT).reinterpretAsDoubles();
            DoubleVector a = high.sub(0x1p84 + 0x1p63 + 0x1p52).add(low).mul(BoxMullerDouble.ANGLE);
            DoubleVector z = a.mul(a);
            DoubleVector tail = doubles(BoxMullerDouble.SIN_6);
            tail = tail.fma(z, doubles(BoxMullerDouble.SIN_5));
            tail = tail.fma(z, doubles(BoxMullerDouble.SIN_4));
            tail = tail.fma(z, doubles(BoxMullerDouble.SIN_3));
            tail = tail.fma(z, doubles(BoxMullerDouble.SIN_2));
            tail = tail.fma(z, doubles(BoxMullerDouble.SIN_1));
            LongVector sine = a.mul(z).fma(tail, a).reinterpretAsLongs();
            tail = doubles(BoxMullerDouble.COS_6);
            tail = tail.fma(z, doubles(BoxMullerDouble.COS_5));
            tail = tail.fma(z, doubles(BoxMullerDouble.COS_4));
            tail = tail.fma(z, doubles(BoxMullerDouble.COS_3));
            tail = tail.fma(z, doubles(BoxMullerDouble.COS_2));
            tail = tail.fma(z, doubles(BoxMullerDouble.COS_1));
            DoubleVector cosine = z.mul(z).fma(tail, z.fma(doubles(-0.5), doubles(1)));
            LongVector mirror = word.lanewise(VectorOperators.LSHL, 1).and(Long.MIN_VALUE);
            LongVector mirrored = cosine.reinterpretAsLongs().lanewise(VectorOperators.XOR, mirror);
            LongVector swap = mirrored.lanewise(VectorOperators.XOR, sine)
                    .and(ZERO.sub(word.lanewise(VectorOperators.LSHR, 63)));
            DoubleVector first = mirrored.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
            DoubleVector second = sine.lanewise(VectorOperators.XOR, swap).reinterpretAsDoubles();
            DoubleVector radius = DoubleVector.fromArray(Lanes.DOUBLES, target, offset + i);
            radius.fma(first, centre).intoArray(target, offset + i);
            radius.fma(second, centre).intoArray(target, offset + i + PAIRS_OF_LONGS);
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        DoubleVector centre = doubles(mean);
        for (int i = 0; i < units * LONGS; i += DOUBLES) {
            LongVector bits = LongVector.fromArray(Lanes.LONGS, words, i).lanewise(VectorOperators.LSHR, 12)
                    .or(BoxMullerDouble.ONE);
            DoubleVector p = bits.reinterpretAsDoubles().sub(1.5).fma(2, 0x1p-52);
            DoubleVector y = p.neg().fma(p, doubles(1));
            DoubleVector numerator = doubles(TruncatedNormal.NUMERATOR[TruncatedNormal.DEGREE]);
            DoubleVector denominator = doubles(TruncatedNormal.DENOMINATOR[TruncatedNormal.DEGREE]);
            for (int power = TruncatedNormal.DEGREE - 1; power >= 0; power--) {
                numerator = numerator.fma(y, doubles(TruncatedNormal.NUMERATOR[power]));
                denominator = denominator.fma(y, doubles(TruncatedNormal.DENOMINATOR[power]));
            }
            p.mul(numerator).div(denominator).fma(doubles(deviation), centre).intoArray(target, offset + i);
        }
    }

    /**
     * Where the {@code pair}-th radius word lies, in vectors that are no longer than the half of a unit: one loop over all of them keeps
     * more iterations in flight than loops over halves inside a loop over units. At 512 bits float32 fell from 0.39 to 0.30 ns a sample, float64 from 1.3 to 1.1.
     */
    private static int position(int pair, int half, int lanes) {
        return lanes == half ? 2 * pair : pair + (pair & -half);
    }

    /** By signed numbers: C2 has no instructions for the least of unsigned ones across a vector. */
    private static int unsignedLeast(IntVector vector) {
        return vector.lanewise(VectorOperators.XOR, Integer.MIN_VALUE).reduceLanes(VectorOperators.MIN)
                ^ Integer.MIN_VALUE;
    }

    private static FloatVector floats(float value) {
        return FloatVector.broadcast(Lanes.FLOATS, value);
    }

    private static DoubleVector doubles(double value) {
        return DoubleVector.broadcast(Lanes.DOUBLES, value);
    }
}
