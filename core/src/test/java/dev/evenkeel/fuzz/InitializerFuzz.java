package dev.evenkeel.fuzz;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.FillOracle;
import dev.evenkeel.fuzz.oracles.Words;
import dev.evenkeel.init.Constant;
import dev.evenkeel.init.DeltaOrthogonal;
import dev.evenkeel.init.Dirac;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.ForgetGateBias;
import dev.evenkeel.init.Identity;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.util.List;

/** One scheme on weights of any shape and storage, dense or of a convolution. */
final class InitializerFuzz {
    private static final int ASKED = 100;

    private final Draws draws;
    private final Execution execution;
    private final RandomStream stream;
    private final Words words;
    private final List<Integer> kernel;
    private final Initializer scheme;
    private int rows;
    private int cols;

    InitializerFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        boolean isPhilox = draws.oneIn(2);
        long seed = draws.bits();
        long id = draws.below(1000);
        words = Words.of(isPhilox, seed, id);
        stream = (isPhilox ? RandomStream.philox(seed) : RandomStream.splitMix(seed)).stream(id);
        kernel = draws.of(List.of(1), List.of(3), List.of(2), List.of(3, 3), List.of(2, 3), List.of(1, 2, 3));
        scheme = scheme();
        draws.note("scheme", scheme);
    }

    private Initializer scheme() {
        double gain = draws.of(1.0, Math.sqrt(2), 1e-3, 5d / 3);
        VarianceScaling scaling = new VarianceScaling("fuzz", draws.of(1.0, 2.0, 1d / 3, 1e-6, 50.0),
                draws.of(FanMode.values()), draws.of(DistributionFamily.values()), "", "");
        return switch (draws.below(11)) {
            case 0 -> new Constant("fuzz", draws.of(0f, -0f, 0.01f, -3e38f, 1e-45f), "", "");
            case 1 -> new FixedDistribution("fuzz", draws.of(DistributionFamily.values()).withVariance(gain), "", "");
            case 2 -> new Sparse(draws.between(1, 20), gain);
            case 3 -> new Orthogonal(gain);
            case 4 -> new DeltaOrthogonal(gain, kernel);
            case 5 -> new Identity((float) gain);
            case 6 -> new Dirac(draws.between(1, 3), kernel);
            case 7 -> new ForgetGateBias(draws.below(2), draws.between(2, 4));
            case 8 -> draws.of(Initializers.all().toArray(Initializer[]::new));
            case 9 -> scaling.before(draws.of(Activation.RELU, Activation.TANH)).uncorrected();
            default -> scaling;
        };
    }

    void run() {
        boolean isSquare = scheme instanceof Orthogonal || scheme instanceof DeltaOrthogonal;
        int most = isSquare ? (int) Math.cbrt(draws.part(draws.limits().terms()))
                : draws.part(draws.limits().elements());
        int volume = kernel.stream().reduce(1, (x, y) -> x * y);
        rows = Math.min(most, draws.extent(300));
        cols = Math.min(most / (isSquare ? 1 : Math.max(1, rows)), draws.extent(300) * (draws.oneIn(2) ? volume : 1));
        if (scheme instanceof Dirac dirac && draws.oneIn(2)) {
            rows = rows / dirac.groups() * dirac.groups();
            cols = cols / volume * volume;
        }
        boolean byRows = draws.oneIn(2);
        Strides strides = Strides.draw(draws, 1, rows, cols, true);
        View unitByUnit = View.alone("weights by unit", draws, strides, Executions.isSequential(execution));
        View view = byRows ? unitByUnit : unitByUnit.transposed("weights");
        Fans fans = new Fans(1 + draws.below(2000), 1 + draws.below(2000));
        Weights weights = new Weights(view.matrix(draws), fans, byRows ? Weights.Units.ROWS : Weights.Units.COLUMNS);
        draws.note("weights", weights);
        view.storage().seal();
        boolean accepts = scheme.accepts(weights);
        try {
            scheme.fill(weights, stream, execution);
        } catch (IllegalArgumentException refused) {
            if (accepts || refused.getMessage() == null) {
                throw refused;
            }
            view.check();
            return;
        }
        if (!accepts) {
            throw new AssertionError("filled what it does not accept");
        }
        float[] specified = specified(view.strides().rows(), view.strides().cols(), fans, weights.units());
        view.storage().read();
        float[] actual = view.dense();
        view.expect(specified);
        view.check();
        checkValues(actual, view.strides(), byRows, fans);
    }

    /** What the specification makes of a dense matrix. */
    private float[] specified(int rows, int cols, Fans fans, Weights.Units units) {
        float[] dense = new float[rows * cols];
        Weights weights = new Weights(Matrix.of(dense, rows, cols), fans, units);
        scheme.fill(weights, stream, Executions.specification());
        return dense;
    }

    private void checkValues(float[] actual, Strides shape, boolean byRows, Fans fans) {
        switch (scheme) {
            case VarianceScaling scaling -> checkLaw(actual, oracle(scaling.family(),
                    scaling.scale() / number(scaling.mode(), fans)));
            case FixedDistribution unscaled ->
                checkLaw(actual, oracle(unscaled.distribution().family(), unscaled.distribution().variance()));
            case Constant constant -> checkAll(actual, shape, (i, j) -> constant.value());
            case Identity identity -> checkAll(actual, shape, (i, j) -> i == j ? identity.gain() : 0f);
            case ForgetGateBias bias -> checkAll(actual, shape,
                    (i, j) -> j / (shape.cols() / bias.gates()) == bias.gate() ? 1f : 0f);
            case Dirac dirac -> checkAll(actual, shape, (i, j) -> byRows ? dirac(dirac, i, j) : dirac(dirac, j, i));
            case Sparse sparse -> checkSparse(sparse, actual, byRows);
            case Orthogonal orthogonal -> checkOrthogonal(units(actual, byRows), rows, cols, orthogonal.gain());
            case DeltaOrthogonal delta -> checkDelta(delta, units(actual, byRows));
            default -> throw new AssertionError("nothing is known of " + scheme);
        }
    }

    private static double number(FanMode mode, Fans fans) {
        return switch (mode) {
            case IN -> fans.in();
            case OUT -> fans.out();
            case AVERAGE -> (fans.in() + fans.out()) / 2d;
            case GEOMETRIC_AVERAGE -> Math.sqrt((double) fans.in() * fans.out());
        };
    }

    /** Standard deviation before the cut, or bound. */
    private static FillOracle oracle(DistributionFamily distribution, double variance) {
        return switch (distribution) {
            case UNIFORM -> new FillOracle(distribution, -Math.sqrt(3 * variance), Math.sqrt(3 * variance));
            case NORMAL -> new FillOracle(distribution, 0, Math.sqrt(variance));
            case TRUNCATED_NORMAL -> new FillOracle(distribution, 0, Math.sqrt(variance) / 0.8796256610342398);
        };
    }

    /** Rounding of the deviation is allowed for: the bounds of uniform laws may differ by a unit in the last place. */
    private void checkLaw(float[] actual, FillOracle oracle) {
        boolean isUniform = oracle.distribution() == DistributionFamily.UNIFORM;
        float bound = (float) oracle.second();
        for (int asked = 0; asked < Math.min(ASKED, actual.length); asked++) {
            int at = draws.below(actual.length);
            if (isUniform) {
                double wanted = bound * (2 * (words.word(at) >>> 8) * 0x1p-24 - 1);
                require(Math.abs(actual[at] - wanted) <= 4 * Math.ulp(bound), at, actual[at], wanted);
            } else {
                oracle.check(words, at, actual[at]);
            }
        }
    }

    /** An entry by its place. */
    private interface Entry {
        float at(int row, int col);
    }

    private static void checkAll(float[] actual, Strides shape, Entry entry) {
        for (int at = 0; at < actual.length; at++) {
            float wanted = entry.at(at / shape.cols(), at % shape.cols());
            require(Float.floatToIntBits(actual[at]) == Float.floatToIntBits(wanted), at, actual[at], wanted);
        }
    }

    private float dirac(Dirac dirac, int unit, int weight) {
        int volume = dirac.kernel().stream().reduce(1, (x, y) -> x * y);
        int outputs = rows / dirac.groups();
        return weight % volume == centre(dirac.kernel()) && weight / volume == unit % outputs ? 1f : 0f;
    }

    private static int centre(List<Integer> kernel) {
        int centre = 0;
        for (int extent : kernel) {
            centre = centre * extent + extent / 2;
        }
        return centre;
    }

    private void checkSparse(Sparse sparse, float[] actual, boolean byRows) {
        float[] all = new float[actual.length];
        Sampling.fill(all, Distribution.normal(0, sparse.standardDeviation()), stream, Executions.specification());
        int[] kept = new int[rows];
        for (int at = 0; at < actual.length; at++) {
            int unit = byRows ? at / cols : at % rows;
            if (actual[at] != 0f) {
                kept[unit]++;
                require(actual[at] == all[at], at, actual[at], all[at]);
            }
        }
        for (int unit = 0; unit < rows && cols > 0; unit++) {
            require(kept[unit] == sparse.perUnit(), unit, kept[unit], sparse.perUnit());
        }
    }

    /** Unit by unit. */
    private double[] units(float[] actual, boolean byRows) {
        double[] units = new double[actual.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                units[i * cols + j] = actual[byRows ? i * cols + j : j * rows + i];
            }
        }
        return units;
    }

    /**
     * The shorter of rows and columns have length gain and are orthogonal, but for the rounding of each entry to
     * float.
     */
    private static void checkOrthogonal(double[] matrix, int rows, int cols, double gain) {
        int few = Math.min(rows, cols);
        int many = Math.max(rows, cols);
        for (int i = 0; i < few; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int p = 0; p < many; p++) {
                    product += rows <= cols ? matrix[i * cols + p] * matrix[j * cols + p]
                            : matrix[p * cols + i] * matrix[p * cols + j];
                }
                double wanted = i == j ? gain * gain : 0;
                require(Math.abs(product - wanted) <= gain * gain * 0x1p-21, i, product, wanted);
            }
        }
    }

    private void checkDelta(DeltaOrthogonal delta, double[] units) {
        int volume = delta.kernel().stream().reduce(1, (x, y) -> x * y);
        int inputs = cols / volume;
        double[] centres = new double[rows * inputs];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double entry = units[i * cols + j];
                if (j % volume == centre(delta.kernel())) {
                    centres[i * inputs + j / volume] = entry;
                } else {
                    require(entry == 0, j, entry, 0);
                }
            }
        }
        checkOrthogonal(centres, rows, inputs, delta.gain());
    }

    private static void require(boolean isRight, int at, double actual, double wanted) {
        if (!isRight) {
            throw new AssertionError("number " + at + " is " + actual + ", should be " + wanted);
        }
    }
}
