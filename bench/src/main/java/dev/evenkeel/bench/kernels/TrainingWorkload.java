package dev.evenkeel.bench.kernels;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.loss.BinaryCrossEntropy;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.Loss;
import dev.evenkeel.loss.MeanSquaredError;
import dev.evenkeel.loss.Predictions;
import dev.evenkeel.loss.QuadraticCost;
import dev.evenkeel.loss.Softmax;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.training.Adam;
import dev.evenkeel.training.MatrixOperations;
import dev.evenkeel.training.Optimizer;
import dev.evenkeel.training.RmsProp;
import dev.evenkeel.training.Sgd;
import dev.evenkeel.training.Sums;
import dev.evenkeel.training.WeightDecay;
import java.util.Arrays;
import java.util.List;

/** The part of {@link KernelWorkload} that a training step has beside its products: losses, updates, sums, copies. */
final class TrainingWorkload {
    private static final int CALLS = 3200;
    private static final int ROWS = 8;

    /** Whole vectors of every width; a last vector that overlaps; less than a vector. */
    private static final int[] COLUMNS = {128, 125, 3};

    /** A stream's words pass through small objects, as in a fill. */
    private static final long BYTES_OF_A_DROPOUT = 1024;

    private final Execution execution;

    TrainingWorkload(Execution execution) {
        this.execution = execution;
    }

    void run() {
        for (int columns : COLUMNS) {
            String shape = ", " + ROWS + " × " + columns;
            Matrix x = KernelWorkload.random(ROWS, columns);
            Matrix y = KernelWorkload.random(ROWS, columns);
            Matrix result = Matrix.allocate(ROWS, columns);
            losses(x, y, result, shape);
            updates(x, shape);
            operations(x, y, result, shape);
        }
    }

    private void losses(Matrix x, Matrix targets, Matrix gradient, String shape) {
        float[] weights = new float[x.cols()];
        Arrays.fill(weights, 1f);
        int[] labels = new int[ROWS];
        int[] classes = new int[ROWS];
        CrossEntropy smoothed = CrossEntropy.mean().withLabelSmoothing(0.1);
        for (ClassificationLoss loss : List.of(CrossEntropy.mean(), smoothed, QuadraticCost.mean())) {
            KernelWorkload.run(loss + " of labels" + shape, CALLS,
                    () -> loss.gradient(x, labels, gradient, execution));
        }
        for (Loss loss : List.of(CrossEntropy.mean(), smoothed, smoothed.withClassWeights(weights),
                QuadraticCost.mean(), MeanSquaredError.mean(), BinaryCrossEntropy.mean())) {
            KernelWorkload.run(loss + " of rows" + shape, CALLS,
                    () -> loss.gradient(x, targets, gradient, execution));
        }
        KernelWorkload.run("softmax" + shape, CALLS, () -> Softmax.apply(x, gradient, execution));
        KernelWorkload.run("logarithm of the softmax" + shape, CALLS,
                () -> Softmax.logarithm(x, gradient, execution));
        KernelWorkload.run("argmax" + shape, CALLS, () -> Predictions.argmax(x, classes, execution));
    }

    private void updates(Matrix gradient, String shape) {
        WeightDecay none = WeightDecay.none();
        for (Optimizer rule : List.of(new Sgd(1e-3), new Sgd(1e-3, 0.9), new Sgd(1e-3, 0.9, true, none),
                new RmsProp(1e-3), new RmsProp(1e-3, 0.9, 1e-8, 0.9, none), new Adam(1e-3))) {
            Matrix weights = Matrix.allocate(gradient.rows(), gradient.cols());
            List<Matrix> state = rule.newState(weights);
            KernelWorkload.run(rule + shape, CALLS, () -> rule.update(weights, gradient, state, 1, execution));
        }
    }

    private void operations(Matrix x, Matrix y, Matrix result, String shape) {
        float[] columns = new float[x.cols()];
        Matrix byColumns = KernelWorkload.random(x.cols(), x.rows()).transposed();
        KernelWorkload.run("sums of columns" + shape, CALLS, () -> Sums.columns(x, columns, execution));
        KernelWorkload.run("sum" + shape, CALLS, () -> Sums.sum(x, execution));
        KernelWorkload.run("sum of squares" + shape, CALLS, () -> Sums.sumOfSquares(x, execution));
        KernelWorkload.run("transposed copy" + shape, CALLS, () -> MatrixOperations.copy(byColumns, result, execution));
        KernelWorkload.run("scale" + shape, CALLS, () -> MatrixOperations.scale(2f, x, result, execution));
        KernelWorkload.run("axpy" + shape, CALLS, () -> MatrixOperations.axpy(1e-3f, x, result, execution));
        KernelWorkload.run("add" + shape, CALLS, () -> MatrixOperations.add(x, y, result, execution));
        KernelWorkload.run("subtract" + shape, CALLS, () -> MatrixOperations.subtract(x, y, result, execution));
        KernelWorkload.run("multiply" + shape, CALLS, () -> MatrixOperations.multiply(x, y, result, execution));
        RandomStream stream = RandomStream.philox(1).stream(1);
        Dropout dropout = new Dropout(0.5);
        KernelWorkload.run("dropout" + shape, CALLS, BYTES_OF_A_DROPOUT,
                () -> dropout.apply(x, result, stream, 0, execution));
    }
}
