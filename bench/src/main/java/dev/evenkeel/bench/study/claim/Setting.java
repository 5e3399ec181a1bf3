package dev.evenkeel.bench.study.claim;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.random.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * How thoroughly a claim is examined, and with which numbers.
 *
 * @param scale how much of everything there is
 * @param seed the first of all seeds
 * @param digits MNIST for the claims that would like it, or null
 */
public record Setting(Scale scale, long seed, Execution execution, DataSet digits) {
    /** How much is done. */
    public enum Scale {
        /** As little as says anything, for tests. */
        SMALL,
        /** All claims together within two minutes on two cores. */
        QUICK,
        /** As the sources have it, as far as hours on two cores go. */
        FULL
    }

    /** The default seed, the paper's year. */
    public static final long SEED = 2010;

    /** The canonical constructor. */
    public Setting {
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(execution, "execution");
    }

    /** Without MNIST. */
    public Setting(Scale scale, long seed, Execution execution) {
        this(scale, seed, execution, null);
    }

    /** The number for this scale. */
    public int pick(int small, int quick, int full) {
        return switch (scale) {
            case SMALL -> small;
            case QUICK -> quick;
            case FULL -> full;
        };
    }

    /** So many seeds: the first and those behind it. */
    public List<Long> seeds(int count) {
        return LongStream.range(0, count).mapToObj(i -> seed + i).toList();
    }

    /** The streams of a seed. */
    public static RandomStream.Seed streams(long seed) {
        return RandomStream.philox(seed);
    }
}
