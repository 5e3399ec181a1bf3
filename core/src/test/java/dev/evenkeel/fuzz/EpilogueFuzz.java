package dev.evenkeel.fuzz;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.ProductOracle;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;

/** One product whose epilogue keeps what the activation is applied to, or goes back through one, or both. */
final class EpilogueFuzz {
    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;
    private final float alpha;
    private final float beta;
    private final Activation forward;
    private final Activation back;
    private final boolean fromOutput;
    private View c;
    private View kept;
    private View at;

    EpilogueFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        alpha = draws.of(1f, 1f, 0f, -0.5f, Float.NaN);
        beta = draws.of(0f, 0f, 1f, 0.3f);
        forward = activation();
        back = draws.oneIn(2) ? activation() : null;
        fromOutput = back != null && back.outputDeterminesDerivative() && draws.oneIn(2);
        draws.note("alpha", alpha);
        draws.note("beta", beta);
        draws.note("forward", forward);
        draws.note("back", back + (fromOutput ? " from output" : ""));
    }

    private Activation activation() {
        return draws.of(Activation.all().toArray(Activation[]::new));
    }

    /** f′ from y = f(x), by one element of the specification. */
    static float derivativeFromOutput(Activation activation, float y) {
        float[] slope = new float[1];
        activation.backwardFromOutput(new float[] {y}, 0, new float[] {1f}, 0, slope, 0, 1,
                Executions.specification());
        return slope[0];
    }

    void run() {
        int m = draws.extent(600);
        int n = draws.extent(600);
        int k = draws.oneIn(8) ? draws.any(511, 513, 1025) : draws.extent(300);
        int most = draws.part(draws.limits().terms());
        while ((long) Math.max(1, m) * Math.max(1, n) * Math.max(8, k) > most) {
            m = m > n ? m / 2 : m;
            n = n >= m ? n / 2 : n;
            k = m + n < 8 ? k / 2 : k;
        }
        View a = input("a", m, k);
        View b = input("b", k, n);
        c = output("c", m, n);
        kept = draws.oneIn(3) && back != null ? null : output("kept", m, n);
        at = back == null ? null : input("at", m, n);
        float[] bias = draws.oneIn(2) ? null : new float[n];
        for (int j = 0; bias != null && j < n; j++) {
            bias[j] = (float) draws.unit();
        }
        expect(ProductOracle.product(alpha, a, b, beta, c, 0), bias);
        Epilogue epilogue = new Epilogue(bias, forward, null, kept == null ? null : kept.matrix(draws),
                back == null ? null : new Epilogue.Backward(back, at.matrix(draws), fromOutput));
        if (draws.oneIn(3)) {
            Gemm.multiply(alpha, a.matrix(draws), Gemm.pack(b.matrix(draws), execution), beta, c.matrix(draws),
                    epilogue, execution);
        } else {
            Gemm.multiply(alpha, a.matrix(draws), b.matrix(draws), beta, c.matrix(draws), epilogue, execution);
        }
        for (View view : new View[] {a, b, c, kept, at}) {
            if (view != null) {
                view.check();
            }
        }
    }

    private View input(String name, int rows, int cols) {
        return view(name, Strides.draw(draws, 1, rows, cols, false));
    }

    private View output(String name, int rows, int cols) {
        return view(name, Strides.draw(draws, 1, rows, cols, true));
    }

    private View view(String name, Strides strides) {
        View view = View.alone(name, draws, strides, confinable);
        view.fill(Values.draw(name, draws));
        view.storage().seal();
        return view;
    }

    private void expect(float[] product, float[] bias) {
        int n = c.strides().cols();
        for (int place = 0; place < product.length; place++) {
            int i = place / n;
            int j = place % n;
            float value = bias == null ? product[place] : product[place] + bias[j];
            if (kept != null) {
                kept.expect(0, i, j, value);
            }
            float y = forward.value(value);
            c.expect(0, i, j, back == null ? y : y * slope(at.get(0, i, j)));
        }
    }

    private float slope(float value) {
        return fromOutput ? derivativeFromOutput(back, value) : back.derivative(value);
    }
}
