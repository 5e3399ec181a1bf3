package dev.evenkeel.internal.kernel.loss;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarLoss}. Loops that sum, in {@link VectorLossSums} and {@link VectorLogistic}, take the
 * last columns from {@code work}, padded with values that change no sum. The others end with a vector that overlaps the
 * one before (decision 5). A call without columns calls all loops, which only counts (decision 4).
 */
public final class VectorLoss implements LossKernel {
    private static final int LANES = FLOATS.length();

    /** Where the last columns of the operands lie. */
    private static final int EDGE = 2 * SUMS;

    private static final int SECOND_EDGE = 3 * SUMS;
    private static final int THIRD_EDGE = 4 * SUMS;
    private static final int OUTPUT_EDGE = 5 * SUMS;

    private final ScalarLoss narrow = new ScalarLoss();

    /** Loads all classes that it works with. */
    public VectorLoss() {
        Lanes.initialize();
        Room.initialize(VectorLossSums.class, VectorLogistic.class);
    }

    @Override
    public float greatest(float[] x, int from, int columns) {
        if (columns < LANES) {
            return columns == 0 || from > x.length - LANES ? narrow.greatest(x, from, columns)
                    : FLOATS_CLASS.cast(fromArray(FLOATS, x, from)).blend(Float.NEGATIVE_INFINITY,
                            FLOATS_CLASS.cast(fromArray(FLOATS, VectorLossSums.PLACES, 0)).compare(VectorOperators.GE,
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
            VectorLossSums.addExponentials(x, from, 0, shift, e, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            VectorLossSums.clear(work, SUMS);
            VectorLossSums.addExponentials(x, from + block, whole, shift, e, to + block, work);
            if (rest > 0) {
                VectorLossSums.edge(x, from + block + whole, rest, Float.NEGATIVE_INFINITY, work, EDGE);
                VectorLossSums.addExponentials(work, EDGE, SUMS, shift, work, EDGE, work);
                System.arraycopy(work, EDGE, e, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
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
            VectorLossSums.addWeighed(x, xFrom, q, qFrom, 0, shift, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            VectorLossSums.clear(work, VectorLossSums.SECOND + SUMS);
            VectorLossSums.addWeighed(x, xFrom + block, q, qFrom + block, whole, shift, work);
            if (rest > 0) {
                VectorLossSums.edge(x, xFrom + block + whole, rest, shift, work, EDGE);
                VectorLossSums.edge(q, qFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                VectorLossSums.addWeighed(work, EDGE, work, SECOND_EDGE, SUMS, shift, work);
            }
            sum += PartialSums.total(work, 0);
            products += PartialSums.total(work, VectorLossSums.SECOND);
        }
        sums[0] = sum;
        sums[1] = products;
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
            VectorLossSums.addDeviations(p, pFrom, q, qFrom, 0, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            VectorLossSums.clear(work, VectorLossSums.SECOND + SUMS);
            VectorLossSums.addDeviations(p, pFrom + block, q, qFrom + block, whole, work);
            if (rest > 0) {
                VectorLossSums.edge(p, pFrom + block + whole, rest, 0f, work, EDGE);
                VectorLossSums.edge(q, qFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                VectorLossSums.addDeviations(work, EDGE, work, SECOND_EDGE, SUMS, work);
            }
            squares += PartialSums.total(work, 0);
            products += PartialSums.total(work, VectorLossSums.SECOND);
        }
        sums[0] = squares;
        sums[1] = products;
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
            VectorLossSums.addDifferences(x, xFrom, t, tFrom, 0, factor, y, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            VectorLossSums.clear(work, SUMS);
            VectorLossSums.addDifferences(x, xFrom + block, t, tFrom + block, whole, factor, y, to + block, work);
            if (rest > 0) {
                VectorLossSums.edge(x, xFrom + block + whole, rest, 0f, work, EDGE);
                VectorLossSums.edge(t, tFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                VectorLossSums.addDifferences(work, EDGE, work, SECOND_EDGE, SUMS, factor, work, OUTPUT_EDGE, work);
                System.arraycopy(work, OUTPUT_EDGE, y, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    @Override
    public double logistic(
            float[] x, int xFrom, float[] t, int tFrom, float[] w, int columns, float[] y, int to, float[] work) {
        double sum = 0;
        int count;
        if (columns == 0) {
            VectorLogistic.powersAndLogarithms(x, xFrom, 0, work);
            VectorLogistic.addLogistic(x, xFrom, t, tFrom, w, 0, 0, y, to, work);
        }
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            int whole = count & -SUMS;
            int rest = count - whole;
            VectorLossSums.clear(work, SUMS);
            VectorLogistic.powersAndLogarithms(x, xFrom + block, whole, work);
            VectorLogistic.addLogistic(x, xFrom + block, t, tFrom + block, w, block, whole, y, to + block, work);
            if (rest > 0) {
                VectorLossSums.edge(x, xFrom + block + whole, rest, -Float.MAX_VALUE, work, EDGE);
                VectorLossSums.edge(t, tFrom + block + whole, rest, 0f, work, SECOND_EDGE);
                VectorLossSums.edge(w, block + whole, rest, 0f, work, THIRD_EDGE);
                VectorLogistic.powersAndLogarithms(work, EDGE, SUMS, work);
                VectorLogistic.addLogistic(work, EDGE, work, SECOND_EDGE, work, THIRD_EDGE, SUMS, work, OUTPUT_EDGE,
                        work);
                System.arraycopy(work, OUTPUT_EDGE, y, to + block + whole, rest);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }
}
