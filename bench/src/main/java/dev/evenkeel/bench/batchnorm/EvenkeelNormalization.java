package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;

/** Our own, on heap arrays. */
final class EvenkeelNormalization implements NormalizationPeer {
    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public boolean accepts(Normalization normalization) { return true; }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
        return prepare(normalization, data, Buffers.own());
    }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data, Buffers buffers) {
        return new Prepared(normalization, data, buffers);
    }

    private static final class Prepared implements PreparedNormalization {
        private final Pass pass;
        private final float[] result;
        private final float[] gammaGradient;
        private final float[] betaGradient;
        private final float[] residualGradient;
        private final Features x;
        private final Features dy;
        private final Features output;
        private final Fusion addRelu;
        private final ReluGate gate;
        private final BatchNormParameters parameters;
        private final Moments saved;
        private final RunningStatistics running;
        private final OwnExecution own;
        private final Execution execution;

        Prepared(Normalization normalization, FeatureData data, Buffers buffers) {
            pass = normalization.pass();
            FeatureShape shape = normalization.shape();
            result = buffers.floats("output", shape.values());
            gammaGradient = buffers.floats("gammaGradient", pass.isBackward() ? shape.channels() : 0);
            betaGradient = buffers.floats("betaGradient", gammaGradient.length);
            x = view(normalization, data.x());
            dy = view(normalization, data.dy());
            output = view(normalization, result);
            parameters = new BatchNormParameters(data.gamma(), data.beta(), Normalization.EPSILON);
            saved = new Moments(shape.channels());
            running = new RunningStatistics(doubles(data.mean()), doubles(data.variance()), 1);
            own = new OwnExecution(normalization.threads());
            execution = own.get();
            BatchNorm.moments(x, saved, execution);
            boolean adds = pass.adds();
            residualGradient = buffers.floats("residualGradient", adds && pass.isBackward() ? shape.values() : 0);
            addRelu = adds ? Fusion.addRelu(view(normalization, data.residual())) : null;
            gate = adds && pass.isBackward()
                    ? ReluGate.addRelu(activated(normalization, buffers), view(normalization, residualGradient))
                    : ReluGate.relu();
        }

        private static Features view(Normalization normalization, float[] values) {
            FeatureShape shape = normalization.shape();
            return switch (normalization.storage()) {
                case NC -> Features.of(Matrix.of(values, shape.samples(), shape.channels()));
                case NCHW -> Features.channelsFirst(values, shape.samples(), shape.channels(), shape.positions());
                case NHWC -> Features.channelsLast(values, shape.samples(), shape.positions(), shape.channels());
            };
        }

        private Features activated(Normalization normalization, Buffers buffers) {
            Features y = view(normalization, buffers.floats("activated", normalization.shape().values()));
            BatchNorm.normalize(x, y, parameters, saved, addRelu, execution);
            return y;
        }

        private static double[] doubles(float[] values) {
            double[] doubles = new double[values.length];
            for (int i = 0; i < values.length; i++) doubles[i] = values[i];
            return doubles;
        }

        @Override
        public void run() {
            switch (pass) {
                case FORWARD -> BatchNorm.forward(x, output, parameters, saved, execution);
                case FORWARD_RELU -> BatchNorm.forward(x, output, parameters, saved, Fusion.relu(), execution);
                case FORWARD_ADD_RELU -> BatchNorm.forward(x, output, parameters, saved, addRelu, execution);
                case BACKWARD ->
                    BatchNorm.backward(x, dy, saved, parameters, output, gammaGradient, betaGradient, execution);
                case BACKWARD_RELU, BACKWARD_ADD_RELU -> BatchNorm.backward(x, dy, saved, parameters, gate, output,
                        gammaGradient, betaGradient, execution);
                case INFERENCE -> BatchNorm.infer(x, output, parameters, running, execution);
                case INFERENCE_RELU -> BatchNorm.infer(x, output, parameters, running, Fusion.relu(), execution);
                case INFERENCE_ADD_RELU -> BatchNorm.infer(x, output, parameters, running, addRelu, execution);
            }
        }

        @Override
        public float[] output() { return result; }

        @Override
        public float[] gammaGradient() { return gammaGradient; }

        @Override
        public float[] residualGradient() { return residualGradient; }

        @Override
        public String codePath() { return own.codePath(); }

        @Override
        public void close() { own.close(); }
    }
}
