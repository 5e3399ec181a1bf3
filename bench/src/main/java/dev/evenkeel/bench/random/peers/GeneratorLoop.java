package dev.evenkeel.bench.random.peers;

import dev.evenkeel.random.Distribution;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * The loop that one writes around a generator: a number at a time, scaled, into an array. A truncated normal is drawn
 * again until it is inside.
 */
final class GeneratorLoop implements SamplingPeer {
    private static final long SEED = 0x5eed;
    private static final double CUT = 2;

    private final String name;
    private final String code;
    private final LongFunction<RandomGenerator> generators;

    GeneratorLoop(String name, String code, LongFunction<RandomGenerator> generators) {
        this.name = name;
        this.code = code;
        this.generators = generators;
    }

    @Override
    public String name() { return name; }

    @Override
    public boolean accepts(Filling filling) { return filling.memory() == Memory.HEAP; }

    @Override
    public PreparedFill prepare(Filling filling) {
        return filling.type() == ElementType.FLOAT32 ? new Floats(filling) : new Doubles(filling);
    }

    private static double truncatedGaussian(RandomGenerator generator) {
        double x = generator.nextGaussian();
        while (Math.abs(x) > CUT) x = generator.nextGaussian();
        return x;
    }

    private final class Floats implements PreparedFill {
        private final float[] target;
        private final SlicedFill fill;

        Floats(Filling filling) {
            target = new float[(int) filling.elements()];
            fill = new SlicedFill(filling, (number, from, to) -> {
                RandomGenerator generator = generators.apply(SEED + number);
                return () -> draw(filling.distribution(), generator, (int) from, (int) to);
            });
        }

        private void draw(Distribution distribution, RandomGenerator generator, int from, int to) {
            float mean = (float) distribution.mean();
            float scale = (float) distribution.scale();
            switch (distribution.family()) {
                case UNIFORM -> {
                    float low = mean - scale;
                    float width = 2 * scale;
                    for (int i = from; i < to; i++) target[i] = low + width * generator.nextFloat();
                }
                case NORMAL -> {
                    for (int i = from; i < to; i++) target[i] = mean + scale * (float) generator.nextGaussian();
                }
                case TRUNCATED_NORMAL -> {
                    for (int i = from; i < to; i++) target[i] = mean + scale * (float) truncatedGaussian(generator);
                }
            }
        }

        @Override
        public void run() { fill.run(); }

        @Override
        public double element(long index) { return target[(int) index]; }

        @Override
        public String codePath() { return code; }

        @Override
        public void close() { fill.close(); }
    }

    private final class Doubles implements PreparedFill {
        private final double[] target;
        private final SlicedFill fill;

        Doubles(Filling filling) {
            target = new double[(int) filling.elements()];
            fill = new SlicedFill(filling, (number, from, to) -> {
                RandomGenerator generator = generators.apply(SEED + number);
                return () -> draw(filling.distribution(), generator, (int) from, (int) to);
            });
        }

        private void draw(Distribution distribution, RandomGenerator generator, int from, int to) {
            double mean = distribution.mean();
            double scale = distribution.scale();
            switch (distribution.family()) {
                case UNIFORM -> {
                    for (int i = from; i < to; i++) target[i] = mean - scale + 2 * scale * generator.nextDouble();
                }
                case NORMAL -> {
                    for (int i = from; i < to; i++) target[i] = mean + scale * generator.nextGaussian();
                }
                case TRUNCATED_NORMAL -> {
                    for (int i = from; i < to; i++) target[i] = mean + scale * truncatedGaussian(generator);
                }
            }
        }

        @Override
        public void run() { fill.run(); }

        @Override
        public double element(long index) { return target[(int) index]; }

        @Override
        public String codePath() { return code; }

        @Override
        public void close() { fill.close(); }
    }
}
