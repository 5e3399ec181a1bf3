package dev.evenkeel.bench.study.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.init.Dirac;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.QuadraticCost;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerceptronTest {
    private static final RandomStream.Seed SEED = RandomStream.philox(2010);
    private static final Execution EXECUTION = Execution.sequential();

    static Stream<Arguments> networks() {
        List<Arguments> networks = new ArrayList<>();
        for (Activation f : List.of(Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN, Activation.SILU)) {
            Architecture plain = Architecture.of(f, VarianceScaling.GLOROT_UNIFORM, 5, 7, 6, 4).withBias(0.1f);
            for (Architecture architecture : List.of(plain, plain.withBatchNorm())) {
                networks.add(Arguments.of(architecture, CrossEntropy.mean()));
                networks.add(Arguments.of(architecture, QuadraticCost.mean()));
            }
        }
        return networks.stream();
    }

    private static int[] fill(Matrix x, int classes) {
        Sampling.fill(x, Distribution.normal(0, 1), SEED.stream("x"), EXECUTION);
        return IntStream.range(0, x.rows()).map(i -> SEED.stream("labels").below(classes, i)).toArray();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreTheDifferencesOfTheLoss(Architecture architecture, ClassificationLoss loss) {
        Parameters parameters = Parameters.draw(architecture, SEED, EXECUTION);
        Observation observation = new Observation(parameters, 8, EXECUTION);
        int[] labels = fill(observation.x(), 4);
        double value = observation.observe(labels, loss);

        DoublePerceptron exact = new DoublePerceptron(architecture, loss instanceof QuadraticCost);
        List<double[]> doubles = arrays(parameters).stream().map(PerceptronTest::doubles).toList();
        double[][] x = IntStream.range(0, 8).mapToObj(i -> doubles(observation.x().slice(i, 0, 1, 5).toArray()))
                .toArray(double[][]::new);
        assertThat(value).isCloseTo(exact.loss(doubles, x, labels), within(1e-6));
        int array = 0;
        for (int layer = 0; layer < parameters.layers(); layer++) {
            float[] gradient = observation.weightGradient(layer).toArray();
            for (int i = 0; i < gradient.length; i++)
                assertThat((double) gradient[i]).as("layer %d, weight %d", layer, i)
                        .isCloseTo(exact.derivative(doubles, array, i, x, labels), within(1e-6));
            array += architecture.normalizes(layer) ? 3 : 2;
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aStepSubtractsTheGradientOfEveryParameter(Architecture architecture, ClassificationLoss loss) {
        Parameters parameters = Parameters.draw(architecture, SEED, EXECUTION);
        Perceptron perceptron = new Perceptron(parameters, 8, EXECUTION);
        int[] labels = fill(perceptron.x(), 4);
        double[][] x = IntStream.range(0, 8).mapToObj(i -> doubles(perceptron.x().slice(i, 0, 1, 5).toArray()))
                .toArray(double[][]::new);
        List<double[]> before = arrays(parameters).stream().map(PerceptronTest::doubles).toList();
        perceptron.step(labels, loss, 0.5);

        DoublePerceptron exact = new DoublePerceptron(architecture, loss instanceof QuadraticCost);
        List<float[]> after = arrays(parameters);
        for (int array = 0; array < after.size(); array++)
            for (int i = 0; i < after.get(array).length; i++) {
                double expected = before.get(array)[i] - 0.5 * exact.derivative(before, array, i, x, labels);
                assertThat((double) after.get(array)[i]).as("array %d, value %d", array, i)
                        .isCloseTo(expected, within(1e-6));
            }
    }

    @Test
    void whatIsObservedIsWhatALayerDoes() {
        Architecture architecture = Architecture.of(Activation.SOFTSIGN, VarianceScaling.GLOROT_STANDARD, 6, 5, 3);
        Parameters parameters = Parameters.draw(architecture, SEED, EXECUTION);
        Observation observation = new Observation(parameters, 4, EXECUTION);
        int[] labels = fill(observation.x(), 3);
        observation.observe(labels, CrossEntropy.mean());
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 5; j++) {
                float z = observation.preActivation(0).get(i, j);
                assertThat(observation.output(0).get(i, j)).isEqualTo(Activation.SOFTSIGN.value(z));
                float dy = observation.outputGradient(0).get(i, j);
                assertThat(observation.preActivationGradient(0).get(i, j))
                        .isCloseTo(dy * Activation.SOFTSIGN.derivative(z), within(1e-6f));
            }
        assertThat(observation.preActivation(1).toArray()).isEqualTo(observation.output(1).toArray());
        assertThat(observation.inputGradient().toArray()).doesNotContain(0f);
        float[] once = observation.weightGradient(0).toArray();
        observation.backward(observation.preActivationGradient(1).copy());
        assertThat(observation.weightGradient(0).toArray()).isEqualTo(once);
    }

    @Test
    void bitsDoNotDependOnTheThreads() {
        for (boolean batchNorm : new boolean[] {false, true}) {
            Architecture plain = Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 300, 257, 300, 9);
            Architecture architecture = batchNorm ? plain.withBatchNorm() : plain;
            List<float[]> alone = trained(architecture, 1);
            for (int threads = 2; threads <= 3; threads++)
                assertThat(trained(architecture, threads)).usingElementComparator(Arrays::compare).isEqualTo(alone);
        }
    }

    private static List<float[]> trained(Architecture architecture, int threads) {
        try (OwnExecution own = new OwnExecution(threads)) {
            Parameters parameters = Parameters.draw(architecture, SEED, own.get());
            Perceptron perceptron = new Perceptron(parameters, 33, own.get());
            int[] labels = fill(perceptron.x(), 9);
            for (int step = 0; step < 5; step++) perceptron.step(labels, CrossEntropy.mean(), 0.1);
            return arrays(parameters);
        }
    }

    @Test
    void perceptronsOfOtherSizesShareTheParameters() {
        Architecture architecture =
                Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 5, 7, 4).withBatchNorm();
        Perceptron ten = new Perceptron(Parameters.draw(architecture, SEED, EXECUTION), 10, EXECUTION);
        Perceptron one = new Perceptron(ten.parameters(), 1, EXECUTION);
        int[] labels = fill(ten.x(), 4);
        for (int step = 0; step < 50; step++) ten.step(labels, CrossEntropy.mean(), 0.1);
        one.x().copyFrom(0, 0, 1, 5, ten.x().slice(3, 0, 1, 5).toArray(), 0, 5);
        float[] alone = one.infer().toArray();
        assertThat(alone).isEqualTo(ten.infer().slice(3, 0, 1, 4).toArray());
        assertThat(ten.forward().slice(3, 0, 1, 4).toArray()).isNotEqualTo(alone);
    }

    /** The least of many rounds counts: a vector that is not compiled yet is an object. */
    @Test
    void aStepAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Activation activation : List.of(Activation.TANH, Activation.SILU)) {
            Architecture architecture = Architecture.of(activation, VarianceScaling.GLOROT_UNIFORM, 21, 30, 17, 9);
            Perceptron perceptron = new Perceptron(Parameters.draw(architecture, SEED, EXECUTION), 10, EXECUTION);
            int[] labels = fill(perceptron.x(), 9);
            ClassificationLoss loss = CrossEntropy.mean();
            long least = Long.MAX_VALUE;
            long start = System.nanoTime();
            while (least > 0 && System.nanoTime() - start < 60e9) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int step = 0; step < 1000; step++) perceptron.step(labels, loss, 0.01);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes of 1000 steps with %s", activation).isZero();
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("widths");
        Architecture architecture = Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 5, 7, 4);
        assertThatThrownBy(() -> architecture.withBias(Float.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bias");
        Parameters parameters = Parameters.draw(architecture, SEED, EXECUTION);
        assertThatThrownBy(() -> new Perceptron(parameters, 0, EXECUTION))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rows");
        Architecture unfit = Architecture.of(Activation.TANH, Dirac.THREE_BY_THREE, 5, 7, 4);
        assertThatThrownBy(() -> Parameters.draw(unfit, SEED, EXECUTION)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<float[]> arrays(Parameters parameters) {
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < parameters.layers(); i++) {
            Parameters.Layer layer = parameters.layer(i);
            arrays.add(layer.weights().toArray());
            if (layer.bias() != null) arrays.add(layer.bias().clone());
            else arrays.addAll(List.of(layer.normalization().gamma().clone(), layer.normalization().beta().clone()));
        }
        return arrays;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
