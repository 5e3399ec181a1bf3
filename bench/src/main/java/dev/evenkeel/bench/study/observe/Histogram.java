package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Matrix;

/**
 * How many elements of a matrix lie in each of equally wide bins. A bin holds its lower end; the last one also its
 * upper end.
 *
 * @param low lower end of the first bin
 * @param high upper end of the last bin
 * @param counts by bin
 * @param below elements below {@code low}
 * @param above elements above {@code high}
 * @param notNumbers elements that are NaN
 */
public record Histogram(double low, double high, long[] counts, long below, long above, long notNumbers) {
    /**
     * Of a matrix.
     *
     * @throws IllegalArgumentException unless low &lt; high, both finite, and there is a bin
     */
    public static Histogram of(Matrix matrix, double low, double high, int bins) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("low must be below high, both finite, were " + low + " and " + high);
        }
        if (bins < 1) throw new IllegalArgumentException("bins must be at least 1, were " + bins);
        long[] counts = new long[bins];
        long below = 0;
        long above = 0;
        long notNumbers = 0;
        for (double value : Values.of(matrix)) {
            if (Double.isNaN(value)) notNumbers++;
            else if (value < low) below++;
            else if (value > high) above++;
            else counts[Math.min(bins - 1, (int) ((value - low) / (high - low) * bins))]++;
        }
        return new Histogram(low, high, counts, below, above, notNumbers);
    }

    /** All elements, also those in no bin. */
    public long total() {
        long total = below + above + notNumbers;
        for (long count : counts) total += count;
        return total;
    }

    /** Middle of a bin. */
    public double middle(int bin) {
        return low + (bin + 0.5) * width();
    }

    /** Share of all elements that lie in a bin, over its width. */
    public double density(int bin) {
        return counts[bin] / (total() * width());
    }

    private double width() {
        return (high - low) / counts.length;
    }
}
