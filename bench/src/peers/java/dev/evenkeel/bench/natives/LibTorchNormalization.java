package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.batchnorm.FeatureData;
import dev.evenkeel.bench.batchnorm.FeatureShape;
import dev.evenkeel.bench.batchnorm.Normalization;
import dev.evenkeel.bench.batchnorm.NormalizationPeer;
import dev.evenkeel.bench.batchnorm.PreparedNormalization;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::native_batch_norm_out} and its backward function of libtorch, PyTorch's C++ library, on its channels-last
 * layout where the caller's is that. It has no fused addition or ReLU: they follow in place, and their gradients are
 * not offered.
 */
public final class LibTorchNormalization implements NormalizationPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorchNormalization() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public boolean accepts(Normalization normalization) {
        return !(normalization.pass().isBackward() && normalization.pass().hasRelu());
    }

    @Override
    public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
        torch.set_num_threads(normalization.threads());
        return new Prepared(normalization, data);
    }

    private static final class Prepared implements PreparedNormalization {
        private static final double MOMENTUM = 0.1;

        private final OffHeapMemory memory = new OffHeapMemory();
        private final NoGradGuard noGradients = new NoGradGuard();
        private final Normalization normalization;
        private final OffHeapMemory.Floats output;
        private final OffHeapMemory.Floats gammaGradient;
        private final Tensor x;
        private final Tensor dy;
        private final Tensor residual;
        private final Tensor result;
        private final Tensor savedMean;
        private final Tensor savedInverse;
        private final Tensor dGamma;
        private final Tensor dBeta;
        private final TensorOptional gamma;
        private final TensorOptional beta;
        private final TensorOptional mean;
        private final TensorOptional variance;
        private final TensorOptional none = new TensorOptional();
        private final TensorOptional optionalMean;
        private final TensorOptional optionalInverse;
        private final BoolPointer wanted = new BoolPointer(3);

        Prepared(Normalization normalization, FeatureData data) {
            this.normalization = normalization;
            int channels = normalization.shape().channels();
            output = memory.floats(normalization.shape().values());
            gammaGradient = memory.floats(channels);
            x = features(memory.copy(data.x()));
            dy = features(memory.copy(data.dy()));
            residual = normalization.pass().adds() ? features(memory.copy(data.residual())) : null;
            result = features(output);
            savedMean = vector(memory.floats(channels));
            savedInverse = vector(memory.floats(channels));
            dGamma = vector(gammaGradient);
            dBeta = vector(memory.floats(channels));
            gamma = new TensorOptional(vector(memory.copy(data.gamma())));
            beta = new TensorOptional(vector(memory.copy(data.beta())));
            mean = new TensorOptional(vector(memory.copy(data.mean())));
            variance = new TensorOptional(vector(memory.copy(data.variance())));
            optionalMean = new TensorOptional(savedMean);
            optionalInverse = new TensorOptional(savedInverse);
            for (int i = 0; i < 3; i++) wanted.put(i, true);
            if (normalization.pass().isBackward()) forward(none, none, true);
        }

        private Tensor features(OffHeapMemory.Floats values) {
            FeatureShape shape = normalization.shape();
            long n = shape.samples();
            long c = shape.channels();
            long s = shape.positions();
            return switch (normalization.storage()) {
                case NC -> torch.from_blob(values, new long[] {n, c}, new long[] {c, 1});
                case NCHW -> torch.from_blob(values, new long[] {n, c, 1, s}, new long[] {c * s, s, s, 1});
                case NHWC -> torch.from_blob(values, new long[] {n, c, 1, s}, new long[] {c * s, 1, c * s, c});
            };
        }

        private static Tensor vector(OffHeapMemory.Floats values) {
            return torch.from_blob(values, new long[] {values.capacity()}, new long[] {1});
        }

        /** What add_ and relu_ return is {@code result} again, which stays open. */
        @SuppressWarnings("resource")
        private void forward(TensorOptional mean, TensorOptional variance, boolean training) {
            torch.native_batch_norm_out(result, savedMean, savedInverse, x, gamma, beta, mean, variance, training,
                    MOMENTUM, Normalization.EPSILON).close();
            if (residual != null) result.add_(residual);
            if (normalization.pass().hasRelu()) torch.relu_(result);
        }

        @Override
        public void run() {
            if (!normalization.pass().isBackward()) {
                boolean training = normalization.pass().isTraining();
                forward(training ? none : mean, training ? none : variance, training);
                return;
            }
            torch.native_batch_norm_backward_out(result, dGamma, dBeta, dy, x, gamma, none, none, optionalMean,
                    optionalInverse, true, Normalization.EPSILON,
                    wanted).close();
        }

        @Override
        public float[] output() {
            return output.toArray();
        }

        @Override
        public float[] gammaGradient() {
            return normalization.pass().isBackward() ? gammaGradient.toArray() : new float[0];
        }

        @Override
        public String codePath() {
            return LibTorch.describe() + ", native_batch_norm";
        }

        @Override
        public void close() {
            x.close();
            dy.close();
            if (residual != null) residual.close();
            result.close();
            noGradients.close();
            memory.close();
        }
    }
}
