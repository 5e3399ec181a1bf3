package dev.evenkeel.init;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.random.RandomStream;
import java.util.Arrays;

/**
 * A random m × n matrix, m ≥ n, with orthonormal columns, uniformly distributed: what QR of a Gaussian matrix gives
 * with signs such that the diagonal of R is positive. Householder vectors of such a QR are those of independent
 * Gaussian vectors of lengths m, m − 1, …, so none has to be factored (Stewart, The efficient generation of random
 * orthogonal matrices, SIAM J. Numer. Anal. 17, 1980): Q = H₁·…·H_n·D on the first n columns of the identity, in
 * float64.
 *
 * <p>Reflectors are made into blocks, and {@value #BLOCKS} blocks are applied to one panel of columns after the other:
 * a panel of 1024 rows, and the blocks, then stay in a second-level cache, where one block at a time would read the
 * whole of Q anew.
 *
 * <p>Sums run in ascending row order for each column alone: threads share the columns out and change nothing. The
 * products of matrices are not those of {@link dev.evenkeel.gemm.Gemm}, whose floats would leave columns orthogonal to
 * seven digits only.
 */
final class HaarMatrix {
    private static final int BLOCKS = 4;
    private static final int WIDTH = BlockReflector.SIZE;

    private final int m;
    private final int n;

    /** Columns WIDTH·p and on, row by row. */
    private final double[][] panels;

    private final double[] signs;
    private final BlockReflector[] blocks = new BlockReflector[BLOCKS];

    HaarMatrix(int m, int n, RandomStream stream, Engine engine) {
        this.m = m;
        this.n = n;
        panels = new double[(n + WIDTH - 1) / WIDTH][];
        Arrays.setAll(panels, panel -> BlockReflector.panel(m));
        signs = new double[n];
        for (int j = 0; j < n; j++) {
            panels[j / WIDTH][j * WIDTH + j % WIDTH] = 1;
        }
        for (int end = n; end > 0; end -= BLOCKS * WIDTH) {
            apply(Math.max(0, end - BLOCKS * WIDTH), end, stream, engine);
        }
    }

    /** The last reflectors come first. */
    private void apply(int start, int end, RandomStream stream, Engine engine) {
        int count = (end - start + WIDTH - 1) / WIDTH;
        for (int b = 0; b < count; b++) {
            if (blocks[b] == null) {
                blocks[b] = new BlockReflector(m, stream, engine);
            }
            int blockEnd = end - b * WIDTH;
            blocks[b].draw(Math.max(0, blockEnd - WIDTH), blockEnd, signs);
        }
        int first = start / WIDTH;
        int concerned = panels.length - first;
        if (engine.parallelism() > 1 && concerned > 1) {
            engine.run(concerned, panel -> reflect(first + panel, count));
        } else {
            for (int panel = first; panel < panels.length; panel++) {
                reflect(panel, count);
            }
        }
    }

    private void reflect(int panel, int count) {
        for (int b = 0; b < count; b++) {
            if (blocks[b].concerns((panel + 1) * WIDTH)) {
                blocks[b].reflect(panels[panel]);
            }
        }
    }

    /** Writes gain times this matrix. */
    void store(double gain, Matrix target) {
        float[] row = new float[panels.length * WIDTH];
        double[] scales = Arrays.copyOf(signs, row.length);
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < panels.length; p++) {
                double[] panel = panels[p];
                for (int j = 0; j < WIDTH; j++) {
                    row[p * WIDTH + j] = (float) (gain * (panel[i * WIDTH + j] * scales[p * WIDTH + j]));
                }
            }
            target.copyFrom(i, 0, 1, n, row, 0, n);
        }
    }
}
