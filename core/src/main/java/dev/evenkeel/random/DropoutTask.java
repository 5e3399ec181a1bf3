package dev.evenkeel.random;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.memory.Views;

/** Drops elements of a matrix in row-major order, each by its own word. */
final class DropoutTask extends FillTask {
    private final Matrix x;
    private final Matrix y;
    private final int dropped;
    private final float factor;

    DropoutTask(Matrix x, Matrix y, int dropped, float factor, RandomStream stream, Engine engine) {
        super(SamplingKernel.UNIT, stream, engine);
        this.x = x;
        this.y = y;
        this.dropped = dropped;
        this.factor = factor;
    }

    @Override
    void store(long[] words, long firstUnit, int units, int skip, int length, long position, Scratch scratch) {
        int row = (int) (position / y.cols());
        int col = (int) (position % y.cols());
        int count;
        for (int done = 0; done < length; done += count) {
            count = Math.min(length - done, y.cols() - col);
            part(words, skip + done, row, col, count, scratch);
            row++;
            col = 0;
        }
    }

    private void part(long[] words, int first, int row, int col, int count, Scratch scratch) {
        boolean inPlace = Views.hasHeapRows(y);
        float[] target = inPlace ? y.array() : scratch.result(count);
        int to = inPlace ? (int) (y.offset() + row * y.rowStride() + col) : 0;
        float[] source = target;
        int from = to;
        if (Views.hasHeapRows(x)) {
            source = x.array();
            from = (int) (x.offset() + row * x.rowStride() + col);
        } else {
            x.copyTo(row, col, 1, count, target, to, count);
        }
        kernels.sampling().drop(words, first, count, dropped, factor, source, from, target, to);
        if (!inPlace) {
            y.copyFrom(row, col, 1, count, target, to, count);
        }
    }
}
