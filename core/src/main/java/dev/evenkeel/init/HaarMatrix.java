package dev.evenkeel.init;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.random.RandomStream;
import java.util.Arrays;

/**
 * A random m × n matrix with orthonormal columns, m ≥ n, from the Haar measure: a product of Householder reflectors of
 * independent Gaussian vectors in float64 (Stewart, SIAM J. Numer. Anal. 17, 1980). Each column is summed alone, in
 * ascending row order, so threads change nothing (decision 23).
 */
final class HaarMatrix {
    /** Blocks applied to one panel after the other, so that both stay in the second-level cache (decision 23). */
    private static final int BLOCKS = 4;

    private static final int WIDTH = BlockReflector.SIZE;

    private final int m;
    private final int n;

    /** Panel p has columns WIDTH·p and on, row by row. */
    private final double[][] panels;

    private final double[] signs;
    private final BlockReflector[] blocks = new BlockReflector[BLOCKS];

    /** Q = H₁·…·H_n·D on the first n columns of the identity, D making the diagonal of R positive. */
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

    /** Applies reflectors start … end − 1 to all panels that they concern; the last reflectors come first. */
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
