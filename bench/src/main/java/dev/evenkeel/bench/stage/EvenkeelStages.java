package dev.evenkeel.bench.stage;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.training.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Our own, on heap arrays. */
final class EvenkeelStages implements StagePeer {
    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public boolean accepts(StageTask task) { return true; }

    @Override
    public PreparedStage prepare(StageTask task, StageData data) {
        return prepare(task, data, Buffers.own());
    }

    @Override
    public PreparedStage prepare(StageTask task, StageData data, Buffers buffers) {
        return switch (task.stage()) {
            case ActivationStage stage -> new PreparedActivation(stage, task, data, buffers);
            case LossStage stage -> new PreparedLoss(stage, task, data, buffers);
            case UpdateStage stage -> new PreparedUpdate(stage, task, data, buffers);
        };
    }

    /** What they have in common. */
    private abstract static class Prepared implements PreparedStage {
        final OwnExecution own;
        private final float[] output;
        private final Extent extent;

        Prepared(StageTask task, float[] output) {
            own = new OwnExecution(task.threads());
            extent = task.extent();
            this.output = output;
        }

        final Matrix matrix(float[] values) {
            return Matrix.of(values, extent.rows(), extent.columns());
        }

        @Override
        public final float[] output() { return output; }

        @Override
        public final String codePath() { return own.codePath(); }

        @Override
        public final void close() { own.close(); }
    }

    private static final class PreparedActivation extends Prepared {
        private final Activation function;
        private final boolean isGradient;
        private final boolean isFromOutput;
        private final Matrix input;
        private final Matrix gradient;
        private final Matrix output;

        PreparedActivation(ActivationStage stage, StageTask task, StageData data, Buffers buffers) {
            super(task, buffers.floats("output", data.x().length));
            function = stage.function().ours();
            isGradient = stage.isGradient();
            isFromOutput = isGradient && function.outputDeterminesDerivative();
            output = matrix(output());
            gradient = isGradient ? matrix(data.gradient()) : null;
            if (isFromOutput) {
                input = matrix(buffers.floats("y", data.x().length));
                function.apply(matrix(data.x()), input, own.get());
            } else {
                input = matrix(data.x());
            }
        }

        @Override
        public void run() {
            if (!isGradient) function.apply(input, output, own.get());
            else if (isFromOutput) function.backwardFromOutput(input, gradient, output, own.get());
            else function.backward(input, gradient, output, own.get());
        }
    }

    private static final class PreparedLoss extends Prepared {
        private static final ClassificationLoss LOSS = CrossEntropy.mean();

        private final boolean hasGradient;
        private final Matrix logits;
        private final int[] labels;
        private final Matrix gradient;
        private double value;

        PreparedLoss(LossStage stage, StageTask task, StageData data, Buffers buffers) {
            super(task, buffers.floats("output", stage.hasGradient() ? data.x().length : 0));
            hasGradient = stage.hasGradient();
            logits = matrix(data.x());
            labels = data.labels();
            gradient = hasGradient ? matrix(output()) : null;
        }

        @Override
        public void run() {
            value = hasGradient ? LOSS.gradient(logits, labels, gradient, own.get())
                    : LOSS.value(logits, labels, own.get());
        }

        @Override
        public double value() { return value; }
    }

    private static final class PreparedUpdate extends Prepared {
        private final Optimizer optimizer;
        private final Matrix weights;
        private final Matrix gradient;
        private final List<Matrix> state = new ArrayList<>();
        private long step;

        PreparedUpdate(UpdateStage stage, StageTask task, StageData data, Buffers buffers) {
            super(task, copy(data.x(), buffers, "weights"));
            optimizer = stage.ours();
            weights = matrix(output());
            gradient = matrix(data.gradient());
            for (float[] values : data.states()) state.add(matrix(copy(values, buffers, "state " + state.size())));
        }

        private static float[] copy(float[] values, Buffers buffers, String name) {
            float[] copy = buffers.floats(name, values.length);
            System.arraycopy(values, 0, copy, 0, values.length);
            return copy;
        }

        @Override
        public void run() { optimizer.update(weights, gradient, state, ++step, own.get()); }
    }
}
