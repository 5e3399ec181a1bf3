package dev.evenkeel.bench.random.peers;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.random.RandomStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGeneratorFactory;

/** Every library on the class path that draws random numbers. */
public final class SamplingPeers {
    private static final String FASTEST_OF_THE_JDK = "Xoroshiro128PlusPlus";

    private SamplingPeers() {}

    /** Ours first, with each generator; then pure Java, then native ones. */
    public static PeerCatalog<SamplingPeer> load() {
        return PeerCatalog.load(SamplingPeer.class,
                List.of(new EvenkeelSampling(PeerCatalog.OURS, RandomStream.philox(EvenkeelSampling.SEED)),
                        new EvenkeelSampling(PeerCatalog.OURS + "-splitmix",
                                RandomStream.splitMix(EvenkeelSampling.SEED)),
                        new GeneratorLoop("commons-rng", CommonsGenerator.NAME, CommonsGenerator::new),
                        new GeneratorLoop("jdk-xoroshiro", "java.util.random " + FASTEST_OF_THE_JDK,
                                seed -> RandomGeneratorFactory.of(FASTEST_OF_THE_JDK).create(seed)),
                        new GeneratorLoop("jdk-splittable", "java.util.SplittableRandom", SplittableRandom::new)));
    }
}
