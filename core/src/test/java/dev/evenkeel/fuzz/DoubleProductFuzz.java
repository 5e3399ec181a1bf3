package dev.evenkeel.fuzz;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.fuzz.operands.DoubleOperand;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.gemm.DoubleEpilogue;
import dev.evenkeel.gemm.Gemm;

/** One product of doubles, C ← epilogue(α·A·B + β·C), plain, with B packed, or a batch, amid canaries. */
final class DoubleProductFuzz {
    private static final int BLOCK = 512;
    private static final int[] DEPTHS = {511, 512, 513, 1025};

    private final Draws draws;
    private final Execution execution;
    private final int count;
    private final double alpha;
    private final double beta;

    DoubleProductFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        count = draws.oneIn(4) ? draws.any(0, 1, 2, 5) : 1;
        alpha = factor("alpha");
        beta = factor("beta");
    }

    private double factor(String name) {
        double factor = draws.oneIn(2) ? draws.any(0, 1, 1) : draws.oneIn(6) ? DoubleOperand.special(draws)
                : 2 * draws.unit() - 1;
        draws.note(name, factor);
        return factor;
    }

    void run() {
        int m = draws.extent(600);
        int n = draws.extent(600);
        int k = draws.oneIn(4) ? draws.any(DEPTHS) : draws.extent(600);
        int most = draws.part(draws.limits().terms()) / 2 / Math.max(1, count);
        while ((long) Math.max(1, m) * Math.max(1, n) * Math.max(1, k) > most) {
            m = m > n ? m / 2 : m;
            n = n >= m ? n / 2 : n;
            k = m + n < 8 ? k / 2 : k;
        }
        boolean packed = count == 1 && draws.oneIn(4);
        draws.note("packed", packed);
        DoubleOperand a = DoubleOperand.draw("a", draws, Strides.draw(draws, count, m, k, false));
        DoubleOperand b = DoubleOperand.draw("b", draws, Strides.draw(draws, count, k, n, false));
        DoubleOperand c = DoubleOperand.draw("c", draws, output(m, n));
        DoubleEpilogue epilogue = epilogue(n);
        double[] expected = c.all();
        for (int index = 0; index < count; index++) {
            expect(a, b, c, epilogue, index, expected);
        }
        double[] beforeA = a.all();
        double[] beforeB = b.all();
        if (count != 1) {
            Gemm.multiply(alpha, a.batch(draws), b.batch(draws), beta, c.batch(draws), epilogue, execution);
        } else if (packed) {
            Gemm.multiply(alpha, a.matrix(draws), Gemm.pack(b.matrix(draws), execution), beta, c.matrix(draws),
                    epilogue, execution);
        } else {
            Gemm.multiply(alpha, a.matrix(draws), b.matrix(draws), beta, c.matrix(draws), epilogue, execution);
        }
        a.check(beforeA);
        b.check(beforeB);
        c.check(expected);
    }

    /** Row after row or column after column, with room between: no two elements are one. */
    private Strides output(int m, int n) {
        int pad = draws.oneIn(2) ? 0 : draws.below(9);
        long stride = (long) Math.max(1, m) * Math.max(1, n) + (long) pad * Math.max(m, n) + draws.below(3);
        return draws.oneIn(3) ? new Strides(count, m, n, stride, 1, m + pad)
                : new Strides(count, m, n, stride, n + pad, 1);
    }

    private DoubleEpilogue epilogue(int n) {
        if (draws.oneIn(2)) {
            return DoubleEpilogue.none();
        }
        double[] bias = draws.oneIn(2) ? null : new double[n];
        for (int j = 0; j < n && bias != null; j++) {
            bias[j] = draws.unit();
        }
        Activation activation = draws.of(Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.GELU);
        draws.note("epilogue", (bias == null ? "no bias, " : "bias, ") + activation);
        return new DoubleEpilogue(bias, activation);
    }

    private void expect(DoubleOperand a, DoubleOperand b, DoubleOperand c, DoubleEpilogue epilogue, int index,
            double[] expected) {
        int k = a.strides().cols();
        for (int i = 0; i < c.strides().rows(); i++) {
            for (int j = 0; j < c.strides().cols(); j++) {
                int place = c.place(index, i, j);
                double element = beta == 0 ? 0 : beta * c.at(place);
                for (int from = 0; from < k && alpha != 0; from += BLOCK) {
                    double sum = 0;
                    for (int p = from; p < Math.min(from + BLOCK, k); p++) {
                        sum = Math.fma(a.get(index, i, p), b.get(index, p, j), sum);
                    }
                    element = from == 0 && beta == 0 ? alpha * sum : Math.fma(alpha, sum, element);
                }
                double x = epilogue.bias() == null ? element : element + epilogue.bias()[j];
                expected[place] = epilogue.activation().value(x);
            }
        }
    }
}
