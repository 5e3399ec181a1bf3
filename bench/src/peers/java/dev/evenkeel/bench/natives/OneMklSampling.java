package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Filling;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeer;
import dev.evenkeel.bench.random.peers.SlicedFill;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.mkl.global.mkl_rt;

/**
 * The vector statistics of Intel oneMKL, normals by inversion. Its streams are not for several threads: each gets one
 * of its own. It has no truncated normal.
 */
public final class OneMklSampling implements SamplingPeer {
    private static final int SEED = 0x5eed;

    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = mkl_rt.class;

    private final Generator generator;

    /** What the numbers come from. */
    enum Generator {
        /** Counters encrypted by AES instructions: its fastest. */
        ARS5("onemkl", mkl_rt.VSL_BRNG_ARS5),
        /** The generator that is Evenkeel's default. */
        PHILOX("onemkl-philox", mkl_rt.VSL_BRNG_PHILOX4X32X10);

        private final String peer;
        private final int number;

        Generator(String peer, int number) {
            this.peer = peer;
            this.number = number;
        }
    }

    /** For the service loader: its fastest generator. */
    public OneMklSampling() {
        this(Generator.ARS5);
    }

    OneMklSampling(Generator generator) {
        this.generator = generator;
    }

    @Override
    public String name() {
        return generator.peer;
    }

    @Override
    public boolean accepts(Filling filling) {
        return filling.distribution().family() != DistributionFamily.TRUNCATED_NORMAL
                && filling.elements() <= Integer.MAX_VALUE;
    }

    @Override
    public PreparedFill prepare(Filling filling) {
        Loader.load(mkl_rt.class);
        return new Prepared(generator, filling);
    }

    private static final class Prepared implements PreparedFill {
        private final OffHeapTarget target;
        private final mkl_rt.VSLStreamStatePtr[] streams;
        private final SlicedFill fill;

        private final Generator generator;

        Prepared(Generator generator, Filling filling) {
            this.generator = generator;
            target = new OffHeapTarget(filling.type(), filling.elements());
            streams = new mkl_rt.VSLStreamStatePtr[filling.threads()];
            fill = new SlicedFill(filling, (number, from, to) -> {
                streams[number] = new mkl_rt.VSLStreamStatePtr();
                require(mkl_rt.vslNewStream(streams[number], generator.number, SEED + number));
                int length = (int) (to - from);
                return filling.type() == ElementType.FLOAT32
                        ? floats(filling.distribution(), streams[number], target.floats(from), length)
                        : doubles(filling.distribution(), streams[number], target.doubles(from), length);
            });
        }

        private static Runnable floats(Distribution distribution, mkl_rt.VSLStreamStatePtr stream, FloatPointer slice,
                int length) {
            float mean = (float) distribution.mean();
            float scale = (float) distribution.scale();
            return distribution.family() == DistributionFamily.UNIFORM
                    ? () -> require(mkl_rt.vsRngUniform(mkl_rt.VSL_RNG_METHOD_UNIFORM_STD, stream, length, slice,
                            mean - scale, mean + scale))
                    : () -> require(mkl_rt.vsRngGaussian(mkl_rt.VSL_RNG_METHOD_GAUSSIAN_ICDF, stream, length, slice,
                            mean, scale));
        }

        private static Runnable doubles(Distribution distribution, mkl_rt.VSLStreamStatePtr stream, DoublePointer slice,
                int length) {
            double mean = distribution.mean();
            double scale = distribution.scale();
            return distribution.family() == DistributionFamily.UNIFORM
                    ? () -> require(mkl_rt.vdRngUniform(mkl_rt.VSL_RNG_METHOD_UNIFORM_STD, stream, length, slice,
                            mean - scale, mean + scale))
                    : () -> require(mkl_rt.vdRngGaussian(mkl_rt.VSL_RNG_METHOD_GAUSSIAN_ICDF, stream, length, slice,
                            mean, scale));
        }

        private static void require(int status) {
            if (status != mkl_rt.VSL_STATUS_OK) throw new IllegalStateException("oneMKL reports error " + status);
        }

        @Override
        public void run() {
            fill.run();
        }

        @Override
        public double element(long index) {
            return target.element(index);
        }

        @Override
        public String codePath() {
            return "oneMKL VSL, " + generator + ", Gaussian by inversion";
        }

        @Override
        public void close() {
            fill.close();
            for (mkl_rt.VSLStreamStatePtr stream : streams) mkl_rt.vslDeleteStream(stream);
            target.close();
        }
    }
}
