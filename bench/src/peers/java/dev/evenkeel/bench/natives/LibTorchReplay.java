package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.torch.ReplayPeer;
import dev.evenkeel.bench.torch.ReplaySession;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::Tensor::normal_} and {@code uniform_} of libtorch with its default generator, on one thread: it uses no
 * more for them anyway.
 */
public final class LibTorchReplay implements ReplayPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorchReplay() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public ReplaySession start(long seed, int capacity) {
        torch.set_num_threads(1);
        torch.manual_seed(seed);
        return new Session(capacity);
    }

    private static final class Session implements ReplaySession {
        private final FloatPointer memory;
        private final NoGradGuard noGradients = new NoGradGuard();
        private final GeneratorOptional defaultGenerator = new GeneratorOptional();
        private Tensor tensor;

        Session(int capacity) {
            memory = new FloatPointer(Math.max(1, capacity));
            tensor = torch.from_blob(memory, new long[] {capacity});
        }

        private Tensor tensor(int length) {
            if (tensor.numel() != length) {
                tensor.close();
                tensor = torch.from_blob(memory, new long[] {length});
            }
            return tensor;
        }

        /**
         * What the calls return is {@code tensor} again: closing it would free the tensor that the next call writes.
         */
        @Override
        @SuppressWarnings("resource")
        public void normal(int length, double mean, double std) {
            tensor(length).normal_(mean, std, defaultGenerator);
        }

        @Override
        @SuppressWarnings("resource")
        public void uniform(int length, double from, double to) {
            tensor(length).uniform_(from, to, defaultGenerator);
        }

        @Override
        public float[] result(int length) {
            float[] result = new float[length];
            memory.get(result);
            return result;
        }

        @Override
        public String codePath() {
            return LibTorch.describe();
        }

        @Override
        public void close() {
            tensor.close();
            defaultGenerator.close();
            noGradients.close();
            memory.close();
        }
    }
}
