package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.training.Parameters;
import dev.evenkeel.internal.kernel.training.Rates;
import dev.evenkeel.internal.kernel.training.UpdateKernel;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.rows.Row;
import dev.evenkeel.internal.rows.RowSweep;
import java.util.List;

/** An update in progress. */
final class UpdateTask extends RowSweep {
    final Rates rates = new Rates();

    private Rule rule;
    private UpdateKernel kernel;
    private Matrix weights;
    private Matrix gradient;
    private Matrix first;
    private Matrix second;

    /** Which loop. */
    enum Rule {
        DESCENT,
        MOMENTUM,
        NESTEROV,
        RMS_PROP,
        RMS_PROP_MOMENTUM,
        ADAM
    }

    /** Sets what all rules have: the scale of the gradient, the rate and the decay. */
    void set(double gradientScale, double learningRate, double rate, WeightDecay decay) {
        rates.scale = (float) gradientScale;
        rates.rate = (float) rate;
        rates.decay = decay.decoupled() ? 0f : (float) decay.rate();
        rates.keep = decay.decoupled() ? (float) (1 - learningRate * decay.rate()) : 1f;
    }

    void run(Rule rule, Matrix weights, Matrix gradient, List<Matrix> state, Engine engine) {
        this.rule = rule;
        this.kernel = engine.kernelSet().update();
        boolean byColumns = isByColumns(weights);
        this.weights = byColumns ? weights.transposed() : weights;
        this.gradient = byColumns ? gradient.transposed() : gradient;
        this.first = state.isEmpty() ? null : byColumns ? state.getFirst().transposed() : state.getFirst();
        this.second = state.size() < 2 ? null : byColumns ? state.getLast().transposed() : state.getLast();
        boolean flat =
                Views.isFlat(this.weights) && Views.isFlat(this.gradient) && (first == null || Views.isFlat(first))
                        && (second == null || Views.isFlat(second));
        sweepElements(engine, this.weights.rows(), this.weights.cols(), flat);
        this.weights = null;
        this.gradient = null;
        this.first = null;
        this.second = null;
    }

    @Override
    protected void piece(int row, int rows, int col, int cols, Scratch scratch) {
        TrainingScratch kept = TrainingScratch.of(scratch);
        Parameters p = kept.parameters;
        for (int i = row; i < row + rows; i++) {
            kept.first.read(weights, i, col, cols);
            kept.second.read(gradient, i, col, cols);
            p.weights = kept.first.array;
            p.weightsAt = kept.first.offset;
            p.gradient = kept.second.array;
            p.gradientAt = kept.second.offset;
            if (first != null) {
                kept.third.read(first, i, col, cols);
                p.first = kept.third.array;
                p.firstAt = kept.third.offset;
            }
            if (second != null) {
                kept.fourth.read(second, i, col, cols);
                p.second = kept.fourth.array;
                p.secondAt = kept.fourth.offset;
            }
            update(p, cols);
            kept.first.store();
            store(first, kept.third);
            store(second, kept.fourth);
        }
        p.weights = null;
        p.gradient = null;
        p.first = null;
        p.second = null;
        kept.forget();
    }

    private static void store(Matrix state, Row row) {
        if (state != null) {
            row.store();
        }
    }

    /** Without a switch, whose table javac puts into the initialiser of another class. */
    private void update(Parameters p, int count) {
        if (rule == Rule.DESCENT) {
            kernel.descent(p, 0, count, rates);
        } else if (rule == Rule.MOMENTUM) {
            kernel.momentum(p, 0, count, rates);
        } else if (rule == Rule.NESTEROV) {
            kernel.nesterov(p, 0, count, rates);
        } else if (rule == Rule.RMS_PROP) {
            kernel.rmsProp(p, 0, count, rates);
        } else if (rule == Rule.RMS_PROP_MOMENTUM) {
            kernel.rmsPropMomentum(p, 0, count, rates);
        } else {
            kernel.adam(p, 0, count, rates);
        }
    }
}
