package dev.evenkeel.internal.kernel.loss;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.INTS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.math.Exponential;
import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarLoss}. Loops that sum take 16 columns at a time, and the last columns from {@code
 * work}, padded with values that change no sum. The others end with a vector that overlaps the one before (decision 5).
 * A call without columns calls all loops, which only counts (decision 4).
 */
public final class VectorLoss implements LossKernel {
    private static final int LANES = FLOATS.length();

    /** Where the second sum of a loop keeps its partial sums. */
    private static final int SECOND = SUMS;

    /** Where the last columns of the operands lie. */
    private static final int EDGE = 2 * SUMS;

    private static final int SECOND_EDGE = 3 * SUMS;
    private static final int THIRD_EDGE = 4 * SUMS;
    private static final int OUTPUT_EDGE = 5 * SUMS;

    /** Where u = e^−|x| of a block lies. */
    private static final int POWERS = 6 * SUMS;

    /** Where ln(1 + u) of a block lies. */
    private static final int LOGARITHMS = POWERS + BLOCK;

    /** 0, 1, 2 … */
    private static final float[] PLACES = new float[SUMS];

    static {
        for (int i = 0; i < SUMS; i++) {
            PLACES[i] = i;
        }
    }

    private final ScalarLoss narrow = new ScalarLoss();

    /** Loads all classes that it works with. */
    public VectorLoss() {
        Lanes.initialize();
    }

    @Override
    public float greatest(float[] x, int from, int columns) {
        if (columns < LANES) {
            return columns == 0 || from > x.length - LANES ? narrow.greatest(x, from, columns)
                    : FLOATS_CLASS.cast(fromArray(FLOATS, x, from)).blend(Float.NEGATIVE_INFINITY,
                            FLOATS_CLASS.cast(fromArray(FLOATS, PLACES, 0)).compare(VectorOperators.GE,
                                    (float) columns))
                            .reduceLanes(VectorOperators.MAX);
        }
        FloatVector last = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + columns - LANES));
        FloatVector m0 = last;
        FloatVector m1 = last;
        FloatVector m2 = last;
        FloatVector m3 = last;
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            m0 = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).max(m0);
            m1 = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j + LANES)).max(m1);
            m2 = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j + 2 * LANES)).max(m2);
            m3 = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j + 3 * LANES)).max(m3);
        }
        for (; j <= columns - LANES; j += LANES) {
            m0 = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).max(m0);
        }
        m0 = FLOATS_CLASS.cast(m0);
        m2 = FLOATS_CLASS.cast(m2);
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    @Override
    public int place(float[] x, int from, int columns, float value) {
        int j = 0;
        while (j <= columns - LANES
                && !FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).compare(VectorOperators.EQ, value)
                        .anyTrue()) {
            j += LANES;
        }
        return j + narrow.place(x, from + j, columns - j, value);
    }

    @Override
    public double exponentials(float[] x, int from, int columns, float shift, float[] e, int to, float[] work) {
        double sum = 0;
        int count;
        if (columns == 0) {
            addExponentials(x, from, 0, shift, e, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            clear(work, SUMS);
            addExponentials(x, from + block, whole, shift, e, to + block, work);
            if (rest > 0) {
                edge(x, from + block + whole, rest, Float.NEGATIVE_INFINITY, work, EDGE);
                addExponentials(work, EDGE, SUMS, shift, work, EDGE, work);
                System.arraycopy(work, EDGE, e, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    /** As {@link Exponential#ofNegative}; unsigned bits of numbers that are not positive ascend as they fall. */
    private static void addExponentials(float[] x, int from, int columns, float shift, float[] e, int to,
            float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                IntVector bits =
                        INTS_CLASS.cast(FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j))
                                .sub(shift).reinterpretShape(Lanes.INTS, 0));
                FloatVector y = FLOATS_CLASS.cast(bits
                        .lanewise(VectorOperators.UMIN,
                                IntVector.broadcast(Lanes.INTS, Float.floatToRawIntBits(Exponential.LOWEST)))
                        .reinterpretShape(FLOATS, 0));
                FloatVector rounded = y.fma(broadcast(FLOATS, Exponential.LOG2_E),
                        broadcast(FLOATS, Exponential.ROUNDER));
                FloatVector k = rounded.sub(Exponential.ROUNDER);
                FloatVector r = k.fma(broadcast(FLOATS, -Exponential.LN2_LOW),
                        k.fma(broadcast(FLOATS, -Exponential.LN2_HIGH), y));
                FloatVector p =
                        r.fma(broadcast(FLOATS, Exponential.EXP_6), broadcast(FLOATS, Exponential.EXP_5));
                p = p.fma(r, broadcast(FLOATS, Exponential.EXP_4));
                p = p.fma(r, broadcast(FLOATS, Exponential.EXP_3));
                p = p.fma(r, broadcast(FLOATS, 0.5f));
                p = p.fma(r, broadcast(FLOATS, 1f));
                p = p.fma(r, broadcast(FLOATS, 1f));
                FloatVector power = p.mul(INTS_CLASS.cast(rounded.reinterpretShape(Lanes.INTS, 0))
                        .lanewise(VectorOperators.LSHL, Exponential.TO_EXPONENT).reinterpretShape(FLOATS, 0));
                FLOATS_CLASS.cast(power).intoArray(e, to + j);
                sum = power.add(sum);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }

    @Override
    public void affine(float[] x, int from, int columns, float factor, float addend, float[] y, int to) {
        int last = columns - LANES;
        if (last < 0) {
            narrow.affine(x, from, columns, factor, addend, y, to);
            return;
        }
        FloatVector a = broadcast(FLOATS, factor);
        FloatVector b = broadcast(FLOATS, addend);
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + last)).fma(a, b);
        for (int j = 0; j < last; j += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).fma(a, b);
            FLOATS_CLASS.cast(value).intoArray(y, to + j);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public void subtract(float[] x, int from, int columns, float shift, float low, float[] y, int to) {
        int last = columns - LANES;
        if (last < 0) {
            narrow.subtract(x, from, columns, shift, low, y, to);
            return;
        }
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + last)).sub(shift).sub(low);
        for (int j = 0; j < last; j += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).sub(shift).sub(low);
            FLOATS_CLASS.cast(value).intoArray(y, to + j);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public void targets(float[] t, int from, int columns, float keep, float spread, float[] w, float[] q) {
        int last = columns - LANES;
        if (last < 0) {
            narrow.targets(t, from, columns, keep, spread, w, q);
            return;
        }
        FloatVector a = broadcast(FLOATS, keep);
        FloatVector b = broadcast(FLOATS, spread);
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, t, from + last)).fma(a, b)
                .mul(FLOATS_CLASS.cast(fromArray(FLOATS, w, last)));
        for (int j = 0; j < last; j += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, t, from + j)).fma(a, b)
                    .mul(FLOATS_CLASS.cast(fromArray(FLOATS, w, j)));
            FLOATS_CLASS.cast(value).intoArray(q, j);
        }
        FLOATS_CLASS.cast(end).intoArray(q, last);
    }

    @Override
    public void weigh(
            float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, double[] sums, float[] work) {
        double sum = 0;
        double products = 0;
        int count;
        if (columns == 0) {
            addWeighed(x, xFrom, q, qFrom, 0, shift, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            clear(work, SECOND + SUMS);
            addWeighed(x, xFrom + block, q, qFrom + block, whole, shift, work);
            if (rest > 0) {
                edge(x, xFrom + block + whole, rest, shift, work, EDGE);
                edge(q, qFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                addWeighed(work, EDGE, work, SECOND_EDGE, SUMS, shift, work);
            }
            sum += PartialSums.total(work, 0);
            products += PartialSums.total(work, SECOND);
        }
        sums[0] = sum;
        sums[1] = products;
    }

    private static void addWeighed(float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            FloatVector products = FLOATS_CLASS.cast(fromArray(FLOATS, work, SECOND + lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector weight = FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j));
                sum = weight.add(sum);
                products = weight.fma(FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j)).sub(shift),
                        products);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
            FLOATS_CLASS.cast(products).intoArray(work, SECOND + lane);
        }
    }

    @Override
    public void combine(
            float[] e, int eFrom, float[] q, int qFrom, int columns, float factor, float share, float[] y, int to) {
        int last = columns - LANES;
        if (last < 0) {
            narrow.combine(e, eFrom, q, qFrom, columns, factor, share, y, to);
            return;
        }
        FloatVector minus = broadcast(FLOATS, -share);
        FloatVector end =
                FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + last)).fma(minus,
                        FLOATS_CLASS.cast(fromArray(FLOATS, e, eFrom + last)).mul(factor));
        for (int j = 0; j < last; j += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j)).fma(minus,
                    FLOATS_CLASS.cast(fromArray(FLOATS, e, eFrom + j)).mul(factor));
            FLOATS_CLASS.cast(value).intoArray(y, to + j);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public void deviations(float[] p, int pFrom, float[] q, int qFrom, int columns, double[] sums, float[] work) {
        double squares = 0;
        double products = 0;
        int count;
        if (columns == 0) {
            addDeviations(p, pFrom, q, qFrom, 0, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            clear(work, SECOND + SUMS);
            addDeviations(p, pFrom + block, q, qFrom + block, whole, work);
            if (rest > 0) {
                edge(p, pFrom + block + whole, rest, 0f, work, EDGE);
                edge(q, qFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                addDeviations(work, EDGE, work, SECOND_EDGE, SUMS, work);
            }
            squares += PartialSums.total(work, 0);
            products += PartialSums.total(work, SECOND);
        }
        sums[0] = squares;
        sums[1] = products;
    }

    private static void addDeviations(float[] p, int pFrom, float[] q, int qFrom, int columns, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector squares = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            FloatVector products = FLOATS_CLASS.cast(fromArray(FLOATS, work, SECOND + lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector probability = FLOATS_CLASS.cast(fromArray(FLOATS, p, pFrom + j));
                FloatVector d = probability.sub(FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j)));
                squares = d.fma(d, squares);
                products = d.fma(probability, products);
            }
            FLOATS_CLASS.cast(squares).intoArray(work, lane);
            FLOATS_CLASS.cast(products).intoArray(work, SECOND + lane);
        }
    }

    @Override
    public void quadraticGradient(
            float[] p, int pFrom, float[] q, int qFrom, int columns, float mean, float factor, float[] y, int to) {
        int last = columns - LANES;
        if (last < 0) {
            narrow.quadraticGradient(p, pFrom, q, qFrom, columns, mean, factor, y, to);
            return;
        }
        FloatVector probability = FLOATS_CLASS.cast(fromArray(FLOATS, p, pFrom + last));
        FloatVector end =
                probability.mul(factor).mul(
                        probability.sub(FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + last))).sub(mean));
        for (int j = 0; j < last; j += LANES) {
            probability = FLOATS_CLASS.cast(fromArray(FLOATS, p, pFrom + j));
            FloatVector value = probability.mul(factor)
                    .mul(probability.sub(FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j))).sub(mean));
            FLOATS_CLASS.cast(value).intoArray(y, to + j);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public double differences(
            float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y, int to, float[] work) {
        double sum = 0;
        int count;
        if (columns == 0) {
            addDifferences(x, xFrom, t, tFrom, 0, factor, y, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            clear(work, SUMS);
            addDifferences(x, xFrom + block, t, tFrom + block, whole, factor, y, to + block, work);
            if (rest > 0) {
                edge(x, xFrom + block + whole, rest, 0f, work, EDGE);
                edge(t, tFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                addDifferences(work, EDGE, work, SECOND_EDGE, SUMS, factor, work, OUTPUT_EDGE, work);
                System.arraycopy(work, OUTPUT_EDGE, y, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    private static void addDifferences(float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y,
            int to, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector d = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j))
                        .sub(FLOATS_CLASS.cast(fromArray(FLOATS, t, tFrom + j)));
                FLOATS_CLASS.cast(d.mul(factor)).intoArray(y, to + j);
                sum = d.fma(d, sum);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }

    @Override
    public double logistic(
            float[] x, int xFrom, float[] t, int tFrom, float[] w, int columns, float[] y, int to, float[] work) {
        double sum = 0;
        int count;
        if (columns == 0) {
            powersAndLogarithms(x, xFrom, 0, work);
            addLogistic(x, xFrom, t, tFrom, w, 0, 0, y, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            clear(work, SUMS);
            powersAndLogarithms(x, xFrom + block, whole, work);
            addLogistic(x, xFrom + block, t, tFrom + block, w, block, whole, y, to + block, work);
            if (rest > 0) {
                edge(x, xFrom + block + whole, rest, -Float.MAX_VALUE, work, EDGE);
                edge(t, tFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                edge(w, block + whole, rest, 0f, work, THIRD_EDGE);
                powersAndLogarithms(work, EDGE, SUMS, work);
                addLogistic(work, EDGE, work, SECOND_EDGE, work, THIRD_EDGE, SUMS, work, OUTPUT_EDGE, work);
                System.arraycopy(work, OUTPUT_EDGE, y, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    /** u = e^−|x| and ln(1 + u) to {@code work}: in one loop with what follows, C2 would leave calls in it. */
    private static void powersAndLogarithms(float[] x, int from, int columns, float[] work) {
        for (int j = 0; j < columns; j += LANES) {
            FloatVector y = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).abs().neg()
                    .max(Exponential.LOWEST);
            FloatVector rounded =
                    y.fma(broadcast(FLOATS, Exponential.LOG2_E), broadcast(FLOATS, Exponential.ROUNDER));
            FloatVector k = rounded.sub(Exponential.ROUNDER);
            FloatVector r = k.fma(broadcast(FLOATS, -Exponential.LN2_LOW),
                    k.fma(broadcast(FLOATS, -Exponential.LN2_HIGH), y));
            FloatVector p =
                    r.fma(broadcast(FLOATS, Exponential.EXP_6), broadcast(FLOATS, Exponential.EXP_5));
            p = p.fma(r, broadcast(FLOATS, Exponential.EXP_4));
            p = p.fma(r, broadcast(FLOATS, Exponential.EXP_3));
            p = p.fma(r, broadcast(FLOATS, 0.5f));
            p = p.fma(r, broadcast(FLOATS, 1f));
            p = p.fma(r, broadcast(FLOATS, 1f));
            FloatVector u = p.mul(INTS_CLASS.cast(rounded.reinterpretShape(Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, Exponential.TO_EXPONENT).reinterpretShape(FLOATS, 0));
            FLOATS_CLASS.cast(u).intoArray(work, POWERS + j);
            FloatVector s = u.div(u.add(2f));
            FloatVector z = s.mul(s);
            p = z.fma(broadcast(FLOATS, Exponential.LOG_3), broadcast(FLOATS, Exponential.LOG_2));
            p = p.fma(z, broadcast(FLOATS, Exponential.LOG_1));
            p = p.fma(z, broadcast(FLOATS, Exponential.LOG_0));
            FloatVector value = s.mul(2f).mul(p.fma(z, broadcast(FLOATS, 1f)));
            FLOATS_CLASS.cast(value).intoArray(work, LOGARITHMS + j);
        }
    }

    /** As {@link Logistic}, selecting by the bits of the sign; powers and logarithms lie in {@code work}. */
    private static void addLogistic(float[] x, int xFrom, float[] t, int tFrom, float[] w, int wFrom, int columns,
            float[] y, int to, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector u = FLOATS_CLASS.cast(fromArray(FLOATS, work, POWERS + j));
                FloatVector log = FLOATS_CLASS.cast(fromArray(FLOATS, work, LOGARITHMS + j));
                FloatVector one = FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
                FloatVector target = FLOATS_CLASS.cast(fromArray(FLOATS, t, tFrom + j));
                FloatVector weight = FLOATS_CLASS.cast(fromArray(FLOATS, w, wFrom + j));
                IntVector sign =
                        INTS_CLASS.cast(FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j))
                                .reinterpretShape(Lanes.INTS, 0));
                IntVector positive =
                        INTS_CLASS.cast(one.sub(target).reinterpretShape(Lanes.INTS, 0));
                IntVector negative = INTS_CLASS.cast(weight.mul(target).reinterpretShape(Lanes.INTS, 0));
                IntVector swap = positive.lanewise(VectorOperators.XOR, negative)
                        .and(sign.lanewise(VectorOperators.ASHR, 31));
                FloatVector near = FLOATS_CLASS
                        .cast(positive.lanewise(VectorOperators.XOR, swap).reinterpretShape(FLOATS, 0));
                FloatVector far = FLOATS_CLASS
                        .cast(negative.lanewise(VectorOperators.XOR, swap).reinterpretShape(FLOATS, 0));
                FloatVector magnitude =
                        (FloatVector) sign.and(Integer.MAX_VALUE).reinterpretShape(FLOATS, 0);
                sum = near.fma(magnitude, weight.sub(one).fma(target, one).mul(log)).add(sum);
                FloatVector slope = far.neg().fma(u, near).mul(one.div(u.add(one)));
                FLOATS_CLASS.cast(INTS_CLASS.cast(slope.reinterpretShape(Lanes.INTS, 0))
                        .lanewise(VectorOperators.XOR, sign.and(Integer.MIN_VALUE)).reinterpretShape(FLOATS, 0))
                        .intoArray(y, to + j);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }

    private static void clear(float[] work, int length) {
        FloatVector zero = FLOATS_CLASS.cast(FloatVector.zero(FLOATS));
        for (int lane = 0; lane < length; lane += LANES) {
            FLOATS_CLASS.cast(zero).intoArray(work, lane);
        }
    }

    /**
     * Copies the last values of a row to {@code work[at]}, and pads them to 16. What lies behind them is read where the
     * array has it, and replaced.
     */
    private static void edge(float[] row, int from, int count, float pad, float[] work, int at) {
        if (from > row.length - SUMS) {
            System.arraycopy(row, from, work, at, count);
            Arrays.fill(work, at + count, at + SUMS, pad);
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector place = FLOATS_CLASS.cast(fromArray(FLOATS, PLACES, lane));
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, row, from + lane)).blend(pad,
                    place.compare(VectorOperators.GE, (float) count));
            FLOATS_CLASS.cast(value).intoArray(work, at + lane);
        }
    }
}
