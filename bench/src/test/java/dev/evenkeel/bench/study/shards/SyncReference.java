package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.training.Sums;

/**
 * Training with the statistics of whole batches as the guide has it, in one thread and from the library's operations
 * alone: cross-entropy, and an activation whose derivative follows from the output.
 */
public final class SyncReference {
    private static final Execution EXECUTION = Execution.sequential();

    private final ShardPlan plan;
    private final DataSet data;
    private final Network network;
    private final Activation activation;
    private final Parameters parameters;

    private SyncReference(ShardPlan plan, DataSet data) {
        this.plan = plan;
        this.data = data;
        network = plan.settings().architecture().network();
        activation = plan.settings().architecture().activation();
        parameters = Parameters.draw(plan.settings().architecture(), RandomStream.philox(plan.settings().seed()),
                EXECUTION);
    }

    /** After so many steps. */
    public static ShardedCheckpoint train(ShardPlan plan, DataSet data, int steps) {
        SyncReference reference = new SyncReference(plan, data);
        for (int step = 0; step < steps; step++) reference.step(step);
        return new ShardedCheckpoint(plan, steps, reference.parameters);
    }

    /** Matrices of shard j and layer i stand in [j][i]; the inputs of layer i are y[j][i]. */
    private void step(long step) {
        int shards = plan.shards();
        int layers = network.layers();
        Matrix[][] y = new Matrix[shards][layers + 1];
        Matrix[][] product = new Matrix[shards][layers];
        Matrix[] gradient = new Matrix[shards];
        Moments[] batch = new Moments[layers];
        int[][] labels = new int[shards][];
        for (int j = 0; j < shards; j++) {
            labels[j] = new int[plan.rows(j)];
            y[j][0] = Matrix.allocate(plan.rows(j), network.inputs(0));
            data.train().read(step * plan.settings().batch() + plan.firstRow(j), y[j][0], labels[j], EXECUTION);
        }
        for (int i = 0; i < layers; i++) forward(i, y, product, batch);
        for (int j = 0; j < shards; j++) {
            gradient[j] = Matrix.allocate(plan.rows(j), network.classes());
            CrossEntropy.sum().gradient(y[j][layers], labels[j], gradient[j], EXECUTION);
        }
        for (int i = layers - 1; i >= 0; i--) backward(i, y, product, batch, gradient);
        for (int i = 0; i < layers - 1; i++) {
            long before = parameters.layer(i).running().batches();
            parameters.layer(i).running().update(batch[i], Math.max(0.01, 1.0 / (before + 1)), VarianceKind.UNBIASED);
        }
    }

    private void forward(int layer, Matrix[][] y, Matrix[][] product, Moments[] batch) {
        Parameters.Layer own = parameters.layer(layer);
        int outputs = network.outputs(layer);
        batch[layer] = new Moments(outputs);
        for (int j = 0; j < y.length; j++) {
            product[j][layer] = Matrix.allocate(plan.rows(j), outputs);
            Gemm.multiply(y[j][layer], own.weights(), product[j][layer], EXECUTION);
            Moments part = new Moments(outputs);
            BatchNorm.moments(Features.of(product[j][layer]), part, EXECUTION);
            batch[layer].merge(part);
        }
        for (int j = 0; j < y.length; j++) {
            y[j][layer + 1] = Matrix.allocate(plan.rows(j), outputs);
            if (network.isLast(layer)) {
                for (int row = 0; row < plan.rows(j); row++)
                    for (int unit = 0; unit < outputs; unit++)
                        y[j][layer + 1].set(row, unit, product[j][layer].get(row, unit) + own.bias()[unit]);
                continue;
            }
            BatchNorm.normalize(Features.of(product[j][layer]), Features.of(y[j][layer + 1]), own.normalization(),
                    batch[layer], Fusion.none(), EXECUTION);
            activation.apply(y[j][layer + 1], y[j][layer + 1], EXECUTION);
        }
    }

    /** The gradient goes in at the layer's output, and comes out at its input. */
    private void backward(int layer, Matrix[][] y, Matrix[][] product, Moments[] batch, Matrix[] gradient) {
        Parameters.Layer own = parameters.layer(layer);
        int shards = y.length;
        int outputs = network.outputs(layer);
        float[][] shift = new float[shards][outputs];
        float[][] scale = new float[shards][outputs];
        if (network.isLast(layer)) for (int j = 0; j < shards; j++) Sums.columns(gradient[j], shift[j], EXECUTION);
        else normalizationBackward(layer, y, product, batch[layer], gradient, shift, scale);
        float[][] weights = new float[shards][];
        for (int j = 0; j < shards; j++) {
            Matrix dw = Matrix.allocate(network.inputs(layer), outputs);
            Gemm.multiply(y[j][layer].transposed(), gradient[j], dw, EXECUTION);
            weights[j] = dw.array();
            if (layer == 0) continue;
            Matrix dx = Matrix.allocate(plan.rows(j), network.inputs(layer));
            Gemm.multiply(gradient[j], own.weights().transposed(), dx, EXECUTION);
            gradient[j] = dx;
        }
        descend(own.weights().array(), weights);
        descend(own.shift(), shift);
        if (own.scale() != null) descend(own.scale(), scale);
    }

    private void normalizationBackward(int layer, Matrix[][] y, Matrix[][] product, Moments batch, Matrix[] gradient,
            float[][] shift, float[][] scale) {
        Parameters.Layer own = parameters.layer(layer);
        double[] dy = null;
        double[] dyTimesDeviation = null;
        for (int j = 0; j < y.length; j++) {
            activation.backwardFromOutput(y[j][layer + 1], gradient[j], gradient[j], EXECUTION);
            GradientSums part = new GradientSums(batch.channels());
            BatchNorm.gradientSums(Features.of(product[j][layer]), Features.of(gradient[j]), batch,
                    own.normalization(), ReluGate.none(), part, EXECUTION);
            for (int unit = 0; unit < batch.channels(); unit++) {
                shift[j][unit] = (float) part.dy()[unit];
                scale[j][unit] = (float) (part.dyTimesDeviation()[unit]
                        * (1 / Math.sqrt(batch.variance(unit) + own.normalization().epsilon())));
            }
            if (j == 0) {
                dy = part.dy().clone();
                dyTimesDeviation = part.dyTimesDeviation().clone();
            } else {
                for (int unit = 0; unit < dy.length; unit++) {
                    dy[unit] += part.dy()[unit];
                    dyTimesDeviation[unit] += part.dyTimesDeviation()[unit];
                }
            }
        }
        GradientSums sums = new GradientSums(dy, dyTimesDeviation);
        for (int j = 0; j < y.length; j++) {
            BatchNorm.inputGradient(Features.of(product[j][layer]), Features.of(gradient[j]), batch, sums,
                    own.normalization(), ReluGate.none(), Features.of(gradient[j]), EXECUTION);
        }
    }

    /** p ← p − η/n·Σ_j G_j, in float64, rounded once. */
    private void descend(float[] values, float[][] gradients) {
        for (int i = 0; i < values.length; i++) {
            double sum = gradients[0][i];
            for (int j = 1; j < gradients.length; j++) sum += gradients[j][i];
            values[i] = (float) (values[i] - plan.settings().learningRate() / plan.settings().batch() * sum);
        }
    }
}
