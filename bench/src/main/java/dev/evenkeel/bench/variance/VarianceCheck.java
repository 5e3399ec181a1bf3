package dev.evenkeel.bench.variance;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills every layer by every scheme, as often as it takes to see an error of 1 %, and compares with what the scheme
 * promises. The sums are taken here, in float64, by loops over the entries.
 *
 * @param seed of all streams; each fill has its own
 */
public record VarianceCheck(RandomStream.Seed seed, Execution execution) {
    private static final double ORTHONORMAL = 1e-6;

    /** All findings, scheme by scheme. */
    public List<VarianceFinding> run(List<? extends Initializer> schemes) {
        int checks = 0;
        for (Initializer scheme : schemes) {
            for (LayerShape layer : LayerShape.values()) checks += scheme.accepts(layer.weights()) ? 2 : 0;
        }
        VarianceGate gate = VarianceGate.forChecks(checks);
        List<VarianceFinding> findings = new ArrayList<>();
        for (Initializer scheme : schemes) {
            for (LayerShape layer : LayerShape.values()) {
                if (scheme.accepts(layer.weights())) findings.add(finding(scheme, layer, gate, scheme));
            }
        }
        return findings;
    }

    /** @param writes what fills the weights: the scheme itself, unless the check is checked */
    VarianceFinding finding(Initializer scheme, LayerShape layer, VarianceGate gate, Initializer writes) {
        Weights weights = layer.weights();
        double deviation = scheme.meanSquareDeviation(weights);
        int fills = (int) Math.max(1, Math.ceil(Math.pow(deviation / gate.sharpEnough(), 2)));
        double sum = 0;
        double squares = 0;
        for (int fill = 0; fill < fills; fill++) {
            writes.fill(weights, seed.stream(scheme.name() + "/" + layer + "/" + fill), execution);
            sum += sum(weights.matrix());
            squares += squares(weights.matrix());
        }
        long entries = (long) fills * weights.matrix().rows() * weights.matrix().cols();
        double target = scheme.meanSquare(weights);
        Double ratio = target == 0 ? null : (Double) (squares / entries / target);
        boolean exact = deviation == 0;
        double z = exact ? 0 : (ratio - 1) / deviation * Math.sqrt(fills);
        double meanZ = exact ? 0 : sum / Math.sqrt(entries * target);
        boolean passed = exact
                ? VarianceGate.isExact(squares / entries, target)
                        && (!(scheme instanceof Orthogonal) || isOrthonormal(weights.matrix()))
                : gate.passes(z) && gate.passes(meanZ);
        return new VarianceFinding(scheme.name(), layer, weights.fans().in(), weights.fans().out(), scheme.formula(),
                entries, sum / entries,
                squares / entries, target, ratio, z, meanZ, exact, passed);
    }

    private static double sum(Matrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) sum += matrix.get(i, j);
        }
        return sum;
    }

    private static double squares(Matrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) sum += (double) matrix.get(i, j) * matrix.get(i, j);
        }
        return sum;
    }

    /** Every column with itself and its neighbour, or every row where rows are fewer. */
    private static boolean isOrthonormal(Matrix matrix) {
        Matrix tall = matrix.rows() >= matrix.cols() ? matrix : matrix.transposed();
        for (int j = 0; j < tall.cols(); j++) {
            double square = 0;
            double product = 0;
            for (int i = 0; i < tall.rows(); i++) {
                square += (double) tall.get(i, j) * tall.get(i, j);
                product += (double) tall.get(i, j) * tall.get(i, (j + 1) % tall.cols());
            }
            if (Math.abs(square - 1) > ORTHONORMAL || tall.cols() > 1 && Math.abs(product) > ORTHONORMAL) return false;
        }
        return true;
    }
}
