package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A product in plain Java, as one writes it who knows caches and compiler: a block of B is copied into arrays, one for
 * each row. The inner loop has a row of C, four of B and one index, so that C2 makes vector code of it. Threads share
 * C.
 */
final class BlockedLoops implements PreparedProduct {
    /** 256 KB of B at a time. */
    private static final int TERMS = 128;

    private static final int COLUMNS = 512;

    private final Product product;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final Workspace[] workspaces;
    private final ExecutorService pool;

    /** What a thread writes to: a row of C, and a block of B. */
    private record Workspace(float[] row, float[][] block) {}

    BlockedLoops(Product product, Operands operands) {
        if (product.alpha() != 1 || product.beta() != 0)
            throw new IllegalArgumentException("α = " + product.alpha() + ", β = " + product.beta()
                    + ": expected 1 and 0");
        this.product = product;
        a = operands.a();
        b = operands.b();
        c = operands.c().clone();
        workspaces = new Workspace[product.threads()];
        int columns = Math.min(COLUMNS, product.n());
        for (int share = 0; share < workspaces.length; share++)
            workspaces[share] = new Workspace(new float[columns], new float[TERMS][columns]);
        pool = product.threads() == 1 ? null : Executors.newFixedThreadPool(product.threads() - 1);
    }

    @Override
    public void multiply() {
        List<Future<?>> others = new ArrayList<>();
        for (int share = 1; share < product.threads(); share++) {
            int other = share;
            others.add(pool.submit(() -> multiplyRows(other)));
        }
        multiplyRows(0);
        try {
            for (Future<?> other : others) other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void multiplyRows(int share) {
        int from = (int) ((long) product.m() * share / product.threads());
        int to = (int) ((long) product.m() * (share + 1) / product.threads());
        int n = product.n();
        Workspace workspace = workspaces[share];
        Arrays.fill(c, from * n, to * n, 0);
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            for (int p = 0; p < product.k(); p += TERMS) {
                int terms = Math.min(TERMS, product.k() - p);
                if (from < to) copyBlock(workspace.block, p, terms, j, columns);
                for (int i = from; i < to; i++) {
                    System.arraycopy(c, i * n + j, workspace.row, 0, columns);
                    addTerms(i, p, terms, workspace, columns);
                    System.arraycopy(workspace.row, 0, c, i * n + j, columns);
                }
            }
        }
    }

    private void copyBlock(float[][] block, int p, int terms, int j, int columns) {
        if (product.transposition().transposesB()) {
            for (int column = 0; column < columns; column++) {
                int row = (j + column) * product.ldb() + p;
                for (int term = 0; term < terms; term++) block[term][column] = b[row + term];
            }
            return;
        }
        for (int term = 0; term < terms; term++) {
            System.arraycopy(b, (p + term) * product.ldb() + j, block[term], 0, columns);
        }
    }

    private void addTerms(int i, int p, int terms, Workspace workspace, int columns) {
        float[][] block = workspace.block;
        int term = 0;
        for (; term <= terms - 4; term += 4) {
            addScaled(columns, a(i, p + term), block[term], a(i, p + term + 1), block[term + 1], a(i, p + term + 2),
                    block[term + 2], a(i, p + term + 3), block[term + 3], workspace.row);
        }
        for (; term < terms; term++) addScaled(columns, a(i, p + term), block[term], workspace.row);
    }

    private float a(int i, int p) {
        return product.transposition().transposesA() ? a[p * product.lda() + i] : a[i * product.lda() + p];
    }

    private static void addScaled(int length, float factor, float[] row, float[] sums) {
        for (int i = 0; i < length; i++) sums[i] = Math.fma(factor, row[i], sums[i]);
    }

    private static void addScaled(int length, float factor0, float[] row0, float factor1, float[] row1,
            float factor2, float[] row2, float factor3, float[] row3, float[] sums) {
        for (int i = 0; i < length; i++) {
            sums[i] = Math.fma(factor3, row3[i],
                    Math.fma(factor2, row2[i], Math.fma(factor1, row1[i], Math.fma(factor0, row0[i], sums[i]))));
        }
    }

    @Override
    public float[] result() {
        return c;
    }

    @Override
    public String codePath() {
        return "loops over blocks, rows and terms; Java " + Runtime.version();
    }

    @Override
    public void close() {
        if (pool != null) pool.close();
    }
}
