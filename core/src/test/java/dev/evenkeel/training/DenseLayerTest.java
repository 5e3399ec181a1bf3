package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.MeanSquaredError;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The layer's gradients are those of finite differences, and its calls are the pieces that its page names. */
class DenseLayerTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final List<Activation> ACTIVATIONS =
            List.of(Activation.IDENTITY, Activation.TANH, Activation.SIGMOID,
                    Activation.SOFTSIGN, Activation.RELU, Activation.leakyRelu(0.1f),
                    Activation.leakyRelu(-0.5f), Activation.GELU, Activation.SILU);

    private final Matrix x = Values.ordinary(1).matrix(4, 3);
    private final Matrix target = Values.ordinary(2).matrix(4, 5);

    private static DenseLayer layer(Activation activation) {
        return new DenseLayer(Values.ordinary(3).matrix(3, 5), Values.ordinary(4).array(5), activation);
    }

    private double loss(DenseLayer layer, Matrix inputs) {
        Matrix y = Matrix.allocate(4, 5);
        layer.forward(inputs, y, SEQUENTIAL);
        return MeanSquaredError.sum().value(y, target, SEQUENTIAL);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        for (Activation activation : ACTIVATIONS) {
            DenseLayer layer = layer(activation);
            Matrix z = Matrix.allocate(4, 5);
            Matrix y = Matrix.allocate(4, 5);
            Matrix gradient = Matrix.allocate(4, 5);
            Matrix dWeights = Matrix.allocate(3, 5);
            Matrix dx = Matrix.allocate(4, 3);
            float[] dBias = new float[5];
            layer.forward(x, z, y, SEQUENTIAL);
            MeanSquaredError.sum().gradient(y, target, gradient, SEQUENTIAL);
            layer.backward(x, z, y, gradient, dWeights, dBias, dx, SEQUENTIAL);
            for (int i = 0; i < 15; i++) {
                assertThat(slope(layer, layer.weights().array(), i, x)).as("%s, weight %d", activation, i)
                        .isCloseTo(dWeights.array()[i], within(2e-2));
            }
            for (int i = 0; i < 5; i++) {
                assertThat(slope(layer, layer.bias(), i, x)).isCloseTo(dBias[i], within(2e-2));
            }
            Matrix moved = x.copy();
            for (int i = 0; i < 12; i++) {
                assertThat(slope(layer, moved.array(), i, moved)).isCloseTo(dx.array()[i], within(2e-2));
            }
        }
    }

    private double slope(DenseLayer layer, float[] values, int i, Matrix inputs) {
        float before = values[i];
        float step = 1e-3f;
        values[i] = before + step;
        double above = loss(layer, inputs);
        values[i] = before - step;
        double below = loss(layer, inputs);
        values[i] = before;
        return (above - below) / (2 * step);
    }

    @Test
    void descendingHasTheBitsOfItsPieces() {
        for (Activation activation : ACTIVATIONS) {
            DenseLayer layer = layer(activation);
            DenseLayer same = layer(activation);
            Matrix z = Matrix.allocate(4, 5);
            Matrix y = Matrix.allocate(4, 5);
            layer.forward(x, z, y, SEQUENTIAL);
            Matrix inference = Matrix.allocate(4, 5);
            layer.forward(x, inference, SEQUENTIAL);
            assertThat(inference.toArray()).isEqualTo(y.toArray());
            Matrix gradient = target.copy();
            Matrix dx = Matrix.allocate(4, 3);
            Matrix g = target.copy();
            Matrix dxOfSame = Matrix.allocate(4, 3);
            boolean keepsNothing = activation.outputDeterminesDerivative();
            layer.descend(x, keepsNothing ? null : z, y, gradient, 0.125, dx, SEQUENTIAL);
            same.backward(x, z, y, g, Matrix.allocate(3, 5), null, dxOfSame, SEQUENTIAL);
            assertThat(gradient.toArray()).isEqualTo(g.toArray());
            assertThat(dx.toArray()).isEqualTo(dxOfSame.toArray());
            Gemm.multiply(-0.125f, x.transposed(), g, 1f, same.weights(), SEQUENTIAL);
            Sums.columns(-0.125, g, 1, same.bias(), SEQUENTIAL);
            assertThat(layer.weights().toArray()).isEqualTo(same.weights().toArray());
            assertThat(layer.bias()).isEqualTo(same.bias());
        }
    }

    /** A layer without bias, that keeps nothing, and has no layer below. */
    @Test
    void partsMayBeLeftOut() {
        DenseLayer layer = new DenseLayer(Values.ordinary(3).matrix(3, 5), null, Activation.IDENTITY);
        Matrix y = Matrix.allocate(4, 5);
        layer.forward(x, y, SEQUENTIAL);
        Matrix gradient = target.copy();
        layer.backward(x, null, y, gradient, Matrix.allocate(3, 5), null, null, SEQUENTIAL);
        layer.descend(x, null, y, gradient, 0.1, null, SEQUENTIAL);
        assertThat(gradient.toArray()).isEqualTo(target.toArray());
    }

    /** Two layers, 30 steps: the weights are the same to the bit however they were computed. */
    @Test
    void aTrainedNetworkHasTheSameBitsUnderAnyExecution() {
        float[] expected = trained(SEQUENTIAL.withScalarKernels());
        assertThat(expected).doesNotContain(Float.NaN);
        try (Executions executions = new Executions()) {
            for (Execution execution : executions.all()) {
                assertThat(trained(execution)).as("%s", execution).isEqualTo(expected);
            }
        }
    }

    private static float[] trained(Execution execution) {
        Matrix inputs = Values.ordinary(1).matrix(64, 40);
        int[] labels = new int[64];
        for (int i = 0; i < 64; i++) {
            labels[i] = inputs.get(i, 0) > 0 ? 1 : inputs.get(i, 1) > 0 ? 2 : 0;
        }
        DenseLayer hidden =
                new DenseLayer(Values.ordinary(2).matrix(40, 300), new float[300], Activation.TANH);
        DenseLayer last = new DenseLayer(Values.ordinary(3).matrix(300, 3), new float[3], Activation.IDENTITY);
        Adam adam = new Adam(1e-3, WeightDecay.decoupled(0.01));
        List<Matrix> state = adam.newState(hidden.weights());
        Matrix z = Matrix.allocate(64, 300);
        Matrix y = Matrix.allocate(64, 300);
        Matrix dy = Matrix.allocate(64, 300);
        Matrix dWeights = Matrix.allocate(40, 300);
        Matrix logits = Matrix.allocate(64, 3);
        Matrix gradient = Matrix.allocate(64, 3);
        double loss = 0;
        for (int step = 1; step <= 30; step++) {
            hidden.forward(inputs, z, y, execution);
            last.forward(y, logits, execution);
            loss = CrossEntropy.mean().gradient(logits, labels, gradient, execution);
            last.descend(y, null, logits, gradient, 0.05, dy, execution);
            hidden.backward(inputs, step % 2 == 0 ? z : null, y, dy, dWeights, null, null, execution);
            adam.update(hidden.weights(), dWeights, state, step, execution);
        }
        assertThat(loss).isLessThan(0.3);
        return hidden.weights().toArray();
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        DenseLayer layer = layer(Activation.TANH);
        Matrix z = Matrix.allocate(4, 5);
        Matrix y = Matrix.allocate(4, 5);
        Matrix g = Matrix.allocate(4, 5);
        Matrix dw = Matrix.allocate(3, 5);
        refused(() -> new DenseLayer(dw, new float[3], Activation.TANH), "bias must have one value per column",
                "has 3");
        refused(() -> layer.forward(y, z, SEQUENTIAL), "x must be 4 × 3 beside weights of 3 × 5, is 4 × 5");
        refused(() -> layer.forward(x, dw, SEQUENTIAL), "y must be 4 × 5", "is 3 × 5");
        refused(() -> layer.forward(x, dw, y, SEQUENTIAL), "z must be 4 × 5", "is 3 × 5");
        refused(() -> layer.forward(x, y, y, SEQUENTIAL), "z overlaps y");
        Matrix readOnly = Matrix.of(MemorySegment.ofArray(new float[20]).asReadOnly(), 4, 5);
        Matrix repeats = Matrix.of(new float[5], 0, 4, 5, 0, 1);
        Matrix input = Matrix.of(y.array(), 4, 3);
        DenseLayer within = new DenseLayer(Matrix.of(y.array(), 3, 5), null, Activation.TANH);
        refused(() -> layer.forward(x, readOnly, SEQUENTIAL), "y is a read-only segment");
        refused(() -> layer.forward(x, readOnly, y, SEQUENTIAL), "z is a read-only segment");
        refused(() -> layer.forward(x, repeats, SEQUENTIAL), "y holds an element more than once");
        refused(() -> layer.forward(x, repeats, y, SEQUENTIAL), "z holds an element more than once");
        refused(() -> layer.forward(input, y, SEQUENTIAL), "y overlaps x");
        refused(() -> layer.forward(input, y, z, SEQUENTIAL), "z overlaps x");
        refused(() -> within.forward(x, y, SEQUENTIAL), "y overlaps weights");
        refused(() -> within.forward(x, y, z, SEQUENTIAL), "z overlaps weights");
        refused(() -> layer.backward(x, z, y, z, dw, null, null, SEQUENTIAL), "gradient overlaps z");
        refused(() -> layer.backward(x, z, y, y, dw, null, null, SEQUENTIAL), "gradient overlaps y");
        refused(() -> layer.backward(x, z, y, g, z, null, null, SEQUENTIAL), "dWeights must be 3 × 5");
        refused(() -> layer.backward(x, z, y, g, layer.weights(), null, null, SEQUENTIAL), "dWeights overlaps weights");
        refused(() -> layer.backward(x, z, y, g, dw, new float[4], null, SEQUENTIAL), "dBias", "has 4");
        refused(() -> layer.backward(x, z, y, g, dw, null, x, SEQUENTIAL), "dx overlaps x");
        refused(() -> layer.backward(x, z, y, g, dw, null, dw, SEQUENTIAL), "dx must be 4 × 3");
        refused(() -> layer.descend(x, z, y, g, -1, null, SEQUENTIAL), "learningRate", "-1.0");
        refused(() -> layer.descend(x, z, y, g, 1e39, null, SEQUENTIAL), "learningRate", "float32", "1.0E39");
        refused(() -> layer(Activation.leakyRelu(-1f)).descend(x, null, y, g, 1, null, SEQUENTIAL), "z must be given",
                "leakyRelu(-1.0)");
        assertThat(layer.weights().toArray()).isEqualTo(Values.ordinary(3).array(15));
    }

    /** Operands that lie in the array of biases would change while they are still read. */
    @Test
    void anArrayOfBiasesThatHoldsAnotherOperandIsRefused() {
        float[] shared = {1, 2, 3, 4, 5};
        Matrix row = Matrix.of(shared, 1, 5);
        Matrix first = Matrix.of(shared, 1, 1);
        Matrix x = Matrix.of(new float[] {2}, 1, 1);
        Matrix y = Values.ordinary(1).matrix(1, 5);
        Matrix z = Values.ordinary(2).matrix(1, 5);
        Matrix g = Values.ordinary(3).matrix(1, 5);
        Matrix dw = Values.ordinary(4).matrix(1, 5);
        DenseLayer layer = new DenseLayer(Values.ordinary(5).matrix(1, 5), shared, Activation.TANH);
        DenseLayer inside = new DenseLayer(row, shared, Activation.TANH);
        refused(() -> layer.backward(first, z, y, g, dw, shared, null, SEQUENTIAL), "dBias overlaps x");
        refused(() -> layer.backward(x, row, y, g, dw, shared, null, SEQUENTIAL), "dBias overlaps z");
        refused(() -> layer.backward(x, z, row, g, dw, shared, null, SEQUENTIAL), "dBias overlaps y");
        refused(() -> layer.backward(x, z, y, row, dw, shared, null, SEQUENTIAL), "dBias overlaps gradient");
        refused(() -> layer.backward(x, z, y, g, row, shared, null, SEQUENTIAL), "dBias overlaps dWeights");
        refused(() -> layer.backward(x, z, y, g, dw, shared, first, SEQUENTIAL), "dBias overlaps dx");
        refused(() -> inside.backward(x, z, y, g, dw, shared, null, SEQUENTIAL), "dBias overlaps weights");
        refused(() -> layer.descend(first, z, y, g, 1, null, SEQUENTIAL), "bias overlaps x");
        refused(() -> layer.descend(x, row, y, g, 1, null, SEQUENTIAL), "bias overlaps z");
        refused(() -> layer.descend(x, z, row, g, 1, null, SEQUENTIAL), "bias overlaps y");
        refused(() -> layer.descend(x, z, y, row, 1, null, SEQUENTIAL), "bias overlaps gradient");
        refused(() -> layer.descend(x, z, y, g, 1, first, SEQUENTIAL), "bias overlaps dx");
        refused(() -> inside.descend(x, z, y, g, 1, null, SEQUENTIAL), "bias overlaps weights");
        refused(() -> layer.descend(x, layer.weights(), y, g, 1, null, SEQUENTIAL), "weights overlaps z");
        refused(() -> layer.forward(x, row, SEQUENTIAL), "bias overlaps y");
        refused(() -> layer.forward(x, row, y, SEQUENTIAL), "bias overlaps z");
        refused(() -> layer.backward(x, z, y, row, dw, null, null, SEQUENTIAL), "bias overlaps gradient");
        refused(() -> layer.backward(x, z, y, g, row, null, null, SEQUENTIAL), "bias overlaps dWeights");
        refused(() -> layer.backward(x, z, y, g, dw, null, first, SEQUENTIAL), "bias overlaps dx");
        refused(() -> layer.backward(x, z, y, g, dw, shared, null, SEQUENTIAL), "dBias must be another array");
        assertThat(shared).containsExactly(1, 2, 3, 4, 5);
        assertThat(g.toArray()).isEqualTo(Values.ordinary(3).array(5));
        assertThat(layer.weights().toArray()).isEqualTo(Values.ordinary(5).array(5));
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
