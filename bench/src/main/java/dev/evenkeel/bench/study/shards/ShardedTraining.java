package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Execution;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.random.RandomStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Stochastic gradient descent whose batches are cut into shards. Step s takes examples {@code s·n … (s + 1)·n − 1}, as
 * in a {@link Training} that is not cut.
 *
 * <p>With one local step, the gradient of a step is {@code G = Σ_j G_j} over shards j = 0, 1, …, and {@code p ← p −
 * η/n·G}. With more, each shard descends on its own rows from common parameters, and then {@code p ← Σ_j n_j·p_j/n}
 * with n_j the rows of shard j. Sums are float64, in the order of j, and rounded once. Moments of batch normalisation
 * are merged in that order, too, and count in the running statistics, step after step.
 *
 * <p>With {@link ShardPlan#syncBatchNorm} the passes take these merged moments (μ, σ²) and m = n, too: {@code
 * Moments.merge} of shards 0, 1, … in this order. The backward pass takes {@code Σdy} and {@code Σdy·(x − μ)} of shard
 * 0, to which those of shards 1, 2, … are added in float64. What a shard adds to the gradients of γ and β is rounded to
 * float32, as its other gradients are.
 *
 * <p>So bits depend on the plan alone. With one shard and several local steps they are those of {@link Training}.
 */
public final class ShardedTraining {
    private static final int CHUNK = 4096;

    private final ShardPlan plan;
    private final Parameters parameters;
    private final Execution execution;
    private long step;
    private boolean isFirst;

    private ShardedTraining(ShardPlan plan, Parameters parameters, long step, boolean isFirst, Execution execution) {
        this.plan = plan;
        this.parameters = parameters;
        this.step = step;
        this.isFirst = isFirst;
        this.execution = execution;
    }

    /**
     * From first parameters on, which the workers draw themselves.
     *
     * @throws IllegalArgumentException if the network does not fit the examples, or the initializer not the network
     */
    public static ShardedTraining begin(ShardPlan plan, DataSet data, Execution execution) {
        Training.requireFit(plan.settings(), data);
        FlatParameters.size(plan.settings().architecture());
        Parameters first = Parameters.draw(plan.settings().architecture(),
                RandomStream.philox(plan.settings().seed()), execution);
        return new ShardedTraining(plan, first, 0, true, execution);
    }

    /**
     * From where another training stood, whoever computed it.
     *
     * @throws IllegalArgumentException if the network does not fit the examples
     */
    public static ShardedTraining resume(ShardedCheckpoint checkpoint, DataSet data, Execution execution) {
        Training.requireFit(checkpoint.plan().settings(), data);
        return new ShardedTraining(checkpoint.plan(), checkpoint.parameters(), checkpoint.step(), false, execution);
    }

    /**
     * Takes as many steps as there are between merges.
     *
     * @return the mean loss over all rows and these steps, each before its update
     */
    public double round(Workers workers) {
        List<ShardOutcome> outcomes =
                workers.compute(new Round(step, isFirst ? null : FlatParameters.bytes(parameters)));
        check(outcomes);
        merge(outcomes);
        countMoments(outcomes);
        step += plan.localSteps();
        isFirst = false;
        return meanLoss(outcomes);
    }

    private void check(List<ShardOutcome> outcomes) {
        int bytes = Float.BYTES * FlatParameters.size(plan.settings().architecture());
        if (outcomes.size() != plan.shards()) throw new IllegalStateException(
                plan.shards() + " shards should have been computed, were " + outcomes.size());
        for (ShardOutcome outcome : outcomes) {
            if (outcome.values().length != bytes || outcome.lossSums().length != plan.localSteps())
                throw new IllegalStateException("a shard gave " + outcome.values().length + " bytes for "
                        + outcome.lossSums().length + " steps, expected " + bytes + " for " + plan.localSteps());
        }
    }

    private void merge(List<ShardOutcome> outcomes) {
        int size = FlatParameters.size(plan.settings().architecture());
        List<FloatBuffer> values = new ArrayList<>();
        for (ShardOutcome outcome : outcomes) values.add(FlatParameters.floats(outcome.values()));
        byte[] merged = FlatParameters.bytes(parameters);
        FloatBuffer target = FlatParameters.floats(merged);
        execution.forEachRange((size + CHUNK - 1) / CHUNK, 8, (from, to) -> {
            float[] part = new float[CHUNK];
            double[] sum = new double[CHUNK];
            for (int first = from * CHUNK; first < Math.min(size, to * CHUNK); first += CHUNK)
                mergeChunk(values, target, first, Math.min(CHUNK, size - first), part, sum);
        });
        FlatParameters.read(merged, parameters);
    }

    private void mergeChunk(List<FloatBuffer> values, FloatBuffer target, int first, int length, float[] part,
            double[] sum) {
        double batch = plan.settings().batch();
        if (plan.mergesGradients()) {
            add(values, first, length, part, sum, false);
            double factor = -plan.settings().learningRate() / batch;
            target.get(first, part, 0, length);
            for (int i = 0; i < length; i++) part[i] = (float) (part[i] + factor * sum[i]);
        } else {
            add(values, first, length, part, sum, true);
            for (int i = 0; i < length; i++) part[i] = (float) (sum[i] / batch);
        }
        target.put(first, part, 0, length);
    }

    /** sum ← Σ_j of the values, or of n_j times the values, in the order of j. */
    private void add(List<FloatBuffer> values, int first, int length, float[] part, double[] sum, boolean byRows) {
        for (int shard = 0; shard < values.size(); shard++) {
            double weight = byRows ? plan.rows(shard) : 1;
            values.get(shard).get(first, part, 0, length);
            if (shard == 0) for (int i = 0; i < length; i++) sum[i] = weight * part[i];
            else for (int i = 0; i < length; i++) sum[i] += weight * part[i];
        }
    }

    private void countMoments(List<ShardOutcome> outcomes) {
        int index = 0;
        for (int local = 0; local < plan.localSteps(); local++) {
            for (int layer = 0; layer < parameters.layers(); layer++) {
                if (parameters.layer(layer).running() == null) continue;
                Moments batch = new Moments(parameters.layer(layer).running().channels());
                for (ShardOutcome outcome : outcomes) batch.merge(outcome.moments().get(index));
                parameters.layer(layer).count(batch);
                index++;
            }
        }
    }

    private double meanLoss(List<ShardOutcome> outcomes) {
        double sum = 0;
        for (int local = 0; local < plan.localSteps(); local++) {
            for (ShardOutcome outcome : outcomes) sum += outcome.lossSums()[local];
        }
        return sum / ((double) plan.localSteps() * plan.settings().batch());
    }

    /** How many steps were taken. */
    public long steps() { return step; }

    /** What is trained, how, and how it is cut. */
    public ShardPlan plan() { return plan; }

    /** What the next round will change. */
    public Parameters parameters() { return parameters; }

    /** All that there is to know now; write it before the next round. */
    public ShardedCheckpoint checkpoint() {
        return new ShardedCheckpoint(plan, step, parameters);
    }
}
