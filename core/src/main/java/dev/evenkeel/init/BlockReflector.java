package dev.evenkeel.init;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.dgemm.DgemmKernel;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.util.Arrays;

/**
 * Householder reflectors of Gaussian vectors, {@value #SIZE} of them as one: H₁·…·H_k = I − V·T·Vᵀ with T upper
 * triangular (Schreiber and Van Loan, A storage-efficient WY representation, SIAM J. Sci. Stat. Comput. 10, 1989).
 */
final class BlockReflector {
    /** Reflectors, and columns of what they are applied to at a time. */
    static final int SIZE = DgemmKernel.COLUMNS;

    /** Most rows of a panel that one array can hold. */
    static final int MOST_ROWS = Integer.MAX_VALUE / SIZE - SIZE;

    private static final int SQUARE = SIZE * SIZE;

    /** Rows of V and of a panel at a time: both stay in the first-level cache. */
    private static final int ROWS_AT_A_TIME = 64;

    private final int m;
    private final RandomStream stream;
    private final Engine engine;
    private final DgemmKernel kernel;

    /** V by row, from row {@link #from} on; zero above the diagonal. */
    private final double[] v;

    /** V cut into squares of {@value #SIZE} rows, each by column. */
    private final double[] vTransposed;

    /** −T by column. */
    private final double[] t = new double[SQUARE];

    private final double[] x;
    private int from;

    BlockReflector(int m, RandomStream stream, Engine engine) {
        this.m = m;
        this.stream = stream;
        this.engine = engine;
        kernel = engine.kernelSet().dgemm();
        v = new double[m * SIZE];
        vTransposed = new double[squares(m) * SQUARE];
        x = new double[m];
    }

    /** A panel of m rows, by row, padded to whole squares. */
    static double[] panel(int m) {
        return new double[(m + SIZE - 1) * SIZE];
    }

    private static int squares(int rows) {
        return (rows + SIZE - 1) / SIZE;
    }

    /** Draws reflectors start … end − 1, of which number j acts on rows from j on, and notes the sign of each. */
    void draw(int start, int end, double[] signs) {
        from = start;
        Arrays.fill(v, 0, (m - from) * SIZE, 0);
        Arrays.fill(vTransposed, 0, squares(m - from) * SQUARE, 0);
        double[] scales = new double[SIZE];
        for (int j = start; j < end; j++) {
            Sampling.fill(x, 0, m - j, (long) j * m, Distribution.normal(0, 1), stream, engine);
            scales[j - start] = makeReflector(m - j, signs, j);
            store(j - start, m - j);
        }
        makeTriangle(scales);
    }

    /** Turns x into the v of H = I − scale·v·vᵀ with H·x = −sign(x₀)·|x|·e₀. */
    private double makeReflector(int length, double[] signs, int j) {
        double square = 0;
        for (int i = 0; i < length; i++) {
            square = Math.fma(x[i], x[i], square);
        }
        double signed = Math.copySign(Math.sqrt(square), x[0]);
        signs[j] = signed < 0 ? 1 : -1;
        x[0] += signed;
        return 1 / (signed * x[0]);
    }

    private void store(int k, int length) {
        for (int i = 0; i < length; i++) {
            int row = i + k;
            v[row * SIZE + k] = x[i];
            vTransposed[row / SIZE * SQUARE + k * SIZE + row % SIZE] = x[i];
        }
    }

    /** Column k of T above the diagonal is −t_kk·T·(Vᵀ·v_k). */
    private void makeTriangle(double[] scales) {
        double[] products = new double[SQUARE];
        addTransposed(v, 0, products);
        Arrays.fill(t, 0);
        for (int k = 0; k < SIZE; k++) {
            for (int l = 0; l < k; l++) {
                double sum = 0;
                for (int p = l; p < k; p++) {
                    sum = Math.fma(t[p * SIZE + l], products[p * SIZE + k], sum);
                }
                t[k * SIZE + l] = -scales[k] * sum;
            }
            t[k * SIZE + k] = -scales[k];
        }
    }

    /** Whether columns before {@code end} have a value other than 0 from row {@link #from} on. */
    boolean concerns(int end) {
        return end > from;
    }

    /** Q ← Q − V·(T·(Vᵀ·Q)) for one panel. */
    void reflect(double[] panel) {
        Scratch scratch = engine.borrow();
        double[] room = scratch.doubles(2 * SQUARE);
        Arrays.fill(room, 0, 2 * SQUARE, 0);
        addTransposed(panel, from * SIZE, room);
        kernel.addTransposed(SIZE, t, 0, room, 0, room, SQUARE);
        for (int square = 0; square < squares(m - from); square++) {
            kernel.addTransposed(SIZE, vTransposed, square * SQUARE, room, SQUARE, panel,
                    from * SIZE + square * SQUARE);
        }
        engine.giveBack(scratch);
    }

    /** target ← target + Vᵀ·X, X being the rows from {@code offset} on. */
    private void addTransposed(double[] rows, int offset, double[] target) {
        for (int i = 0; i < m - from; i += ROWS_AT_A_TIME) {
            int depth = Math.min(ROWS_AT_A_TIME, m - from - i);
            kernel.addTransposed(depth, v, i * SIZE, rows, offset + i * SIZE, target, 0);
        }
    }
}
