package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.torch.TorchReplay;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may not be null is refused by its name. */
@Tag("once")
class NullSamplingArgumentsTest {
    private static final Distribution LAW = Distribution.uniform(0, 1);
    private static final RandomStream STREAM = RandomStream.philox(1).stream(0);
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final float[] FLOATS = new float[4];
    private static final double[] DOUBLES = new double[4];
    private static final MemorySegment SEGMENT = MemorySegment.ofArray(new float[4]);
    private static final Matrix MATRIX = zeros(20, 20);
    private static final Fans FANS = new Fans(20, 20);
    private static final Weights WEIGHTS = Weights.inputsByOutputs(MATRIX);

    private static void refused(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class).hasMessage(name);
    }

    /** A fill with its last three parameters free. */
    private interface Fill {
        void with(Distribution distribution, RandomStream stream, Execution execution);
    }

    private static void restRefused(Fill fill) {
        refused("distribution", () -> fill.with(null, STREAM, SEQUENTIAL));
        refused("stream", () -> fill.with(LAW, null, SEQUENTIAL));
        refused("execution", () -> fill.with(LAW, STREAM, null));
    }

    @Test
    void fillsRefuseNulls() {
        refused("matrix", () -> Sampling.fill((Matrix) null, LAW, STREAM, SEQUENTIAL));
        refused("shard", () -> Sampling.fill((Matrix) null, 0, 0, 5, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fill((float[]) null, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fill((double[]) null, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fill((float[]) null, 0, 0, 0, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fill((double[]) null, 0, 0, 0, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fillFloats(null, 0, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.fillDoubles(null, 0, LAW, STREAM, SEQUENTIAL));
        refused("target", () -> Sampling.words(null, 0, STREAM, SEQUENTIAL));
        refused("stream", () -> Sampling.words(new long[0], 0, null, SEQUENTIAL));
        refused("execution", () -> Sampling.words(new long[0], 0, STREAM, null));
        restRefused((distribution, stream, execution) -> Sampling.fill(MATRIX, distribution, stream, execution));
        restRefused(
                (distribution, stream, execution) -> Sampling.fill(MATRIX, 0, 0, 20, distribution, stream, execution));
        restRefused((distribution, stream, execution) -> Sampling.fill(FLOATS, distribution, stream, execution));
        restRefused((distribution, stream, execution) -> Sampling.fill(DOUBLES, distribution, stream, execution));
        restRefused(
                (distribution, stream, execution) -> Sampling.fill(FLOATS, 0, 1, 0, distribution, stream, execution));
        restRefused(
                (distribution, stream, execution) -> Sampling.fill(DOUBLES, 0, 1, 0, distribution, stream, execution));
        restRefused(
                (distribution, stream, execution) -> Sampling.fillFloats(SEGMENT, 0, distribution, stream, execution));
        restRefused(
                (distribution, stream, execution) -> Sampling.fillDoubles(SEGMENT, 0, distribution, stream, execution));
    }

    @Test
    void everySchemeRefusesNulls() {
        for (Initializer scheme : Initializers.all()) {
            refused("fans", () -> scheme.variance((Fans) null));
            refused("weights", () -> scheme.variance((Weights) null));
            refused("weights", () -> scheme.meanSquare(null));
            refused("weights", () -> scheme.kurtosis(null));
            refused("weights", () -> scheme.meanSquareDeviation(null));
            refused("weights", () -> scheme.accepts(null));
            refused("weights", () -> scheme.fill(null, STREAM, SEQUENTIAL));
            for (Weights weights : List.of(WEIGHTS, new Weights(zeros(0, 1), FANS, Weights.Units.ROWS))) {
                refused("stream", () -> scheme.fill(weights, null, SEQUENTIAL));
                refused("execution", () -> scheme.fill(weights, STREAM, null));
            }
        }
    }

    @Test
    void schemesCannotBeMadeOfNulls() {
        DistributionFamily normal = DistributionFamily.NORMAL;
        refused("name", () -> new VarianceScaling(null, 1, FanMode.IN, normal, "", ""));
        refused("mode", () -> new VarianceScaling("", 1, null, normal, "", ""));
        refused("family", () -> new VarianceScaling("", 1, FanMode.IN, null, "", ""));
        refused("purpose", () -> new VarianceScaling("", 1, FanMode.IN, normal, null, ""));
        refused("source", () -> new VarianceScaling("", 1, FanMode.IN, normal, "", null));
        refused("activation", () -> VarianceScaling.HE_NORMAL.before(null));
        refused("other", () -> VarianceScaling.HE_NORMAL.with(null));
        refused("fans", () -> VarianceScaling.HE_NORMAL.distribution(null));
        refused("name", () -> new FixedDistribution(null, Distribution.normal(0, 1), "", ""));
        refused("distribution", () -> new FixedDistribution("", null, "", ""));
        refused("purpose", () -> new FixedDistribution("", Distribution.normal(0, 1), null, ""));
        refused("source", () -> new FixedDistribution("", Distribution.normal(0, 1), "", null));
        refused("name", () -> new Constant(null, 1f, "", ""));
        refused("purpose", () -> new Constant("", 1f, null, ""));
        refused("source", () -> new Constant("", 1f, "", null));
        refused("kernel", () -> new DeltaOrthogonal(1, null));
        refused("kernel", () -> new Dirac(1, null));
    }

    @Test
    void weightsFansAndStreamsRefuseNulls() {
        refused("matrix", () -> new Weights(null, FANS, Weights.Units.ROWS));
        refused("fans", () -> new Weights(MATRIX, null, Weights.Units.ROWS));
        refused("units", () -> new Weights(MATRIX, FANS, null));
        refused("matrix", () -> Weights.inputsByOutputs(null));
        refused("matrix", () -> Weights.outputsByInputs(null));
        refused("matrix", () -> Weights.convolution(null, 1, 1, 1, 1));
        refused("kernel", () -> Weights.convolution(MATRIX, 20, 20, 1, (int[]) null));
        refused("kernel", () -> Fans.convolution(1, 1, 1, (int[]) null));
        for (FanMode mode : FanMode.values()) {
            refused("fans", () -> mode.of(null));
        }
        refused("name", () -> RandomStream.philox(1).stream(null));
        refused("name", () -> RandomStream.splitMix(1).stream(null));
        DoubleSupplier one = () -> 1;
        refused("weights", () -> Lsuv.PLAIN.fill(null, STREAM, SEQUENTIAL, one));
        refused("stream", () -> Lsuv.PLAIN.fill(WEIGHTS, null, SEQUENTIAL, one));
        refused("execution", () -> Lsuv.PLAIN.fill(WEIGHTS, STREAM, null, one));
        refused("outputVariance", () -> Lsuv.PLAIN.fill(WEIGHTS, STREAM, SEQUENTIAL, null));
        refused("output", () -> Lsuv.variance(null));
    }

    @Test
    void replaysRefuseNulls() {
        TorchReplay torch = TorchReplay.manualSeed(1);
        refused("execution", () -> TorchReplay.manualSeed(1, null));
        refused("target", () -> torch.normal((Matrix) null, 0, 1));
        refused("target", () -> torch.normal((float[]) null, 0, 1));
        refused("target", () -> torch.normal((MemorySegment) null, 0, 1));
        refused("target", () -> torch.uniform((Matrix) null, 0, 1));
        refused("target", () -> torch.uniform((float[]) null, 0, 1));
        refused("target", () -> torch.uniform((MemorySegment) null, 0, 1));
        refused("target", () -> torch.xavierUniform(null, FANS, 1));
        refused("fans", () -> torch.xavierUniform(MATRIX, null, 1));
        refused("target", () -> torch.xavierNormal(null, FANS, 1));
        refused("fans", () -> torch.xavierNormal(MATRIX, null, 1));
        refused("target", () -> torch.kaimingUniform(null, FANS, FanMode.IN, 1));
        refused("fans", () -> torch.kaimingUniform(MATRIX, null, FanMode.IN, 1));
        refused("mode", () -> torch.kaimingUniform(MATRIX, FANS, null, 1));
        refused("target", () -> torch.kaimingNormal(null, FANS, FanMode.IN, 1));
        refused("fans", () -> torch.kaimingNormal(MATRIX, null, FanMode.IN, 1));
        refused("mode", () -> torch.kaimingNormal(MATRIX, FANS, null, 1));
        refused("sizes", () -> TorchReplay.fansOfShape((long[]) null));
    }
}
