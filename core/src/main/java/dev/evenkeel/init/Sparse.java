package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.Serial;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Objects;

/**
 * Each unit has {@code perUnit} incoming weights from N(0, deviation²), at places drawn without replacement; all others
 * are exactly 0. Per unit, not per input: which way round the matrix lies is in {@link Weights#units}.
 *
 * <p>A weight that is kept is the one that {@code Distribution.normal(0, deviation)} has at its index. The places of
 * unit u come from words of a stream of their own that belong to u alone, by Floyd's sampling (Bentley and Floyd, A
 * sample of brilliance, CACM 30, 1987).
 *
 * @param perUnit k, at most the weights of a unit
 */
public record Sparse(int perUnit, double standardDeviation) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** 15 weights of deviation 1; CS231n says 10. */
    public static final Sparse MARTENS = new Sparse(15, 1);

    private static final String PLACES = "places of sparse weights";

    /**
     * @throws IllegalArgumentException unless both are positive and the deviation is one that {@link
     * Distribution#normal} takes
     */
    public Sparse {
        if (perUnit < 1) {
            throw new IllegalArgumentException("perUnit must be at least 1, was " + perUnit);
        }
        if (!(standardDeviation > 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation must be positive and finite, was " + standardDeviation);
        }
        Distribution.normal(0, standardDeviation);
    }

    /**
     * With the deviation that gives inputs of mean square 1 outputs of mean square gain²: {@code gain/√perUnit},
     * whatever the number of inputs. MARTENS has √15 times that of gain 1.
     *
     * @throws IllegalArgumentException unless both are positive, the gain is finite, and the deviation is one that
     * {@link Distribution#normal} takes
     */
    public static Sparse calibrated(int perUnit, double gain) {
        if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gain must be positive and finite, was " + gain);
        }
        return new Sparse(perUnit, gain / Math.sqrt(perUnit));
    }

    /** {@code "sparse"} for Martens' scheme, else {@code "sparse, 4 per unit, deviation 0.500"}. */
    @Override
    public String name() {
        return perUnit == MARTENS.perUnit && standardDeviation == MARTENS.standardDeviation ? "sparse"
                : "sparse, " + perUnit + " per unit, deviation " + Initializers.number(standardDeviation);
    }

    @Override
    public String purpose() {
        return "units that differ strongly and do not saturate however many inputs they have";
    }

    @Override
    public String source() {
        return "Martens, Deep learning via Hessian-free optimization, ICML 2010, section 5";
    }

    /** (k/in)·deviation². */
    @Override
    public String formula() {
        return Initializers.number(perUnit * standardDeviation * standardDeviation) + "/in";
    }

    @Override
    public double variance(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return perUnit * standardDeviation * standardDeviation / fans.in();
    }

    @Override
    public double variance(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return perUnit * standardDeviation * standardDeviation / weights.unitLength();
    }

    /** 3·in/k. */
    @Override
    public double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return 3d * weights.unitLength() / perUnit;
    }

    /** √(2/(k·units)): the number of non-zeros is fixed. */
    @Override
    public double meanSquareDeviation(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return Math.sqrt(2d / ((double) perUnit * weights.unitCount()));
    }

    @Override
    public boolean accepts(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return Views.isEmpty(weights.matrix()) || perUnit <= weights.unitLength();
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        if (Views.isEmpty(weights.matrix())) {
            return;
        }
        int length = weights.unitLength();
        if (perUnit > length) {
            throw new IllegalArgumentException(
                    perUnit + " weights per unit exceed the " + length + " of a unit, in weights of "
                            + Views.shape(weights.matrix()));
        }
        BitSet kept = new BitSet(length);
        long[] words = new long[perUnit];
        Sampling.fill(weights.matrix(), Distribution.normal(0, standardDeviation), stream, execution);
        Matrix units = weights.byUnit();
        RandomStream places = stream.derived(PLACES);
        for (int unit = 0; unit < units.rows(); unit++) {
            // On no pool: one that was closed meanwhile would be refused with half of the work done.
            Sampling.words(words, (long) unit * perUnit, places, Execution.sequential());
            choose(words, length, kept);
            for (int j = kept.nextClearBit(0); j < length; j = kept.nextClearBit(j + 1)) {
                units.set(unit, j, 0f);
            }
        }
    }

    private static void choose(long[] words, int length, BitSet kept) {
        kept.clear();
        for (int i = 0; i < words.length; i++) {
            int bound = length - words.length + i + 1;
            int place = (int) Math.unsignedMultiplyHigh(words[i], bound);
            kept.set(kept.get(place) ? bound - 1 : place);
        }
    }
}
