package dev.evenkeel.bench.random;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.random.Distribution;

/**
 * Whether what a library wrote has the mean and the variance of its distribution, each within {@value #LIMIT} standard
 * errors (false alarm 4e-9 for a right library), and lies inside the bounds. The upper one counts as inside: some
 * libraries reach it by rounding.
 */
final class MomentsCheck {
    private static final double LIMIT = 6;

    /** At 1 M draws, a variance of normals that is wrong by 1 % is 7 standard errors off. */
    private static final long ENOUGH = 1 << 20;

    private static final double ROUNDING = 1e-6;
    private static final double CUT = 2;

    private final String what;
    private final Distribution distribution;
    private final double bound;
    private long count;
    private double sum;
    private double squares;

    /** @param what for the message */
    MomentsCheck(String what, Distribution distribution) {
        this.what = what;
        this.distribution = distribution;
        bound = distribution.scale() * (1 + ROUNDING) * switch (distribution.family()) {
            case UNIFORM -> 1;
            case NORMAL -> Double.POSITIVE_INFINITY;
            case TRUNCATED_NORMAL -> CUT;
        };
    }

    /** Runs until there is enough, then judges. */
    static void runAndCheck(String what, Distribution distribution, long elements, PreparedFill fill) {
        MomentsCheck check = new MomentsCheck(what, distribution);
        while (check.count < ENOUGH) {
            fill.run();
            check.add(fill, elements);
        }
        check.judge();
    }

    void add(PreparedFill fill, long elements) {
        double mean = distribution.mean();
        for (long i = 0; i < elements; i++) {
            double x = fill.element(i) - mean;
            if (!(Math.abs(x) <= bound && Math.abs(x) < Double.POSITIVE_INFINITY))
                throw new WrongAnswerException(
                        what + ": element " + i + " is " + fill.element(i) + ", outside " + distribution);
            sum += x;
            squares += x * x;
        }
        count += elements;
    }

    void judge() {
        double variance = squares / count;
        double z = sum / Math.sqrt(count * distribution.variance());
        double zOfVariance =
                (variance / distribution.variance() - 1) * Math.sqrt(count / (distribution.family().kurtosis() - 1));
        if (!(Math.abs(z) <= LIMIT && Math.abs(zOfVariance) <= LIMIT)) {
            throw new WrongAnswerException(
                    "%s: mean %.6g (%.1f standard errors off), variance %.6g, expected %.6g (%.1f standard errors off)"
                            .formatted(what, sum / count + distribution.mean(), z, variance, distribution.variance(),
                                    zOfVariance));
        }
    }
}
