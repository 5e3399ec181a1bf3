package dev.evenkeel.fuzz.concurrency;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.training.Adam;
import dev.evenkeel.training.DenseLayer;
import dev.evenkeel.training.GradientClipping;
import dev.evenkeel.training.MatrixOperations;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;

/** All that a step of training calls, one after the other; each call is shared where its matrices are large enough. */
final class TrainingStep implements FuzzCall.Body {
    private final int examples;
    private final int inputs;
    private final int outputs;
    private final float[] data;
    private final float[] values;
    private final int[] rows;
    private final int[] labels;

    TrainingStep(SplittableRandom random) {
        examples = random.nextInt(20, 300);
        inputs = random.nextInt(20, 200);
        outputs = random.nextInt(2, 200);
        data = FuzzCall.values(random, 2 * examples * inputs);
        values = FuzzCall.values(random, inputs * outputs);
        rows = random.ints(examples, 0, 2 * examples).toArray();
        labels = random.ints(examples, 0, outputs).toArray();
    }

    @Override
    public float[] run(Execution execution, Arena arena, Epilogue.RowFunction row) {
        Matrix x = matrix(arena, new float[examples * inputs], examples, inputs);
        MatrixOperations.gatherRows(matrix(arena, data, 2 * examples, inputs), rows, x, execution);
        new Dropout(0.25).apply(x, x, RandomStream.philox(5).stream(6), 7, execution);
        Matrix weights = matrix(arena, values, inputs, outputs);
        DenseLayer layer = new DenseLayer(weights, new float[outputs], Activation.GELU);
        Matrix z = matrix(arena, new float[examples * outputs], examples, outputs);
        Matrix y = matrix(arena, new float[examples * outputs], examples, outputs);
        layer.forward(x, z, y, execution);
        Matrix gradient = matrix(arena, new float[examples * outputs], examples, outputs);
        double loss = CrossEntropy.mean().withLabelSmoothing(0.1).gradient(y, labels, gradient, execution);
        Matrix dWeights = matrix(arena, new float[inputs * outputs], inputs, outputs);
        float[] dBias = new float[outputs];
        layer.backward(x, z, y, gradient, dWeights, dBias, null, execution);
        double norm = GradientClipping.clip(List.of(dWeights), 0.01, execution);
        List<Matrix> state = List.of(matrix(arena, new float[inputs * outputs], inputs, outputs),
                matrix(arena, new float[inputs * outputs], inputs, outputs));
        new Adam(0.01).update(weights, dWeights, state, 1, execution);
        return FuzzCall.concatenated(FuzzCall.values(weights), FuzzCall.values(y), dBias,
                new float[] {(float) loss, (float) norm});
    }

    private static Matrix matrix(Arena arena, float[] values, int rows, int cols) {
        return FuzzCall.matrix(arena, values, rows, cols);
    }
}
