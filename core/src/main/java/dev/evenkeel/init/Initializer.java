package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.random.RandomStream;
import java.util.Objects;

/**
 * A scheme for the first values of weights or biases, as data: what it draws from, what it is for, where it comes from,
 * and what variance it promises, so that code can loop over schemes and check each.
 *
 * <p>A fill is a function of scheme, shape and stream alone. Give each layer a {@link RandomStream} of its own: two
 * layers filled from one stream get correlated weights.
 *
 * {@snippet :
 * RandomStream.Seed seed = RandomStream.philox(42);
 * Weights weights = Weights.inputsByOutputs(Matrix.of(new float[784 * 256], 784, 256));
 * for (Initializer scheme : Initializers.all()) {
 *     if (scheme.accepts(weights)) {
 *         scheme.fill(weights, seed.stream(scheme.name()), Execution.sequential());
 *     }
 * }
 * IO.println(Orthogonal.PLAIN.formula());                      // 1/max(rows, cols)
 * }
 *
 * <p>Every fill refuses what {@link dev.evenkeel.random.Sampling} refuses, and shapes it cannot fill, before anything
 * is written. Of an empty matrix, whatever its shape, every scheme fills nothing. All schemes are immutable.
 *
 * <p>Those of this package are {@link java.io.Serializable}: the serialized form is the record's components, and the
 * record's constructor checks what is read. So a scheme can be sent where the weights are to be made.
 */
public interface Initializer {
    /** Lower case, for tables: {@code "glorot uniform"}. */
    String name();

    /** What it is for, in a sentence. */
    String purpose();

    /** Where it was proposed. */
    String source();

    /** {@link #meanSquare} as people write it, in words of the fans or of the shape: {@code "2/in"}. */
    String formula();

    /** Variance of an entry, the mean being 0; 0 where nothing is random. */
    default double variance(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return 0;
    }

    /** As {@link #variance(Fans)}, for schemes whose variance depends on the shape of the matrix. */
    default double variance(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return variance(weights.fans());
    }

    /** Expected mean of the squares of all entries: the variance, or what a scheme that draws nothing writes. */
    default double meanSquare(Weights weights) {
        return variance(weights);
    }

    /** E[w⁴] / E[w²]² of an entry; NaN where nothing is random. */
    default double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return Double.NaN;
    }

    /**
     * Relative standard deviation, over streams, of the mean of the squares of all entries: √((kurtosis − 1)/entries)
     * where they are independent; 0 where the scheme fixes it or nothing is random.
     */
    default double meanSquareDeviation(Weights weights) {
        double kurtosis = kurtosis(weights);
        return Double.isNaN(kurtosis) ? 0 : Math.sqrt((kurtosis - 1) / weights.size());
    }

    /** Whether weights of this shape can be filled at all; empty ones always can. */
    default boolean accepts(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return true;
    }

    /**
     * Fills the weights.
     *
     * @throws IllegalArgumentException if this scheme does not {@link #accepts accept} them; the message says why
     */
    void fill(Weights weights, RandomStream stream, Execution execution);
}
