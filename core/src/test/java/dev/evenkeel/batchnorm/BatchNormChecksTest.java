package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad input: what is wrong is named, and nothing is written. */
class BatchNormChecksTest {
    private static final Execution EXECUTION = Execution.sequential();
    private static final BatchNormParameters PARAMETERS = BatchNormParameters.none(1e-5);

    private final float[] data = Values.ordinary(1).array(24);
    private final Features x = Features.channelsFirst(data, 2, 3, 4);
    private final float[] target = filled(24);
    private final Features y = Features.channelsFirst(target, 2, 3, 4);
    private final Moments saved = new Moments(8, new double[3], new double[3]);

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, 77f);
        return values;
    }

    private void refuses(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(target).containsOnly(77f);
        assertThat(saved.mean()).containsOnly(0);
        assertThat(saved.count()).isEqualTo(8);
    }

    private void forwardRefuses(Features x, Features y, BatchNormParameters parameters, String... parts) {
        refuses(() -> BatchNorm.forward(x, y, parameters, saved, EXECUTION), parts);
        refuses(() -> BatchNorm.infer(x, y, parameters, new RunningStatistics(3), EXECUTION), parts);
        refuses(() -> BatchNorm.normalize(x, y, parameters, saved, Fusion.none(), EXECUTION), parts);
    }

    @Test
    void epsilonMustBeFiniteAndNotNegative() {
        for (double epsilon : new double[] {-1e-5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> BatchNormParameters.none(epsilon)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("epsilon").hasMessageContaining(Double.toString(epsilon));
        }
    }

    @Test
    void shapesAndLayoutsMustAgree() {
        forwardRefuses(x, Features.channelsFirst(target, 2, 4, 3), PARAMETERS, "y must", "2 × 3 × 4", "2 × 4 × 3");
        forwardRefuses(x, Features.channelsLast(target, 2, 4, 3), PARAMETERS, "y must", "2 × 3 × 4", "2 × 4 × 3",
                "positions × channels");
        refuses(() -> BatchNorm.forward(x, y, PARAMETERS, saved,
                Fusion.addRelu(Features.channelsFirst(data, 1, 3, 4)), EXECUTION), "residual", "1 × 3 × 4");
        refuses(() -> BatchNorm.backward(x, Features.channelsFirst(data, 2, 3, 3), saved, PARAMETERS, y, null, null,
                EXECUTION), "dy", "2 × 3 × 3");
    }

    @Test
    void everythingPerChannelMustHaveTheLengthOfTheChannels() {
        forwardRefuses(x, y, new BatchNormParameters(new float[4], null, 0), "gamma", "4", "3 channels");
        forwardRefuses(x, y, new BatchNormParameters(null, new float[2], 0), "beta", "2", "3 channels");
        refuses(() -> BatchNorm.forward(x, y, PARAMETERS, new Moments(2), EXECUTION), "statistics in saved", "2",
                "3 channels");
        refuses(() -> BatchNorm.infer(x, y, PARAMETERS, new RunningStatistics(5), EXECUTION),
                "statistics in running", "5");
        refuses(() -> BatchNorm.backward(x, x, saved, PARAMETERS, y, new float[2], null, EXECUTION), "dGamma", "2");
        refuses(() -> BatchNorm.backward(x, x, saved, PARAMETERS, y, null, new float[4], EXECUTION), "dBeta", "4");
        refuses(() -> BatchNorm.moments(x, new Moments(1), EXECUTION), "1 for 3");
        refuses(() -> BatchNorm.inputGradient(x, x, saved, new GradientSums(1), PARAMETERS, ReluGate.none(), y,
                EXECUTION), "sums", "1 for 3");
        refuses(() -> BatchNorm.gradientSums(x, x, saved, PARAMETERS, ReluGate.none(), new GradientSums(1), EXECUTION),
                "result", "1 for 3");
    }

    @Test
    void anEmptyBatchCannotBeTrainedOn() {
        Features empty = Features.channelsFirst(data, 0, 3, 4);
        refuses(() -> BatchNorm.forward(empty, empty, PARAMETERS, saved, EXECUTION), "empty", "0 × 3");
        refuses(() -> BatchNorm.backward(empty, empty, saved, PARAMETERS, empty, null, null, EXECUTION), "empty");
        refuses(() -> BatchNorm.normalize(x, y, PARAMETERS, new Moments(3), Fusion.none(), EXECUTION), "empty");
        refuses(() -> BatchNorm.gradientSums(x, x, new Moments(3), PARAMETERS, ReluGate.none(), new GradientSums(3),
                EXECUTION), "empty");
        refuses(() -> BatchNorm.inputGradient(x, x, new Moments(3), new GradientSums(3), PARAMETERS, ReluGate.none(), y,
                EXECUTION), "empty");
    }

    @Test
    void savedMomentsMustBeOfTheSameBatchSize() {
        refuses(() -> BatchNorm.backward(Features.channelsFirst(data, 1, 3, 4), Features.channelsFirst(data, 1, 3, 4),
                saved, PARAMETERS, Features.channelsFirst(target, 1, 3, 4), null, null, EXECUTION), "8 values", "4");
    }

    @Test
    void outputsThatMeetAnInputWithoutBeingItAreRefused() {
        float[] shared = filled(40);
        Features first = Features.channelsFirst(MemorySegment.ofArray(shared), 2, 3, 4);
        Features second = Features.channelsFirst(MemorySegment.ofArray(shared).asSlice(4), 2, 3, 4);
        forwardRefuses(first, second, PARAMETERS, "y overlaps x");
        refuses(() -> BatchNorm.forward(x, second, PARAMETERS, saved, Fusion.addRelu(first), EXECUTION),
                "y overlaps residual");
        refuses(() -> BatchNorm.backward(first, x, saved, PARAMETERS, second, null, null, EXECUTION), "dx overlaps x");
        refuses(() -> BatchNorm.backward(x, first, saved, PARAMETERS, second, null, null, EXECUTION),
                "dx overlaps dy");
        refuses(() -> BatchNorm.backward(x, x, saved, PARAMETERS, ReluGate.addRelu(first, second), y, null, null,
                EXECUTION), "dResidual overlaps y");
        refuses(() -> BatchNorm.backward(x, x, saved, PARAMETERS, ReluGate.addRelu(x, first), first, null, null,
                EXECUTION), "dx overlaps dResidual");
        assertThat(shared).containsOnly(77f);
    }

    @Test
    void channelsOfOneBufferMayBeInputAndOutput() {
        Matrix all = Values.ordinary(3).matrix(10, 8);
        Matrix copy = Matrix.of(all.array().clone(), 10, 8);
        BatchNorm.forward(Features.of(all.slice(0, 0, 10, 3)), Features.of(all.slice(0, 3, 10, 3)), PARAMETERS, saved,
                EXECUTION);
        Matrix expected = Matrix.of(new float[30], 10, 3);
        BatchNorm.forward(Features.of(copy.slice(0, 0, 10, 3)), Features.of(expected), PARAMETERS, saved, EXECUTION);
        for (int i = 0; i < 10; i++) {
            assertThat(all.get(i, 4)).isEqualTo(expected.get(i, 1));
            assertThat(all.get(i, 7)).isEqualTo(copy.get(i, 7));
        }
        float[] planes = Values.ordinary(4).array(2 * 6 * 4);
        Matrix samples = Matrix.of(planes, 2, 24);
        Features from = GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 0, 2, 12), 3, 4);
        Features to = GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, samples.slice(0, 12, 2, 12), 3, 4);
        BatchNorm.forward(from, to, PARAMETERS, saved, EXECUTION);
        assertThat(saved.count()).isEqualTo(8);
    }

    @Test
    void outputsThatRepeatAnElementAreRefused() {
        Matrix repeated = Matrix.of(target, 0, 8, 3, 0, 1);
        refuses(() -> BatchNorm.forward(Features.of(Matrix.of(data, 8, 3)), Features.of(repeated), PARAMETERS, saved,
                EXECUTION), "y holds an element more than once");
        Features sameSample = Features.of(MatrixBatch.of(Matrix.of(target, 3, 4), 2, 0), ChannelLayout.CHANNELS_FIRST);
        forwardRefuses(x, sameSample, PARAMETERS, "y holds an element more than once");
    }

    @Test
    void readOnlyOutputsAndOutputsInParametersAreRefused() {
        MemorySegment constant = MemorySegment.ofArray(target).asReadOnly();
        forwardRefuses(x, Features.channelsFirst(constant, 2, 3, 4), PARAMETERS, "y", "read-only");
        float[] three = filled(3);
        Features one = Features.of(Matrix.of(new float[3], 1, 3));
        refuses(() -> BatchNorm.infer(one, Features.of(Matrix.of(three, 1, 3)),
                new BatchNormParameters(three, null, 0), new RunningStatistics(3), EXECUTION),
                "y has elements in the array of gamma");
        refuses(() -> BatchNorm.backward(x, x, saved, PARAMETERS, y, three, three, EXECUTION), "same array");
    }

    @Test
    void outputsInTheArraysOfParametersAreRefusedByTheirNames() {
        float[] four = filled(4);
        Features all = Features.of(Matrix.of(new float[4], 1, 4));
        Features part = Features.of(Matrix.of(MemorySegment.ofArray(four), 1, 4));
        Moments batch = new Moments(1, new double[4], new double[4]);
        for (String name : new String[] {"gamma", "beta"}) {
            BatchNormParameters parameters = name.equals("gamma") ? new BatchNormParameters(four, null, 0)
                    : new BatchNormParameters(null, four, 0);
            refuses(() -> BatchNorm.infer(all, part, parameters, new RunningStatistics(4), EXECUTION),
                    "y has elements in the array of " + name);
            refuses(() -> BatchNorm.backward(all, all, batch, parameters, part, null, null, EXECUTION),
                    "dx has elements in the array of " + name);
            refuses(() -> BatchNorm.backward(all, all, batch, parameters, ReluGate.addRelu(all, part), all, null, null,
                    EXECUTION), "dResidual has elements in the array of " + name);
        }
        assertThat(four).containsOnly(77f);
    }

    /** They are written last: over what has been read, or written. */
    @Test
    void gradientsOfParametersInTheArraysOfFeaturesAreRefused() {
        float[] three = filled(3);
        Moments batch = new Moments(1, new double[3], new double[3]);
        RunningStatistics frozen = new RunningStatistics(3);
        Features part = Features.of(Matrix.of(MemorySegment.ofArray(three), 1, 3));
        Features unaligned = Features.of(Matrix.of(MemorySegment.ofArray(three).asSlice(2, 8), 0, 1, 3, 1, 0));
        Features[] free = new Features[4];
        Arrays.setAll(free, i -> Features.of(Matrix.of(new float[3], 1, 3)));
        String[] names = {"x", "dy", "dx", "y", "dResidual"};
        for (int role = 0; role < names.length; role++) {
            Features x = role == 0 ? part : free[0];
            Features dy = role == 1 ? part : free[1];
            Features dx = role == 2 ? part : free[2];
            ReluGate gate = role < 3 ? ReluGate.none()
                    : ReluGate.addRelu(role == 3 ? part : free[3], role == 4 ? part : dy);
            String has = names[role] + " has elements in the array of ";
            refuses(() -> BatchNorm.backward(x, dy, batch, PARAMETERS, gate, dx, three, null, EXECUTION),
                    has + "dGamma");
            refuses(() -> BatchNorm.backward(x, dy, frozen, PARAMETERS, gate, dx, null, three, EXECUTION),
                    has + "dBeta");
        }
        refuses(() -> BatchNorm.backward(unaligned, free[1], batch, PARAMETERS, free[2], three, null, EXECUTION),
                "x has elements in the array of dGamma");
        assertThat(three).containsOnly(77f);
    }

    /** What is computed of a channel replaces what nothing reads after it. */
    @Test
    void gradientsMayReplaceTheParametersThatTheyBelongTo() {
        float[] gamma = {2f, 3f, 4f};
        float[] beta = {5f, 6f, 7f};
        float[] dGamma = new float[3];
        float[] dBeta = new float[3];
        BatchNormParameters parameters = new BatchNormParameters(gamma, beta, 1e-5);
        Features dy = Features.channelsFirst(Values.ordinary(5).array(24), 2, 3, 4);
        float[] dx = new float[24];
        Features first = Features.channelsFirst(dx, 2, 3, 4);
        Features second = Features.channelsFirst(new float[24], 2, 3, 4);
        BatchNorm.backward(x, dy, saved, parameters, ReluGate.relu(), first, dGamma, dBeta, EXECUTION);
        BatchNorm.backward(x, dy, saved, parameters, ReluGate.relu(), second, gamma, beta, EXECUTION);
        assertThat(gamma).isEqualTo(dGamma);
        assertThat(beta).isEqualTo(dBeta);
        assertThat(second.view.run.array()).isEqualTo(dx);
    }

    @Test
    void sumsInTheArraysOfTheBatchAreRefused() {
        double[] mean = new double[3];
        double[] m2 = new double[3];
        Moments batch = new Moments(8, mean, m2);
        for (GradientSums sums : new GradientSums[] {new GradientSums(mean, new double[3]),
            new GradientSums(m2, new double[3]), new GradientSums(new double[3], mean)}) {
            refuses(() -> BatchNorm.gradientSums(x, x, batch, PARAMETERS, ReluGate.none(), sums, EXECUTION),
                    "result shares an array with batch");
        }
    }

    @Test
    void segmentsMustBeOpenAndReachable() {
        Arena closed = Arena.ofConfined();
        Features gone = Features.channelsFirst(closed.allocate(96, 4), 2, 3, 4);
        closed.close();
        assertThatThrownBy(() -> BatchNorm.forward(gone, y, PARAMETERS, saved, EXECUTION))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("x is a closed segment");
        try (Arena arena = Arena.ofConfined(); ExecutorService pool = Executors.newCachedThreadPool()) {
            Features mine = Features.channelsFirst(arena.allocate(96, 4), 2, 3, 4);
            assertThatThrownBy(() -> BatchNorm.forward(x, mine, PARAMETERS, saved, Execution.on(pool, 2)))
                    .isInstanceOf(WrongThreadException.class).hasMessageContaining("y");
            BatchNorm.infer(x, mine, PARAMETERS, new RunningStatistics(3), EXECUTION);
        }
    }

    @Test
    void aPoolThatIsShutDownIsRefused() {
        ExecutorService pool = Executors.newCachedThreadPool();
        Execution execution = Execution.on(pool, 2);
        pool.close();
        assertThatThrownBy(() -> BatchNorm.forward(x, y, PARAMETERS, saved, execution))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(target).containsOnly(77f);
    }

    @Test
    void missingArgumentsAreNamed() {
        assertThatThrownBy(() -> BatchNorm.forward(null, y, PARAMETERS, saved, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("x");
        assertThatThrownBy(() -> BatchNorm.forward(x, null, PARAMETERS, saved, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("y");
        assertThatThrownBy(() -> BatchNorm.forward(x, y, null, saved, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("parameters");
        assertThatThrownBy(() -> BatchNorm.forward(x, y, PARAMETERS, saved, null, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("fusion");
        assertThatThrownBy(() -> BatchNorm.backward(x, x, saved, PARAMETERS, null, y, null, null, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("gate");
        assertThatThrownBy(() -> BatchNorm.backward(x, null, saved, PARAMETERS, y, null, null, EXECUTION))
                .isInstanceOf(NullPointerException.class).hasMessage("dy");
    }

    @Test
    void gradientsAfterAddAndReluAreThoseThatWereLetThrough() {
        refuses(() -> BatchNorm.inputGradient(x, x, saved, new GradientSums(3), PARAMETERS,
                ReluGate.addRelu(x, Features.channelsFirst(new float[24], 2, 3, 4)), y, EXECUTION), "gate",
                "dResidual");
    }

    @Test
    void foldingRefusesWhatItWouldReadAfterItIsWritten() {
        RunningStatistics running = new RunningStatistics(3);
        float[] three = filled(3);
        Matrix part = Matrix.of(MemorySegment.ofArray(three), 3, 1);
        Matrix weights = Matrix.of(data, 3, 1);
        Matrix folded = Matrix.of(target, 3, 1);
        refuses(() -> BatchNorm.fold(weights, null, PARAMETERS, running, part, three),
                "foldedWeights has elements in the array of foldedBias");
        refuses(() -> BatchNorm.fold(part, null, PARAMETERS, running, folded, three),
                "weights has elements in the array of foldedBias");
        refuses(() -> BatchNorm.fold(part, null, PARAMETERS, running, part, three), "the array of foldedBias");
        refuses(() -> BatchNorm.fold(weights, three, PARAMETERS, running, part, new float[3]),
                "foldedWeights has elements in the array of bias");
        refuses(() -> BatchNorm.fold(weights, null, new BatchNormParameters(three, null, 0), running, part,
                new float[3]), "foldedWeights has elements in the array of gamma");
        refuses(() -> BatchNorm.fold(weights, null, new BatchNormParameters(null, three, 0), running, part,
                new float[3]), "foldedWeights has elements in the array of beta");
        assertThat(three).containsOnly(77f);
    }

    @Test
    void foldingMayReplaceTheWeightsAndTheBias() {
        RunningStatistics running = new RunningStatistics(new double[] {1, 2, 3}, new double[] {4, 5, 6}, 1);
        BatchNormParameters parameters = new BatchNormParameters(new float[] {2f, 3f, 4f}, new float[] {5f, 6f, 7f}, 1);
        Matrix folded = Matrix.of(new float[24], 3, 8);
        float[] foldedBias = new float[3];
        float[] bias = {8f, 9f, 10f};
        Matrix weights = Matrix.of(data.clone(), 3, 8);
        BatchNorm.fold(weights, bias, parameters, running, folded, foldedBias);
        BatchNorm.fold(weights, bias, parameters, running, weights, bias);
        assertThat(weights.array()).isEqualTo(folded.array());
        assertThat(bias).isEqualTo(foldedBias);
    }

    @Test
    void foldingChecksItsShapes() {
        RunningStatistics running = new RunningStatistics(3);
        Matrix weights = Matrix.of(data, 3, 8);
        Matrix folded = Matrix.of(target, 3, 8);
        refuses(() -> BatchNorm.fold(weights, null, PARAMETERS, running, Matrix.of(target, 3, 7), new float[3]),
                "foldedWeights", "3 × 8", "3 × 7");
        refuses(() -> BatchNorm.fold(weights, new float[2], PARAMETERS, running, folded, new float[3]), "bias", "2");
        refuses(() -> BatchNorm.fold(weights, null, PARAMETERS, running, folded, new float[4]), "foldedBias", "4");
        refuses(() -> BatchNorm.fold(weights, null, PARAMETERS, new RunningStatistics(2), folded, new float[3]),
                "running", "2");
        refuses(() -> BatchNorm.fold(Matrix.of(target, 3, 7), null, PARAMETERS, running,
                Matrix.of(target, 1, 3, 7, 7, 1), new float[3]), "foldedWeights overlaps");
        assertThatThrownBy(() -> BatchNorm.fold(weights, null, PARAMETERS, running, folded, null))
                .isInstanceOf(NullPointerException.class).hasMessage("foldedBias");
    }
}
