package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.UpdateOracle;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.training.Adam;
import dev.evenkeel.training.Optimizer;
import dev.evenkeel.training.RmsProp;
import dev.evenkeel.training.Sgd;
import dev.evenkeel.training.Sums;
import dev.evenkeel.training.WeightDecay;
import java.util.Arrays;
import java.util.List;

/** One update of weights, sums of one matrix, or one dropout. */
final class TrainingFuzz {
    private static final int BLOCK = 4096;
    private static final int SUMS = 32;
    private static final int ROWS = 64;

    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;
    private final int m;
    private final int n;

    TrainingFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        int rows = draws.extent(3000);
        int cols = draws.oneIn(6) ? draws.between(3000, 20_000) : draws.extent(3000);
        int most = draws.part(draws.limits().elements());
        while ((long) rows * cols > most) {
            rows = rows > cols ? rows / 2 : rows;
            cols = cols >= rows ? cols / 2 : cols;
        }
        m = rows;
        n = cols;
    }

    void run() {
        switch (draws.below(4)) {
            case 0 -> sums();
            case 1 -> dropout();
            default -> update();
        }
    }

    private View view(String name, boolean isOutput, Strides like) {
        Strides strides = like != null ? like : Strides.draw(draws, 1, m, n, isOutput);
        View view = View.alone(name, draws, strides, confinable);
        view.fill(Values.draw(name, draws));
        view.storage().seal();
        return view;
    }

    private void update() {
        double rate = draws.of(0.0, 0.01, 0.5);
        double momentum = draws.of(0.0, 0.9);
        double epsilon = draws.of(0.0, 1e-8, 1e-3);
        WeightDecay decay = new WeightDecay(draws.of(0.0, 0.1), draws.oneIn(2));
        Optimizer rule = draws.of(new Sgd(rate, momentum, momentum > 0 && draws.oneIn(2), decay),
                new RmsProp(rate, draws.of(0.0, 0.99), epsilon, momentum, decay),
                new Adam(rate, draws.of(0.0, 0.9), draws.of(0.0, 0.999), epsilon, decay));
        long step = draws.of(1L, 2L, 1000L, Long.MAX_VALUE);
        double scale = draws.of(1.0, -0.25, 0.0);
        draws.note("rule", rule);
        draws.note("step", step);
        draws.note("scale", scale);
        View weights = view("weights", true, null);
        View gradient = view("gradient", false, draws.oneIn(2) ? weights.strides() : null);
        View[] state = new View[rule.states()];
        for (int s = 0; s < state.length; s++) {
            state[s] = view("state[" + s + "]", true, draws.oneIn(2) ? weights.strides() : null);
        }
        UpdateOracle oracle = new UpdateOracle(rule, step, scale);
        float[] kept = new float[state.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int s = 0; s < state.length; s++) {
                    kept[s] = state[s].get(0, i, j);
                }
                weights.expect(0, i, j, oracle.update(weights.get(0, i, j), gradient.get(0, i, j), kept));
                for (int s = 0; s < state.length; s++) {
                    state[s].expect(0, i, j, kept[s]);
                }
            }
        }
        List<Matrix> matrices = Arrays.stream(state).map(view -> view.matrix(draws)).toList();
        rule.update(weights.matrix(draws), gradient.matrix(draws), matrices, step, scale, execution);
        weights.check();
        gradient.check();
        for (View view : state) {
            view.check();
        }
    }

    private void sums() {
        View x = view("x", false, null);
        float[] dense = x.dense();
        double sum = 0;
        double squares = 0;
        for (int from = 0; from < dense.length; from += BLOCK) {
            double[] parts = new double[SUMS];
            double[] ofSquares = new double[SUMS];
            for (int at = from; at < Math.min(dense.length, from + BLOCK); at++) {
                int part = (at - from) % SUMS;
                parts[part] += dense[at];
                ofSquares[part] = Math.fma((double) dense[at], dense[at], ofSquares[part]);
            }
            sum += total(parts);
            squares += total(ofSquares);
        }
        same("sum", Sums.sum(x.matrix(draws), execution), sum);
        same("sum of squares", Sums.sumOfSquares(x.matrix(draws), execution), squares);
        double alpha = draws.of(1.0, 0.0, -0.1);
        double beta = draws.of(0.0, 1.0, 0.7);
        float[] result = new float[n];
        float[] expected = new float[n];
        for (int j = 0; j < n; j++) {
            result[j] = (float) draws.unit();
            double column = column(dense, j);
            expected[j] = (float) (beta == 0 ? alpha * column : alpha * column + beta * result[j]);
        }
        Sums.columns(alpha, x.matrix(draws), beta, result, execution);
        if (!Arrays.equals(result, expected)) {
            throw new AssertionError("sums of columns differ at " + Arrays.mismatch(result, expected));
        }
        x.check();
    }

    private double column(float[] dense, int j) {
        double total = 0;
        for (int from = 0; from < m; from += ROWS) {
            float sum = 0f;
            for (int i = from; i < Math.min(m, from + ROWS); i++) {
                sum += dense[i * n + j];
            }
            total += sum;
        }
        return total;
    }

    private static double total(double[] parts) {
        double[] four = Arrays.copyOf(parts, 4);
        for (int i = four.length; i < parts.length; i++) {
            four[i % four.length] += parts[i];
        }
        return four[0] + four[1] + (four[2] + four[3]);
    }

    private static void same(String what, double found, double expected) {
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(expected)) {
            throw new AssertionError(what + " is " + found + ", expected " + expected);
        }
    }

    private void dropout() {
        double probability = draws.of(0.0, 0.1, 0.5, 0.999, 1.0);
        RandomStream stream = RandomStream.philox(draws.bits()).stream(draws.below(9));
        long whole = n + draws.below(3) * 5;
        long row = draws.of(0L, 7L, 1L << 40);
        long col = draws.below((int) (whole - n) + 1);
        draws.note("probability", probability);
        draws.note("shard", row + ", " + col + " of " + whole);
        View y = view("y", true, null);
        View x = draws.oneIn(3) ? y : view("x", false, null);
        float factor = (float) (1 / (1 - probability));
        long[] words = new long[n / 2 + 2];
        for (int i = 0; i < m && n > 0; i++) {
            long first = (row + i) * whole + col;
            Sampling.words(words, first / 2, stream, Executions.specification());
            for (int j = 0; j < n; j++) {
                long pair = words[(int) ((first + j) / 2 - first / 2)];
                int word = (int) (pair >>> (first + j) % 2 * Integer.SIZE);
                boolean dropped = word >>> 1 < Math.round(probability * 0x1p31);
                y.expect(0, i, j, dropped ? 0f : x.get(0, i, j) * factor);
            }
        }
        Matrix target = y.matrix(draws);
        new Dropout(probability).apply(x == y ? target : x.matrix(draws), target, row, col, whole, stream, execution);
        y.check();
        x.check();
    }
}
