package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SingularValuesTest {
    @Test
    void thoseOfADiagonalAreItsMagnitudes() {
        Matrix diagonal = Matrix.allocate(3, 3);
        diagonal.set(0, 0, -2);
        diagonal.set(1, 1, 5);
        diagonal.set(2, 2, 0);
        assertThat(SingularValues.of(diagonal)).containsExactly(new double[] {5, 2, 0}, within(1e-14));
    }

    @Test
    void thoseOfAnOrthogonalMatrixAreOneEach() {
        Matrix tall = filled(Orthogonal.PLAIN, 60, 40);
        double[] ones = new double[40];
        Arrays.fill(ones, 1);
        assertThat(SingularValues.of(tall)).containsExactly(ones, within(1e-6));
        assertThat(SingularValues.of(tall.transposed())).hasSize(40);
    }

    @Test
    void theirSquaresAddUpToTheSumOfTheSquaresOfTheElements() {
        Matrix matrix = filled(VarianceScaling.HE_NORMAL, 30, 50);
        double squares = 0;
        for (float element : matrix.toArray()) squares += (double) element * element;
        assertThat(Arrays.stream(SingularValues.of(matrix)).map(value -> value * value).sum()).isEqualTo(squares,
                within(1e-10));
    }

    @Test
    void thoseOfIndependentEntriesHaveTheMeanOfTheQuarterCircle() {
        // The paper's 0.8 and 0.5; at 300 × 300 the mean scatters by some 0.1 %.
        assertThat(mean(VarianceScaling.GLOROT_UNIFORM)).isEqualTo(SingularValues.OF_SQUARE, within(0.004));
        assertThat(mean(VarianceScaling.GLOROT_STANDARD)).isEqualTo(SingularValues.OF_SQUARE / Math.sqrt(3),
                within(0.0025));
    }

    @Test
    void theJacobianMultipliesEachUnitBySlopeAtItsSum() {
        Matrix weights = Matrix.of(new float[] {2, 0, 0, 3}, 2, 2);
        Matrix z = Matrix.of(new float[] {9, 9, 0.5f, -1}, 2, 2);
        double expected = (2 * (double) Activation.TANH.derivative(0.5f) + 3 * (double) Activation.TANH.derivative(-1))
                / 2;
        assertThat(SingularValues.meanOfJacobian(weights, Activation.TANH, z, 1)).isEqualTo(expected, within(1e-12));
        assertThat(SingularValues.meanOfJacobian(weights, Activation.IDENTITY, z, 0)).isEqualTo(2.5, within(1e-12));
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> SingularValues.of(Matrix.of(new float[] {Float.NaN}, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("matrix must have finite elements only");
        assertThatThrownBy(() -> SingularValues.of(Matrix.allocate(3, 0))).hasMessage(
                "matrix must have elements, is 3 × 0");
    }

    private static double mean(Initializer scheme) {
        return Arrays.stream(SingularValues.of(filled(scheme, 300, 300))).average().orElseThrow();
    }

    private static Matrix filled(Initializer scheme, int inputs, int outputs) {
        Matrix matrix = Matrix.allocate(inputs, outputs);
        scheme.fill(Weights.inputsByOutputs(matrix), RandomStream.philox(5).stream(1), Execution.sequential());
        return matrix;
    }
}
