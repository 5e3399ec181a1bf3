package dev.evenkeel.random;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Fills storage with samples of a {@link Distribution}. Element i of a fill is a function of (distribution, stream, i)
 * alone: its bits are the same whatever the vector width, the threads, heap or native storage, and whatever part of a
 * whole is filled.
 *
 * {@snippet :
 * RandomStream stream = RandomStream.philox(42).stream("noise");
 * Distribution normal = Distribution.normal(0, 1);
 * float[] whole = new float[100];
 * Sampling.fill(whole, normal, stream, Execution.sequential());
 * float[] part = new float[40];
 * Sampling.fill(part, 0, 40, 60, normal, stream, Execution.sequential());      // elements 60 to 99
 * IO.println(Arrays.equals(part, Arrays.copyOfRange(whole, 60, 100)));         // true
 * }
 *
 * <p><b>Index.</b> Elements of arrays and segments count from {@code firstIndex}, so that [0, n) filled in parts is [0,
 * n) filled at once. The index of a matrix's element (i, j) is i·cols + j, its place in row-major order, whatever the
 * strides: a matrix stored by columns gets the same values. A shard of a larger matrix has the index that its elements
 * have there.
 *
 * <p><b>Words.</b> A float32 element i consumes word i of the stream, a normal one also that 16 before or after it in
 * its group of 32; a float64 element consumes words 2i and 2i + 1 likewise. Float32 and float64 fills of one stream
 * share its words: use different streams.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where a distribution's parameters
 * do not fit float32, where an index is negative or greater than 2⁶³ − 1, where a matrix holds an element more than
 * once, where a segment is read-only or no whole number of elements; IndexOutOfBoundsException where a range or shard
 * reaches outside; IllegalStateException for a closed segment; WrongThreadException for a confined segment that another
 * thread would have to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Thread-safe: any number of calls at a time, as long as they fill different storage.
 */
public final class Sampling {
    private Sampling() {}

    /** Fills a matrix: element (i, j) is element i·cols + j of the fill. */
    public static void fill(Matrix matrix, Distribution distribution, RandomStream stream, Execution execution) {
        Objects.requireNonNull(matrix, "matrix");
        fill("matrix", matrix, 0, 0, matrix.cols(), distribution, stream, execution);
    }

    /**
     * Fills a matrix that is part of a larger one with {@code wholeCols} columns: element (i, j) is the larger one's
     * (row + i, col + j), element (row + i)·wholeCols + col + j of the fill.
     */
    public static void fill(
            Matrix shard, long row, long col, long wholeCols, Distribution distribution, RandomStream stream,
            Execution execution) {
        Objects.requireNonNull(shard, "shard");
        fill("shard", shard, row, col, wholeCols, distribution, stream, execution);
    }

    private static void fill(
            String name, Matrix matrix, long row, long col, long wholeCols, Distribution distribution,
            RandomStream stream,
            Execution execution) {
        requireNonNull(distribution, stream, execution);
        SamplingChecks.shard(matrix, row, col, wholeCols);
        OperandChecks.output(name, matrix, execution);
        boolean isWholeRows = matrix.cols() == wholeCols;
        new FloatFillTask(isWholeRows ? Views.inOneRow(matrix) : matrix, distribution, stream, (Engine) execution)
                .run(row * wholeCols + col, matrix.cols(), matrix.rows(), wholeCols);
    }

    /** Fills an array: {@code target[i]} is element i. */
    public static void fill(float[] target, Distribution distribution, RandomStream stream, Execution execution) {
        Objects.requireNonNull(target, "target");
        fill(target, 0, target.length, 0, distribution, stream, execution);
    }

    /** Fills a range of an array: {@code target[offset + i]} is element {@code firstIndex + i}, i &lt; length. */
    public static void fill(
            float[] target, int offset, int length, long firstIndex, Distribution distribution, RandomStream stream,
            Execution execution) {
        Objects.requireNonNull(target, "target");
        requireNonNull(distribution, stream, execution);
        SamplingChecks.range(offset, length, target.length);
        SamplingChecks.indices(firstIndex, length);
        OperandChecks.usable(execution);
        new FloatFillTask(Matrix.of(target, offset, 1, length, length, 1), distribution, stream, (Engine) execution)
                .run(firstIndex,
                        length);
    }

    /** Fills an array: {@code target[i]} is element i. */
    public static void fill(double[] target, Distribution distribution, RandomStream stream, Execution execution) {
        Objects.requireNonNull(target, "target");
        fill(target, 0, target.length, 0, distribution, stream, execution);
    }

    /** Fills a range of an array: {@code target[offset + i]} is element {@code firstIndex + i}, i &lt; length. */
    public static void fill(
            double[] target, int offset, int length, long firstIndex, Distribution distribution, RandomStream stream,
            Execution execution) {
        Objects.requireNonNull(target, "target");
        requireNonNull(distribution, stream, execution);
        SamplingChecks.range(offset, length, target.length);
        SamplingChecks.indices(firstIndex, length);
        OperandChecks.usable(execution);
        DoubleFillTask.of(target, offset, distribution, stream, (Engine) execution).run(firstIndex, length);
    }

    /**
     * Fills a segment with float32 elements of the machine's byte order, the first being element {@code firstIndex};
     * any size.
     */
    public static void fillFloats(
            MemorySegment target, long firstIndex, Distribution distribution, RandomStream stream,
            Execution execution) {
        Objects.requireNonNull(target, "target");
        requireNonNull(distribution, stream, execution);
        long length = OperandChecks.elements(target, Float.BYTES, execution);
        SamplingChecks.indices(firstIndex, length);
        long rows = length / LONGEST_ROW;
        long rest = length - rows * LONGEST_ROW;
        if (rows > 0) {
            Matrix whole = Matrix.of(target, 0, (int) rows, LONGEST_ROW, LONGEST_ROW, 1);
            new FloatFillTask(whole, distribution, stream, (Engine) execution).run(firstIndex, rows * LONGEST_ROW);
        }
        Matrix last = Matrix.of(target, rows * LONGEST_ROW, 1, (int) rest, rest, 1);
        new FloatFillTask(last, distribution, stream, (Engine) execution).run(firstIndex + rows * LONGEST_ROW, rest);
    }

    /** A segment may have more elements than a matrix has columns. */
    private static final int LONGEST_ROW = 1 << 30;

    /**
     * Fills a segment with float64 elements of the machine's byte order, the first being element {@code firstIndex};
     * any size.
     */
    public static void fillDoubles(
            MemorySegment target, long firstIndex, Distribution distribution, RandomStream stream,
            Execution execution) {
        Objects.requireNonNull(target, "target");
        requireNonNull(distribution, stream, execution);
        long length = OperandChecks.elements(target, Double.BYTES, execution);
        SamplingChecks.indices(firstIndex, length);
        DoubleFillTask.of(target, distribution, stream, (Engine) execution).run(firstIndex, length);
    }

    /**
     * The raw words that fills consume: {@code target[i]} is words 2·(firstIndex + i), in its low half, and the next
     * one; for tests of the generators.
     */
    public static void words(long[] target, long firstIndex, RandomStream stream, Execution execution) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(execution, "execution");
        SamplingChecks.indices(firstIndex, target.length);
        OperandChecks.usable(execution);
        stream.longs(((Engine) execution).kernelSet().sampling(), firstIndex, target);
    }

    /**
     * A random order of 0 … n − 1, n being the array's length: the examples of an epoch, for instance, with a stream
     * for each epoch. A function of stream and n alone.
     *
     * <p>By Fisher–Yates (Durstenfeld's form) with indexed draws: {@code target[i] = i}, then for i = 0 … n − 2, {@code
     * target[i]} changes places with {@code target[i + stream.below(n − i, i)]}. All n! orders are equally probable.
     */
    public static void permutation(int[] target, RandomStream stream) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(stream, "stream");
        for (int i = 0; i < target.length; i++) {
            target[i] = i;
        }
        for (int i = 0; i < target.length - 1; i++) {
            int other = i + stream.below(target.length - i, i);
            int one = target[i];
            target[i] = target[other];
            target[other] = one;
        }
    }

    private static void requireNonNull(Distribution distribution, RandomStream stream, Execution execution) {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(execution, "execution");
    }
}
