package dev.evenkeel.bench.study.observe;

/**
 * A cost over two weights, at the points of a square grid.
 *
 * @param low least value of either weight
 * @param high greatest value of either weight
 * @param cost by the first weight's index, then the second's
 */
public record CostSurface(double low, double high, double[][] cost) {
    /** A cost of two weights. */
    @FunctionalInterface
    public interface Cost {
        /** The cost where the weights have these values. */
        double at(double first, double second);
    }

    /**
     * Evaluates a cost at points × points places.
     *
     * @throws IllegalArgumentException unless low &lt; high, both finite, and there are at least 3 points
     */
    public static CostSurface of(Cost cost, double low, double high, int points) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("low must be below high, both finite, were " + low + " and " + high);
        }
        if (points < 3) throw new IllegalArgumentException("points must be at least 3, were " + points);
        CostSurface surface = new CostSurface(low, high, new double[points][points]);
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) surface.cost[i][j] = cost.at(surface.value(i), surface.value(j));
        }
        return surface;
    }

    /** The weight at an index. */
    public double value(int index) {
        return low + index * step();
    }

    private double step() {
        return (high - low) / (cost.length - 1);
    }

    /** Length of the gradient at each point that has four neighbours, by differences between them. */
    public double[][] steepness() {
        int inner = cost.length - 2;
        double[][] steepness = new double[inner][inner];
        for (int i = 1; i <= inner; i++) {
            for (int j = 1; j <= inner; j++) {
                double first = (cost[i + 1][j] - cost[i - 1][j]) / (2 * step());
                double second = (cost[i][j + 1] - cost[i][j - 1]) / (2 * step());
                steepness[i - 1][j - 1] = Math.sqrt(first * first + second * second);
            }
        }
        return steepness;
    }

    /** Share of those points whose gradient is shorter than this share of the longest; 1 of a constant cost. */
    public double flatShare(double ofSteepest) {
        double[][] steepness = steepness();
        double steepest = 0;
        for (double[] row : steepness) {
            for (double length : row) steepest = Math.max(steepest, length);
        }
        if (steepest == 0) return 1;
        int flat = 0;
        for (double[] row : steepness) {
            for (double length : row) flat += length < ofSteepest * steepest ? 1 : 0;
        }
        return (double) flat / (steepness.length * steepness.length);
    }
}
