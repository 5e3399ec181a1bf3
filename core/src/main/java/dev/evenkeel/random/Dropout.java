package dev.evenkeel.random;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * Dropout: each element is 0 with probability p, and {@code x/(1 − p)} otherwise, so that its expected value stays
 * (Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting, 2014; "inverted" scaling). In
 * inference there is nothing to do.
 *
 * {@snippet :
 * Dropout dropout = new Dropout(0.5);
 * RandomStream stream = RandomStream.philox(42).stream("first layer");
 * Execution execution = Execution.sequential();
 * Matrix x = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * long step = 7;                                               // elements of a step come after those of the one before
 * Matrix y = Matrix.allocate(2, 3);
 * dropout.apply(x, y, stream, step * 6, execution);
 * Matrix dx = y.copy();
 * dropout.apply(y, dx, stream, step * 6, execution);           // backward: the same mask
 * IO.println(dx.get(1, 2) == 2 * y.get(1, 2));                 // true
 * }
 *
 * <p><b>The mask is never stored.</b> Whether element i is dropped is a function of (stream, i) alone: of word i of the
 * stream. So the backward pass, dx = dy/(1 − p) where x was kept, and 0 elsewhere, is the same call with the same
 * stream and index; and a mask is the same for any threads, storage and sharding. The index of a matrix's
 * element (i, j) is firstIndex + i·cols + j. A shard of a larger matrix has the index that its elements have there.
 * Give each layer a stream of its own, and each step indices of its own, or a stream, such as
 * {@code seed.stream(step)}.
 *
 * <p><b>Probability.</b> An element is dropped if the upper 31 bits of its word are below p·2³¹, rounded to an integer:
 * the probability is p to within 2⁻³². The factor 1/(1 − p) is computed in float64 and rounded to float32. p = 0 copies
 * x, p = 1 gives 0 everywhere.
 *
 * <p><b>Edges.</b> What is dropped becomes +0, NaN and ±∞ too.
 *
 * @param probability p that an element becomes 0, from 0 to 1
 */
public record Dropout(double probability) {
    private static final double CHANCES = 0x1p31;

    /** @throws IllegalArgumentException unless 0 ≤ probability ≤ 1 */
    public Dropout {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, was " + probability);
        }
    }

    /**
     * {@code y ← x} with elements dropped; y may be the same view as x.
     *
     * @param firstIndex of element (0, 0); element (i, j) is element {@code firstIndex + i·cols + j} of the mask
     * @throws IllegalArgumentException where shapes differ, an index is negative or greater than 2⁶³ − 1, or y is
     * read-only, holds an element more than once, or shares an element with x without being the same view; nothing has
     * been written then
     */
    public void apply(Matrix x, Matrix y, RandomStream stream, long firstIndex, Execution execution) {
        check(x, y, stream, execution);
        SamplingChecks.indices(firstIndex, (long) x.rows() * x.cols());
        run(x, y, stream, firstIndex, x.cols(), (Engine) execution);
    }

    /**
     * The same for a shard of a larger matrix with {@code wholeCols} columns: element (i, j) is the larger one's (row +
     * i, col + j), element {@code (row + i)·wholeCols + col + j} of the mask.
     *
     * @throws IndexOutOfBoundsException if the shard reaches outside those columns
     * @throws IllegalArgumentException as above
     */
    public void apply(Matrix x, Matrix y, long row, long col, long wholeCols, RandomStream stream,
            Execution execution) {
        check(x, y, stream, execution);
        SamplingChecks.shard(y, row, col, wholeCols);
        run(x, y, stream, row * wholeCols + col, wholeCols, (Engine) execution);
    }

    private void run(Matrix x, Matrix y, RandomStream stream, long firstIndex, long wholeCols, Engine engine) {
        long dropped = Math.round(probability * CHANCES);
        if (dropped > Integer.MAX_VALUE) {
            y.fill(0f);
            return;
        }
        boolean isOneRow = y.cols() == wholeCols && Views.inOneRow(x).rows() == 1 && Views.inOneRow(y).rows() == 1;
        new DropoutTask(isOneRow ? Views.inOneRow(x) : x, isOneRow ? Views.inOneRow(y) : y, (int) dropped,
                (float) (1 / (1 - probability)), stream, engine).run(firstIndex, y.cols(), y.rows(), wholeCols);
    }

    private static void check(Matrix x, Matrix y, RandomStream stream, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(execution, "execution");
        if (x.rows() != y.rows() || x.cols() != y.cols()) {
            throw new IllegalArgumentException(
                    "y must have the shape of x, is " + Views.shape(y) + ", x is " + Views.shape(x));
        }
        OperandChecks.readable("x", x, execution);
        OperandChecks.output("y", y, execution);
        if (!Views.isSameAs(x, y) && Overlap.between(x, y)) {
            throw new IllegalArgumentException(
                    "y overlaps x: y is " + Views.description(y) + ", x is " + Views.description(x));
        }
    }
}
