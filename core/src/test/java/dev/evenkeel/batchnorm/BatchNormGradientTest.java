package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Values;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The backward pass against central differences of the formula in float64, for the loss Σ w·y. */
class BatchNormGradientTest {
    private static final int SAMPLES = 3;
    private static final int CHANNELS = 4;
    private static final int POSITIONS = 5;
    private static final int LENGTH = SAMPLES * CHANNELS * POSITIONS;
    private static final double EPSILON = 1e-3;
    private static final double STEP = 1e-5;

    /** Everything the loss depends on. */
    private record Point(double[] x, double[] gamma, double[] beta, double[] residual) {}

    private final float[] x = values(1);
    private final float[] weights = values(2);
    private final float[] residual = values(3);
    private final float[] gamma = {0.5f, -1.5f, 2f, 1f};
    private final float[] beta = {0.1f, 0.2f, -0.3f, 0f};
    private final BatchNormParameters parameters = new BatchNormParameters(gamma, beta, EPSILON);

    private static float[] values(long seed) {
        return Values.ordinary(seed).array(LENGTH);
    }

    private static Features features(float[] values) {
        return Features.channelsFirst(values, SAMPLES, CHANNELS, POSITIONS);
    }

    private Point point() {
        return new Point(doubles(x), doubles(gamma), doubles(beta), doubles(residual));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Σ w·y with the statistics of x, or with mean 0.1 and variance 0.7. */
    private double loss(Point point, boolean frozen, boolean relu, boolean add) {
        double loss = 0;
        int m = SAMPLES * POSITIONS;
        for (int c = 0; c < CHANNELS; c++) {
            double mean = 0;
            for (int k = 0; k < m; k++) {
                mean += point.x[index(k, c)] / m;
            }
            double variance = 0;
            for (int k = 0; k < m; k++) {
                variance += (point.x[index(k, c)] - mean) * (point.x[index(k, c)] - mean) / m;
            }
            if (frozen) {
                mean = 0.1;
                variance = 0.7;
            }
            for (int k = 0; k < m; k++) {
                int at = index(k, c);
                double z = point.gamma[c] * (point.x[at] - mean) / Math.sqrt(variance + EPSILON) + point.beta[c];
                z += add ? point.residual[at] : 0;
                loss += weights[at] * (relu ? Math.max(0, z) : z);
            }
        }
        return loss;
    }

    private static int index(int k, int channel) {
        return (k / POSITIONS * CHANNELS + channel) * POSITIONS + k % POSITIONS;
    }

    private void check(boolean frozen, boolean relu, boolean add) {
        float[] y = new float[LENGTH];
        float[] dx = new float[LENGTH];
        float[] dResidual = new float[LENGTH];
        float[] dGamma = new float[CHANNELS];
        float[] dBeta = new float[CHANNELS];
        Moments saved = new Moments(CHANNELS);
        RunningStatistics running =
                new RunningStatistics(new double[] {.1, .1, .1, .1}, new double[] {.7, .7, .7, .7}, 0);
        Fusion fusion = add ? Fusion.addRelu(features(residual)) : relu ? Fusion.relu() : Fusion.none();
        ReluGate gate = add ? ReluGate.addRelu(features(y), features(dResidual))
                : relu ? ReluGate.relu() : ReluGate.none();
        Execution execution = Execution.sequential();
        if (frozen) {
            BatchNorm.infer(features(x), features(y), parameters, running, fusion, execution);
            BatchNorm.backward(features(x), features(weights), running, parameters, gate, features(dx), dGamma, dBeta,
                    execution);
        } else {
            BatchNorm.forward(features(x), features(y), parameters, saved, fusion, execution);
            BatchNorm.backward(features(x), features(weights), saved, parameters, gate, features(dx), dGamma, dBeta,
                    execution);
        }
        ToDoubleFunction<Point> loss = point -> loss(point, frozen, relu, add);
        Point point = point();
        compare("dx", dx, point.x, point, loss);
        compare("dGamma", dGamma, point.gamma, point, loss);
        compare("dBeta", dBeta, point.beta, point, loss);
        if (add) {
            compare("dResidual", dResidual, point.residual, point, loss);
        }
    }

    private static void compare(
            String name, float[] actual, double[] variable, Point point, ToDoubleFunction<Point> loss) {
        for (int i = 0; i < variable.length; i++) {
            double old = variable[i];
            variable[i] = old + STEP;
            double above = loss.applyAsDouble(point);
            variable[i] = old - STEP;
            double below = loss.applyAsDouble(point);
            variable[i] = old;
            double expected = (above - below) / (2 * STEP);
            assertThat((double) actual[i]).as("%s[%d]", name, i).isCloseTo(expected, within(4e-6));
        }
    }

    @Test
    void gradientsThroughBatchStatisticsAreThoseOfTheFormula() {
        check(false, false, false);
    }

    @Test
    void gradientsThroughAFusedReluAreThoseOfTheFormula() {
        check(false, true, false);
    }

    @Test
    void gradientsThroughAddAndReluAreThoseOfTheFormula() {
        check(false, true, true);
    }

    @Test
    void gradientsThroughFrozenStatisticsAreThoseOfTheFormula() {
        check(true, false, false);
        check(true, true, false);
        check(true, true, true);
    }
}
