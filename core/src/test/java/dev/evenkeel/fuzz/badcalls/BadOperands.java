package dev.evenkeel.fuzz.badcalls;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.gemm.Syrk;
import dev.evenkeel.gemm.Triangle;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Weights;
import dev.evenkeel.loss.BinaryCrossEntropy;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.MeanSquaredError;
import dev.evenkeel.loss.Softmax;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.torch.TorchReplay;
import dev.evenkeel.training.Adam;
import dev.evenkeel.training.DenseLayer;
import dev.evenkeel.training.MatrixOperations;
import dev.evenkeel.training.Sums;
import java.util.Arrays;

/** Operations on matrices, of which one may be bad. */
final class BadOperands {
    private BadOperands() {}

    /** What an operation takes. */
    record Operand(String name, int rows, int cols, boolean isOutput) {}

    /** Calls that write their last operand, if any. */
    enum Operation {
        PRODUCT, PRODUCT_OF_BATCHES, SYMMETRIC_UPDATE, PACK, FILL, SHARD, INITIALIZER, REPLAY, FORWARD, INFER, MOMENTS,
        BACKWARD, FOLD, KEPT_PRODUCT, ACTIVATION, ACTIVATION_BACKWARD, COPY, AXPY, ADD, SUMS, UPDATE, DROPOUT, LOSS,
        SOFTMAX, DENSE_LAYER;

        boolean hasExecution() {
            return this != REPLAY && this != FOLD;
        }

        boolean hasShapes() {
            return this == PRODUCT || this == PRODUCT_OF_BATCHES
                    || ordinal() >= FORWARD.ordinal() && this != MOMENTS && this != SUMS;
        }

        Operand[] operands(int m, int k, int n) {
            return switch (this) {
                case PRODUCT, PRODUCT_OF_BATCHES -> new Operand[] {new Operand("a", m, k, false),
                    new Operand("b", k, n, false), new Operand("c", m, n, true)};
                case SYMMETRIC_UPDATE ->
                    new Operand[] {new Operand("a", n, k, false), new Operand("c", n, n, true)};
                case KEPT_PRODUCT -> new Operand[] {new Operand("a", m, k, false), new Operand("b", k, n, false),
                    new Operand("c", m, n, true), new Operand("preActivation", m, n, true)};
                case DENSE_LAYER -> new Operand[] {new Operand("x", m, k, false), new Operand("weights", k, n, false),
                    new Operand("y", m, n, true)};
                case PACK, MOMENTS, SUMS -> new Operand[] {new Operand("input", m, n, false)};
                case FILL, SHARD, INITIALIZER, REPLAY -> new Operand[] {new Operand("target", m, n, true)};
                case FORWARD, INFER, FOLD, ACTIVATION, COPY, AXPY, DROPOUT, SOFTMAX ->
                    new Operand[] {new Operand("x", m, n, false), new Operand("y", m, n, true)};
                case UPDATE -> new Operand[] {new Operand("gradient", m, n, false), new Operand("state[0]", m, n, true),
                    new Operand("state[1]", m, n, true), new Operand("weights", m, n, true)};
                case BACKWARD, ACTIVATION_BACKWARD, ADD, LOSS ->
                    new Operand[] {new Operand("x", m, n, false), new Operand("dy", m, n, false),
                        new Operand("dx", m, n, true)};
            };
        }

        void call(Draws draws, Matrix[] operands, Execution execution) {
            Matrix first = operands[0];
            Matrix last = operands[operands.length - 1];
            RandomStream stream = RandomStream.philox(1).stream(2);
            BatchNormParameters none = BatchNormParameters.none(1e-5);
            int channels = Arrays.stream(operands).filter(matrix -> matrix != null).mapToInt(Matrix::cols).min()
                    .orElse(1);
            Moments moments = new Moments(channels);
            RunningStatistics running = new RunningStatistics(channels);
            switch (this) {
                case PRODUCT -> Gemm.multiply(2f, first, operands[1], draws.of(0f, 1f), last,
                        draws.of(Epilogue.none(), new Epilogue(null, Activation.TANH)), execution);
                case PRODUCT_OF_BATCHES -> Gemm.multiply(1f, batch(first), batch(operands[1]), 0f, batch(last),
                        Epilogue.none(), execution);
                case SYMMETRIC_UPDATE -> Syrk.update(draws.of(Triangle.values()), 2f, first, draws.of(0f, 1f), last,
                        execution);
                case PACK -> Gemm.pack(first, execution);
                case FILL -> Sampling.fill(first, Distribution.normal(0, 1), stream, execution);
                case SHARD -> Sampling.fill(first, 3, 4, 1000, Distribution.uniform(0, 1), stream, execution);
                case INITIALIZER -> initializer(draws, first, execution);
                case REPLAY -> replay(draws, first);
                case FORWARD -> BatchNorm.forward(features(first), features(last), none, moments,
                        draws.of(Fusion.none(), Fusion.relu()), execution);
                case INFER -> BatchNorm.infer(features(first), features(last), none, running, execution);
                case MOMENTS -> BatchNorm.moments(features(first), moments, execution);
                case BACKWARD -> BatchNorm.backward(features(first), features(operands[1]), running, none,
                        draws.of(ReluGate.none(), ReluGate.relu()), features(last), null, null, execution);
                case KEPT_PRODUCT -> Gemm.multiply(1f, first, operands[1], 0f, operands[2],
                        new Epilogue(null, Activation.TANH).keeping(last), execution);
                case ACTIVATION -> draws.of(Activation.TANH, Activation.GELU).apply(first, last, execution);
                case ACTIVATION_BACKWARD -> Activation.TANH.backward(first, operands[1], last, execution);
                case COPY -> MatrixOperations.copy(first, last, execution);
                case AXPY -> MatrixOperations.axpy(2f, first, last, execution);
                case ADD -> MatrixOperations.add(first, operands[1], last, execution);
                case SUMS -> Sums.sumOfSquares(first, execution);
                case UPDATE -> new Adam(0.1).update(last, first, Arrays.asList(operands[1], operands[2]), 1, execution);
                case DROPOUT -> new Dropout(draws.of(0.5, 1.0)).apply(first, last, stream, 3, execution);
                case LOSS -> draws.of(CrossEntropy.mean(), MeanSquaredError.sum(), BinaryCrossEntropy.mean())
                        .gradient(first, operands[1], last, execution);
                case SOFTMAX -> Softmax.apply(first, last, execution);
                case DENSE_LAYER -> new DenseLayer(operands[1], null, Activation.TANH).forward(first, last, execution);
                default -> {
                    int rows = first == null ? last.rows() : first.rows();
                    BatchNorm.fold(first, null, none, new RunningStatistics(rows), last, new float[rows]);
                }
            }
        }

        private static MatrixBatch batch(Matrix matrix) {
            return matrix == null ? null : MatrixBatch.of(matrix, 1, 0);
        }

        private static Features features(Matrix matrix) {
            return matrix == null ? null : Features.of(matrix);
        }

        private static void initializer(Draws draws, Matrix matrix, Execution execution) {
            Weights weights = draws.oneIn(2) ? Weights.inputsByOutputs(matrix) : Weights.outputsByInputs(matrix);
            Initializer scheme;
            do {
                scheme = draws.of(Initializers.all().toArray(Initializer[]::new));
            } while (!scheme.accepts(weights));
            draws.note("scheme", scheme.name());
            scheme.fill(weights, RandomStream.splitMix(1).stream(1), execution);
        }

        /** What is refused draws nothing. */
        private static void replay(Draws draws, Matrix matrix) {
            TorchReplay replay = TorchReplay.manualSeed(5);
            Fans fans = new Fans(3, 4);
            try {
                switch (draws.below(4)) {
                    case 0 -> replay.normal(matrix, 0, 1);
                    case 1 -> replay.uniform(matrix, 0, 1);
                    case 2 -> replay.kaimingNormal(matrix, fans, FanMode.IN, 1);
                    default -> replay.xavierUniform(matrix, fans, 1);
                }
            } finally {
                float[] next = new float[1];
                float[] first = new float[1];
                replay.uniform(next, 0, 1);
                TorchReplay.manualSeed(5).uniform(first, 0, 1);
                if (next[0] != first[0]) {
                    throw new AssertionError("what was refused has drawn");
                }
            }
        }
    }
}
