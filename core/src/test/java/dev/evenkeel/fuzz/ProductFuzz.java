package dev.evenkeel.fuzz;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.ProductOracle;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;

/** One product: C ← epilogue(α·A·B + β·C), plain, with B packed, or a batch. */
final class ProductFuzz {
    /** Elements of the greatest operand where all share one storage, which has room for a dozen times as many. */
    private static final int MOST_OF_ONE_STORAGE = 1 << 18;

    private enum Way {
        PLAIN, PACKED, BATCH
    }

    private static final int[] DEPTHS = {511, 512, 513, 1023, 1024, 1025, 1537};
    private static final int CHECKED_VALUES = 32;

    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;

    /** Whether everything is as most callers have it: then the library has shortcuts. */
    private final boolean isUsual;

    private final Way way;
    private final int count;
    private final float alpha;
    private final float beta;
    private View a;
    private View b;
    private View c;

    /** How often the row function has seen each element, or null for none. */
    private AtomicIntegerArray seen;

    private int failsAt = -1;
    private final RuntimeException failure = new RuntimeException("thrown by the row function");

    ProductFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        isUsual = draws.oneIn(3);
        way = isUsual ? Way.PLAIN : draws.of(Way.PLAIN, Way.PLAIN, Way.PACKED, Way.BATCH);
        count = way == Way.BATCH ? draws.any(0, 1, 2, 3, 5, 9) : 1;
        alpha = factor();
        beta = factor();
        draws.note("way", way);
        draws.note("alpha", alpha);
        draws.note("beta", beta);
    }

    private float factor() {
        return draws.oneIn(2) ? draws.of(0f, 1f, 1f)
                : draws.of(-0f, -1f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 3.1f, -1e30f,
                        (float) draws.unit());
    }

    void run() {
        int most = draws.part(draws.limits().terms());
        int terms = most / Math.max(1, count);
        int m = draws.extent(2000);
        int n = draws.extent(2000);
        int k = draws.oneIn(3) ? draws.any(DEPTHS) : draws.extent(2000);
        while ((long) Math.max(1, m) * Math.max(1, n) * Math.max(1, k) > terms
                || (long) Math.max(m, Math.max(n, k)) * Math.max(1, Math.min(m, n)) * count
                        > draws.limits().elements()) {
            if (m >= n && m >= k / 8) {
                m /= 2;
            } else if (n >= k / 8) {
                n /= 2;
            } else {
                k /= 2;
            }
        }
        place(m, n, k);
        fill();
        boolean isLegal = way == Way.PACKED ? !a.shares(c) : !a.shares(c) && !b.shares(c);
        boolean isApart = a.isApartFrom(c) && (way == Way.PACKED || b.isApartFrom(c));
        boolean mayRefuse = !isLegal || !isGrid() && !isApart || !isSpread();
        draws.note("may be refused", mayRefuse);
        boolean isBare = isUsual && draws.oneIn(2);
        float[] bias = isBare || draws.oneIn(2) ? null : bias(n);
        Epilogue epilogue = new Epilogue(bias, isBare ? Activation.IDENTITY : draws.of(activations()),
                isBare ? null : rowFunction(m, n));
        draws.note("epilogue", epilogue);
        expect(epilogue);
        float[] biasBefore = bias == null ? null : bias.clone();
        call(epilogue, isLegal, mayRefuse, m, n);
        a.check();
        b.check();
        c.check();
        if (!Arrays.equals(bias, biasBefore)) {
            throw new AssertionError("the bias has changed");
        }
    }

    private Activation[] activations() {
        return Stream.concat(Activation.all().stream(),
                Stream.of(Activation.IDENTITY, Activation.leakyRelu(-2f), Activation.elu(0.3f)))
                .toArray(Activation[]::new);
    }

    private float[] bias(int n) {
        Values values = Values.draw("bias", draws);
        float[] bias = new float[n];
        for (int j = 0; j < n; j++) {
            bias[j] = values.next();
        }
        return bias;
    }

    private void place(int m, int n, int k) {
        if (isUsual) {
            a = usual("a", m, k);
            b = usual("b", k, n);
            c = usual("c", m, n);
            return;
        }
        boolean fitsOneStorage = (long) Math.max(m, k) * Math.max(k, n) <= MOST_OF_ONE_STORAGE;
        if (way != Way.BATCH && draws.oneIn(8) && fitsOneStorage) {
            inOneStorage(m, n, k);
            return;
        }
        Strides forC = draws.oneIn(6) ? interleaved(m, n) : Strides.draw(draws, count, m, n, true);
        c = View.alone("c", draws, forC, confinable);
        Strides forA = Strides.draw(draws, count, m, k, false);
        Strides forB = Strides.draw(draws, count, k, n, false);
        a = View.alone("a", draws, forA, confinable);
        if (m == n && draws.oneIn(4)) {
            b = a.transposed("b");
            draws.note("b", "is a transposed");
        } else {
            b = View.alone("b", draws, forB, confinable);
        }
    }

    /** In arrays, mostly dense, at times transposed. */
    private View usual(String name, int rows, int cols) {
        GuardedStorage.Kind kind =
                draws.of(GuardedStorage.Kind.EXACT_ARRAY, GuardedStorage.Kind.PART_OF_ARRAY,
                        GuardedStorage.Kind.NATIVE);
        int pad = draws.oneIn(3) ? draws.below(9) : 0;
        Strides strides = draws.oneIn(4) ? Strides.of(rows, cols, 1, rows + pad)
                : Strides.of(rows, cols, cols + pad, 1);
        View view = new View(name, GuardedStorage.of(kind, draws, strides.reach()), 0, strides);
        draws.note(name, view);
        return view;
    }

    /** The matrices of a batch are column slices of one. */
    private Strides interleaved(int m, int n) {
        return new Strides(count, m, n, n, (long) n * Math.max(1, count), 1);
    }

    /** Rectangles of one grid, or of one storage read with strides of their own: wherever they fall. */
    private void inOneStorage(int m, int n, int k) {
        boolean grid = draws.oneIn(2);
        int pitch = Math.max(k, n) + draws.below(k + n + 3);
        boolean standing = draws.oneIn(2);
        int rows = Math.max(m, k) + draws.below(4);
        int length = rows * pitch + draws.below(2 * pitch * rows + 1);
        if (standing) {
            pitch = Math.max(m, k) + draws.below(m + k + 3);
            rows = Math.max(k, n) + draws.below(4);
            length = rows * pitch + draws.below(2 * pitch * rows + 1);
        }
        GuardedStorage storage = GuardedStorage.of(draws, length, confinable);
        a = somewhere("a", storage, m, k, pitch, grid, standing);
        b = somewhere("b", storage, k, n, pitch, grid, standing);
        c = somewhere("c", storage, m, n, pitch, grid, standing);
    }

    private View somewhere(String name, GuardedStorage storage, int m, int n, int pitch, boolean grid,
            boolean standing) {
        Strides strides = standing ? Strides.of(m, n, 1, pitch) : Strides.of(m, n, pitch, 1);
        if (!grid && draws.oneIn(2)) {
            Strides other = draws.oneIn(2) ? Strides.of(m, n, n, 1) : Strides.of(m, n, 1, m);
            strides = other.reach() <= storage.elements() ? other : strides;
        }
        int offset = draws.below(storage.elements() - strides.reach() + 1);
        View view = new View(name, storage, offset, strides);
        draws.note(name, view);
        return view;
    }

    /** Whether overlap is to be decided exactly: unit strides along one dimension, one stride along the other. */
    private boolean isGrid() {
        return isGrid(a) && (way == Way.PACKED || isGrid(b));
    }

    /** Whether it is easily seen that no two matrices of C share an element. */
    private boolean isSpread() {
        Strides all = c.strides();
        long reach = new Strides(1, all.rows(), all.cols(), 0, all.rowStride(), all.colStride()).reach();
        return count <= 1 || Math.abs(all.stride()) >= reach || isGrid(c);
    }

    private boolean isGrid(View input) {
        return isGrid(input.strides(), c.strides()) || isGrid(input.strides().transposed(), c.strides().transposed());
    }

    private static boolean isGrid(Strides x, Strides y) {
        return x.colStride() == 1 && y.colStride() == 1 && x.rowStride() == y.rowStride()
                && x.rowStride() >= Math.max(x.cols(), y.cols());
    }

    private void fill() {
        Values.Kind kindOfC = beta == 0f ? Values.Kind.NAN : Values.Kind.ORDINARY;
        c.fill(draws.oneIn(2) ? Values.of(kindOfC, draws) : Values.draw("c", draws));
        a.fill(Values.draw("a", draws));
        b.fill(Values.draw("b", draws));
        a.storage().seal();
        b.storage().seal();
        c.storage().seal();
    }

    private Epilogue.RowFunction rowFunction(int m, int n) {
        if (!draws.oneIn(4)) {
            return null;
        }
        seen = new AtomicIntegerArray(m * n);
        failsAt = m * n * count > 0 && draws.oneIn(3) ? draws.below(m * n) : -1;
        draws.note("row function fails at", failsAt);
        return (array, offset, length, row, column) -> {
            for (int j = 0; j < length; j++) {
                int at = row * n + column + j;
                if (at == failsAt) {
                    throw failure;
                }
                seen.incrementAndGet(at);
                array[offset + j] = finished(array[offset + j], row, column + j);
            }
        };
    }

    private static float finished(float element, int row, int column) {
        return Math.fma(element, 0.5f, row + 0.25f * column);
    }

    private void expect(Epilogue epilogue) {
        int n = c.strides().cols();
        for (int index = 0; index < count; index++) {
            float[] product = ProductOracle.product(alpha, a, b, beta, c, index);
            for (int at = 0; at < product.length; at++) {
                float x = epilogue.bias() == null ? product[at] : product[at] + epilogue.bias()[at % n];
                float y = epilogue.activation().value(x);
                if (at < CHECKED_VALUES) {
                    ProductOracle.checkValue(epilogue.activation(), x, y);
                }
                c.expect(index, at / n, at % n, epilogue.rowFunction() == null ? y : finished(y, at / n, at % n));
            }
        }
    }

    private void call(Epilogue epilogue, boolean isLegal, boolean mayRefuse, int m, int n) {
        try {
            multiply(epilogue);
        } catch (IllegalArgumentException refused) {
            if (!mayRefuse || refused.getMessage() == null) {
                throw refused;
            }
            c.storage().expectNothing();
            return;
        } catch (RuntimeException thrown) {
            if (thrown != failure || failsAt < 0) {
                throw thrown;
            }
            c.expectAnything();
            return;
        }
        if (!isLegal) {
            throw new AssertionError("c shares an element with an input, and nothing was thrown");
        }
        if (failsAt >= 0) {
            throw new AssertionError("what the row function threw got lost");
        }
        for (int at = 0; seen != null && at < m * n; at++) {
            if (seen.get(at) != count) {
                throw new AssertionError("the row function saw element " + at + " " + seen.get(at) + " times");
            }
        }
    }

    private void multiply(Epilogue epilogue) {
        switch (way) {
            case BATCH -> Gemm.multiply(alpha, a.batch(draws), b.batch(draws), beta, c.batch(draws), epilogue,
                    execution);
            case PACKED -> Gemm.multiply(alpha, a.matrix(draws), Gemm.pack(b.matrix(draws),
                    draws.oneIn(2) ? execution : Executions.sequential(draws)), beta, c.matrix(draws), epilogue,
                    execution);
            default -> plain(a.matrix(draws), b.matrix(draws), c.matrix(draws), epilogue);
        }
    }

    private void plain(Matrix a, Matrix b, Matrix c, Epilogue epilogue) {
        boolean isPlain = epilogue.equals(Epilogue.none());
        if (isPlain && alpha == 1f && beta == 0f && 1 / beta > 0) {
            Gemm.multiply(a, b, c, execution);
        } else if (isPlain) {
            Gemm.multiply(alpha, a, b, beta, c, execution);
        } else {
            Gemm.multiply(alpha, a, b, beta, c, epilogue, execution);
        }
    }
}
