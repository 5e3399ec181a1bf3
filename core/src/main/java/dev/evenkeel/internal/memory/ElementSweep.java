package dev.evenkeel.internal.memory;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.KernelSet;
import java.util.Objects;

/**
 * An output computed from one or two inputs at the same place, over matrices of any strides and storage. What kernels
 * can reach is read and written where it lies, the rest passes through buffers, block by block.
 */
public final class ElementSweep implements ThreadTeam.Task {
    /** What is done to a range of elements. */
    public interface Operation {
        /** Element i of each range is {@code array[offset + i]}; {@code second} is null if there is one input. */
        void apply(KernelSet kernels, float[] first, int firstOffset, float[] second, int secondOffset, float[] output,
                int outputOffset, int length);
    }

    /** Elements that are worth the hand-over to another thread (decision 17). */
    public static final int ELEMENTS_WORTH_SHARING = 20_000;

    /** Shares per thread: they may not be equally fast (decision 17). */
    private static final int SHARES_PER_THREAD = 4;

    /** Elements of a block: three buffers of so many fit in an L1 cache. */
    private static final int BLOCK = 4096;

    /** Elements of a block that passes through no buffer: at each beginning memory is waited for anew. */
    private static final int BLOCK_IN_PLACE = 1 << 17;

    /** Rows shorter than this that do not follow one another pass through buffers: kernels want ranges. */
    private static final int SHORTEST_ROW = 16;

    private Operation operation;
    private Engine engine;
    private Matrix first;
    private Matrix second;
    private Matrix output;
    private int rows;
    private int columns;
    private int blockRows;
    private int blockColumns;
    private int blocksOfARow;
    private long blocks;
    private long share;

    /** One operand's elements of the block at work, in a thread's own scratch. */
    private static final class Operand {
        private float[] buffer = {};
        private float[] array;
        private int offset;
        private int stride;
        private boolean inPlace;

        void locate(Matrix m, int row, int column, int rows, int columns, boolean read) {
            inPlace = Views.hasHeapRows(m) && (columns >= SHORTEST_ROW || rows == 1 || m.rowStride() == columns);
            if (inPlace) {
                array = m.array();
                offset = (int) (m.offset() + row * m.rowStride() + column);
                stride = rows == 1 ? columns : (int) m.rowStride();
                return;
            }
            if (buffer.length < BLOCK) {
                buffer = new float[BLOCK];
            }
            array = buffer;
            offset = 0;
            stride = columns;
            if (read) {
                m.copyTo(row, column, rows, columns, buffer, 0, columns);
            }
        }
    }

    /** What a thread keeps from call to call. */
    private static final class Operands {
        final ElementSweep sweep = new ElementSweep();
        final Operand first = new Operand();
        final Operand second = new Operand();
        final Operand output = new Operand();

        static Operands of(Scratch scratch) {
            Operands known = scratch.kept(Operands.class);
            return known != null ? known : scratch.keep(new Operands());
        }

        /** Lets go of what belongs to callers. */
        void forget() {
            first.array = null;
            second.array = null;
            output.array = null;
        }
    }

    private ElementSweep() {}

    /**
     * Refuses operands that do not fit together, before anything is written: the output may be the same view as an
     * input, and must not meet it otherwise.
     *
     * @param second null if there is one input
     */
    public static void check(
            String firstName, Matrix first, String secondName, Matrix second, String outputName, Matrix output,
            Execution execution) {
        Objects.requireNonNull(first, firstName);
        Objects.requireNonNull(output, outputName);
        Objects.requireNonNull(execution, "execution");
        checkInput(firstName, first, outputName, output, execution);
        if (secondName != null) {
            Objects.requireNonNull(second, secondName);
            checkInput(secondName, second, outputName, output, execution);
        }
        OperandChecks.output(outputName, output, execution);
    }

    private static void checkInput(String name, Matrix input, String outputName, Matrix output, Execution execution) {
        if (input.rows() != output.rows() || input.cols() != output.cols()) {
            throw new IllegalArgumentException("shapes do not match: " + name + " is " + Views.shape(input) + ", "
                    + outputName + " is " + Views.shape(output));
        }
        OperandChecks.readable(name, input, execution);
        if (!Views.isSameAs(input, output) && Overlap.between(input, output)) {
            throw new IllegalArgumentException(outputName + " overlaps " + name + " without being the same view: "
                    + outputName + " is " + Views.description(output) + ", " + name + " is "
                    + Views.description(input));
        }
    }

    /** Carries out a checked operation; {@code second} is null if there is one input. */
    public static void run(Operation operation, Matrix first, Matrix second, Matrix output, Engine engine) {
        if (Views.isEmpty(output)) {
            return;
        }
        Scratch scratch = engine.borrow();
        ElementSweep sweep = Operands.of(scratch).sweep;
        sweep.set(operation, first, second, output, engine);
        sweep.run(scratch);
        sweep.set(null, null, null, null, null);
        engine.giveBack(scratch);
    }

    private void set(Operation operation, Matrix first, Matrix second, Matrix output, Engine engine) {
        this.operation = operation;
        this.engine = engine;
        // Rows are what lies together: columns of a column-major output are rows of its transpose.
        boolean byColumns = output != null && output.colStride() != 1 && output.rowStride() == 1;
        this.first = byColumns ? first.transposed() : first;
        this.second = byColumns && second != null ? second.transposed() : second;
        this.output = byColumns ? output.transposed() : output;
    }

    private void run(Scratch scratch) {
        long elements = (long) output.rows() * output.cols();
        int threads = Math.clamp(elements / ELEMENTS_WORTH_SHARING, 1, engine.parallelism());
        boolean isFlat = Views.isFlat(first) && (second == null || Views.isFlat(second)) && Views.isFlat(output);
        rows = isFlat ? 1 : output.rows();
        columns = isFlat ? (int) elements : output.cols();
        int block = isFlat ? blockInPlace(elements, threads) : BLOCK;
        blockColumns = Math.min(columns, block);
        blockRows = Math.min(rows, block / blockColumns);
        blocksOfARow = Math.ceilDiv(columns, blockColumns);
        blocks = (long) blocksOfARow * Math.ceilDiv(rows, blockRows);
        if (threads == 1) {
            compute(0, blocks, scratch);
            return;
        }
        share = Math.ceilDiv(blocks, (long) threads * SHARES_PER_THREAD);
        engine.run(threads, (int) Math.ceilDiv(blocks, share), this);
    }

    /** Elements of a block in place: a multiple of a buffer's, and enough blocks for all threads. */
    private static int blockInPlace(long elements, int threads) {
        long share = threads == 1 ? elements : Math.ceilDiv(elements, (long) threads * SHARES_PER_THREAD);
        return (int) Math.min(BLOCK_IN_PLACE, Math.ceilDiv(share, BLOCK) * BLOCK);
    }

    /** Computes one share of the blocks. */
    @Override
    public void run(int index) {
        Scratch scratch = engine.borrow();
        long from = index * share;
        compute(from, Math.min(blocks - from, share), scratch);
        engine.giveBack(scratch);
    }

    private void compute(long from, long count, Scratch scratch) {
        Operands operands = Operands.of(scratch);
        KernelSet kernels = engine.kernelSet();
        for (long block = from; block < from + count; block++) {
            int row = (int) (block / blocksOfARow) * blockRows;
            int column = (int) (block % blocksOfARow) * blockColumns;
            int height = Math.min(blockRows, rows - row);
            int width = Math.min(blockColumns, columns - column);
            operands.first.locate(first, row, column, height, width, true);
            if (second != null) {
                operands.second.locate(second, row, column, height, width, true);
            }
            operands.output.locate(output, row, column, height, width, false);
            compute(operands, height, width, kernels);
            if (!operands.output.inPlace) {
                output.copyFrom(row, column, height, width, operands.output.array, 0, width);
            }
        }
        operands.forget();
    }

    private void compute(Operands operands, int rows, int columns, KernelSet kernels) {
        Operand a = operands.first;
        Operand b = second == null ? a : operands.second;
        Operand c = operands.output;
        boolean isOneRange = a.stride == columns && b.stride == columns && c.stride == columns;
        int length = isOneRange ? rows * columns : columns;
        for (int i = 0; i < (isOneRange ? 1 : rows); i++) {
            operation.apply(kernels, a.array, a.offset + i * a.stride, second == null ? null : b.array,
                    b.offset + i * b.stride, c.array, c.offset + i * c.stride, length);
        }
    }
}
