package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;

/**
 * One training or inference step and its backward pass, to be compared with the definition; printed, it says how to
 * make it again.
 */
record BatchNormCase(
        int samples,
        int channels,
        int positions,
        ChannelLayout order,
        Layout layoutOfInputs,
        Backing backingOfInputs,
        Layout layoutOfOutputs,
        Backing backingOfOutputs,
        Fused fused,
        Statistics statistics,
        Values.Kind values,
        boolean affine,
        boolean inPlace,
        Execution execution) {

    /** What goes with the normalisation. */
    enum Fused {
        NOTHING,
        RELU,
        ADD_RELU
    }

    /** By what is normalised. */
    enum Statistics {
        BATCH,
        FROZEN
    }

    static BatchNormCase dense(
            int samples,
            int channels,
            int positions,
            ChannelLayout order,
            Fused fused,
            Statistics statistics,
            Execution execution) {
        return new BatchNormCase(samples, channels, positions, order, Layout.ROWS, Backing.ARRAY_OF_JUST_THE_SIZE,
                Layout.ROWS, Backing.ARRAY_OF_JUST_THE_SIZE, fused, statistics, Values.Kind.ORDINARY, true, false,
                execution);
    }

    private GuardedFeatures input(long seed) {
        return GuardedFeatures.of(order, layoutOfInputs, backingOfInputs, samples, channels, positions,
                new Values(values, seed));
    }

    private GuardedFeatures output(long seed) {
        return GuardedFeatures.of(order, layoutOfOutputs, backingOfOutputs, samples, channels, positions,
                new Values(values, seed));
    }

    /** Fails if a bit differs from the definition, or anything was touched that is no output. */
    void check() {
        BatchNormParameters parameters = affine
                ? new BatchNormParameters(Values.ordinary(5).array(channels), Values.ordinary(6).array(channels), 1e-5)
                : BatchNormParameters.none(1e-3);
        RunningStatistics running = new RunningStatistics(channels);
        for (int c = 0; c < channels; c++) {
            running.mean()[c] = 0.1 * c;
            running.variance()[c] = 0.5 + 0.01 * c;
        }
        if (inPlace) {
            checkInPlace(parameters, running);
            return;
        }
        GuardedFeatures x = input(1);
        GuardedFeatures residual = input(2);
        GuardedFeatures y = output(3);
        Fusion fusion = switch (fused) {
            case NOTHING -> Fusion.none();
            case RELU -> Fusion.relu();
            case ADD_RELU -> Fusion.addRelu(residual.view());
        };
        Moments expected = ReferenceBatchNorm.moments(x.view());
        ChannelStatistics used = statistics == Statistics.BATCH ? expected : running;
        Moments saved = new Moments(channels);
        forward(x.view(), y.view(), parameters, saved, running, fusion);
        float[] expectedY = ReferenceBatchNorm.forward(x.view(), parameters, used, fusion);
        if (statistics == Statistics.BATCH) {
            checkMoments(saved, expected);
        }
        ReferenceBatchNorm.assertSameBits(y.view(), expectedY, this);
        y.assertNothingElseChanged(this);
        x.assertUnchanged(this);
        residual.assertUnchanged(this);
        checkBackward(x, y, expectedY, parameters, saved, running, used);
    }

    private void assertSame(float actual, float expected) {
        assertThat(Float.floatToIntBits(actual)).as("%s: %s, expected %s", this, actual, expected)
                .isEqualTo(Float.floatToIntBits(expected));
    }

    private void checkMoments(Moments saved, Moments expected) {
        assertThat(saved.count()).as("%s", this).isEqualTo(expected.count());
        ReferenceBatchNorm.assertSameBits(saved.mean(), expected.mean(), this);
        ReferenceBatchNorm.assertSameBits(saved.m2(), expected.m2(), this);
    }

    private void forward(
            Features x, Features y, BatchNormParameters parameters, Moments saved, RunningStatistics running,
            Fusion fusion) {
        if (statistics == Statistics.BATCH) {
            BatchNorm.forward(x, y, parameters, saved, fusion, execution);
        } else {
            BatchNorm.infer(x, y, parameters, running, fusion, execution);
        }
    }

    private void checkBackward(
            GuardedFeatures x,
            GuardedFeatures y,
            float[] expectedY,
            BatchNormParameters parameters,
            Moments saved,
            RunningStatistics running,
            ChannelStatistics used) {
        GuardedFeatures dy = input(7);
        GuardedFeatures dx = output(8);
        GuardedFeatures dResidual = output(9);
        ReluGate gate = switch (fused) {
            case NOTHING -> ReluGate.none();
            case RELU -> ReluGate.relu();
            case ADD_RELU -> ReluGate.addRelu(y.view(), dResidual.view());
        };
        float[] dGamma = new float[channels];
        float[] dBeta = new float[channels];
        backward(x.view(), dy.view(), saved, running, parameters, gate, dx.view(), dGamma, dBeta);
        float[] gated = ReferenceBatchNorm.gated(dy.view(), fused == Fused.NOTHING ? null : expectedY);
        GradientSums sums = ReferenceBatchNorm.gradientSums(x.view(), gated, used);
        for (int c = 0; c < channels; c++) {
            double inverse = 1 / Math.sqrt(used.variance(c) + parameters.epsilon());
            assertSame(dBeta[c], (float) sums.dy()[c]);
            assertSame(dGamma[c], (float) (sums.dyTimesDeviation()[c] * inverse));
        }
        boolean batch = statistics == Statistics.BATCH;
        ReferenceBatchNorm.assertSameBits(dx.view(),
                ReferenceBatchNorm.inputGradient(x.view(), gated, used, parameters, batch ? sums : null), this);
        if (fused == Fused.ADD_RELU) {
            ReferenceBatchNorm.assertSameBits(dResidual.view(), gated, this);
        } else {
            dResidual.assertUnchanged(this);
        }
        dx.assertNothingElseChanged(this);
        dResidual.assertNothingElseChanged(this);
        dy.assertUnchanged(this);
        x.assertUnchanged(this);
    }

    private void backward(
            Features x,
            Features dy,
            Moments saved,
            RunningStatistics running,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            float[] dGamma,
            float[] dBeta) {
        if (statistics == Statistics.BATCH) {
            BatchNorm.backward(x, dy, saved, parameters, gate, dx, dGamma, dBeta, execution);
        } else {
            BatchNorm.backward(x, dy, running, parameters, gate, dx, dGamma, dBeta, execution);
        }
    }

    /** Forward into x and, starting again, backward into dy and dResidual into dy's other copy. */
    private void checkInPlace(BatchNormParameters parameters, RunningStatistics running) {
        Features x = output(1).view();
        Features residual = output(2).view();
        Fusion fusion = switch (fused) {
            case NOTHING -> Fusion.none();
            case RELU -> Fusion.relu();
            case ADD_RELU -> Fusion.addRelu(residual);
        };
        Moments saved = ReferenceBatchNorm.moments(x);
        ChannelStatistics used = statistics == Statistics.BATCH ? saved : running;
        float[] expectedY = ReferenceBatchNorm.forward(x, parameters, used, fusion);
        Features dy = output(7).view();
        float[] gated = ReferenceBatchNorm.gated(dy, fused == Fused.NOTHING ? null : expectedY);
        GradientSums sums = ReferenceBatchNorm.gradientSums(x, gated, used);
        boolean batch = statistics == Statistics.BATCH;
        float[] expected = ReferenceBatchNorm.inputGradient(x, gated, used, parameters, batch ? sums : null);
        if (fused == Fused.ADD_RELU) {
            forward(x, residual, parameters, new Moments(channels), running, fusion);
            ReferenceBatchNorm.assertSameBits(residual, expectedY, this);
            Features dx = output(8).view();
            backward(x, dy, saved, running, parameters, ReluGate.addRelu(residual, dy), dx, null, null);
            ReferenceBatchNorm.assertSameBits(dx, expected, this);
            ReferenceBatchNorm.assertSameBits(dy, gated, this);
            return;
        }
        ReluGate gate = fused == Fused.RELU ? ReluGate.relu() : ReluGate.none();
        backward(x, dy, saved, running, parameters, gate, dy, null, null);
        ReferenceBatchNorm.assertSameBits(dy, expected, this);
        Features other = output(1).view();
        Features fresh = output(7).view();
        backward(other, fresh, saved, running, parameters, gate, other, null, null);
        ReferenceBatchNorm.assertSameBits(other, expected, this);
        forward(x, x, parameters, new Moments(channels), running, fusion);
        ReferenceBatchNorm.assertSameBits(x, expectedY, this);
    }
}
