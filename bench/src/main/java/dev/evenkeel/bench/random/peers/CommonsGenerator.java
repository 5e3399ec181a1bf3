package dev.evenkeel.bench.random.peers;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** The fastest of Commons RNG: XoShiRo128++ and the modified ziggurat. */
final class CommonsGenerator implements RandomGenerator {
    static final String NAME = "Commons RNG 1.6 XO_SHI_RO_128_PP, ZigguratSampler";

    private final UniformRandomProvider generator;
    private final NormalizedGaussianSampler gaussian;

    CommonsGenerator(long seed) {
        generator = RandomSource.XO_SHI_RO_128_PP.create(seed);
        gaussian = ZigguratSampler.NormalizedGaussian.of(generator);
    }

    @Override
    public long nextLong() { return generator.nextLong(); }

    @Override
    public float nextFloat() { return generator.nextFloat(); }

    @Override
    public double nextDouble() { return generator.nextDouble(); }

    @Override
    public double nextGaussian() { return gaussian.sample(); }
}
