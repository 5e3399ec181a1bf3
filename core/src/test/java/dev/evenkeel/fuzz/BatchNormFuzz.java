package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.ChannelLayout;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.Values;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.fuzz.oracles.BatchNormOracle;
import java.util.Arrays;

/** One batch forward and backward, by its own statistics or by running ones, at once or in two shards. */
final class BatchNormFuzz {
    private enum Fused {
        NOTHING, RELU, ADD, ADD_RELU
    }

    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;
    private final ChannelLayout layout;
    private final boolean isRunning;
    private final Fused fused;
    private int samples;
    private int channels;
    private int positions;
    private BatchNormParameters parameters;
    private View x;

    /** Other channels of the same tensor, or null. */
    private View besideX;
    private BatchNormOracle oracle;
    private Moments saved;
    private RunningStatistics running;

    BatchNormFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        layout = draws.of(ChannelLayout.values());
        isRunning = draws.oneIn(4);
        fused = draws.of(Fused.values());
        draws.note("layout", layout);
        draws.note("fused", fused);
        draws.note("running", isRunning);
    }

    void run() {
        shape();
        parameters = new BatchNormParameters(draws.oneIn(4) ? null : values("gamma"),
                draws.oneIn(4) ? null : values("beta"), draws.of(1e-5, 1e-3, 0.0, 0.0, 1.0));
        draws.note("epsilon", parameters.epsilon());
        oracle = new BatchNormOracle(parameters, channels, samples * positions);
        x = draws.oneIn(5) ? partOfTensor() : input("x");
        running = new RunningStatistics(doubles(0), doubles(1), 3);
        if (samples * positions == 0 && !isRunning) {
            return;
        }
        float[] dense = x.dense();
        statistics(dense);
        float[] y = forward(dense);
        backward(dense, y);
        if (!isRunning && samples > 1) {
            shards(dense);
        }
    }

    private void shape() {
        int most = draws.part(draws.limits().elements());
        channels = Math.max(1, draws.extent(Math.min(most, 1100)));
        positions = draws.oneIn(3) ? 1 : draws.extent(most / channels);
        samples = draws.oneIn(3) ? most / channels / Math.max(1, positions)
                : draws.extent(most / channels / Math.max(1, positions));
        draws.note("shape", samples + " samples, " + channels + " channels, " + positions + " positions");
    }

    private float[] values(String name) {
        Values some = draws.oneIn(2) ? Values.of(Values.Kind.ORDINARY, draws) : Values.draw(name, draws);
        float[] values = new float[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = some.next();
        }
        return values;
    }

    private double[] doubles(int least) {
        double[] values = new double[channels];
        Arrays.setAll(values, c -> least * 1e-3 + draws.unit() * draws.of(1.0, 1e-6, 1e3));
        return values;
    }

    private Strides strides(boolean output) {
        boolean isFirst = layout == ChannelLayout.CHANNELS_FIRST;
        return Strides.draw(draws, samples, isFirst ? channels : positions, isFirst ? positions : channels, output);
    }

    private View input(String name) {
        View view = View.alone(name, draws, strides(false), confinable);
        view.fill(Values.draw(name, draws));
        view.storage().seal();
        return view;
    }

    /** Some channels of a tensor, with others beside them; at times with something between the samples. */
    private View partOfTensor() {
        boolean isFirst = layout == ChannelLayout.CHANNELS_FIRST;
        int all = 2 * channels + draws.below(3);
        long stride = (long) all * positions + (draws.oneIn(2) ? 0 : draws.below(9));
        Strides strides = isFirst ? new Strides(samples, channels, positions, stride, positions, 1)
                : new Strides(samples, positions, channels, stride, all, 1);
        int offset = isFirst ? channels * positions : channels;
        GuardedStorage storage = GuardedStorage.of(draws, strides.reach() + offset, confinable);
        View view = new View("x", storage, 0, strides);
        besideX = new View("y beside x", storage, offset, strides);
        draws.note("x", view + " beside y");
        view.fill(Values.draw("x", draws));
        storage.seal();
        return view;
    }

    private View output(String name) {
        View view = View.alone(name, draws, strides(true), confinable);
        view.storage().seal();
        return view;
    }

    /** In place where the view may be written, at times. */
    private View outputOrSame(String name, View same) {
        boolean mayBeSame = same.strides().isEmpty() || noStrideIsZero(same.strides());
        if (mayBeSame && draws.oneIn(3)) {
            draws.note(name, "in place of " + same.name());
            return same;
        }
        return output(name);
    }

    private static boolean noStrideIsZero(Strides strides) {
        return (strides.count() <= 1 || strides.stride() != 0) && (strides.rows() <= 1 || strides.rowStride() != 0)
                && (strides.cols() <= 1 || strides.colStride() != 0);
    }

    private Features features(View view) {
        return Features.of(view.batch(draws), layout);
    }

    private Features features(float[] dense) {
        return features(dense, samples);
    }

    private Features features(float[] dense, int samples) {
        return layout == ChannelLayout.CHANNELS_FIRST ? Features.channelsFirst(dense, samples, channels, positions)
                : Features.channelsLast(dense, samples, positions, channels);
    }

    private double[][] byChannel(float[] dense) {
        double[][] values = new double[channels][samples * positions];
        for (int n = 0; n < samples; n++) {
            for (int c = 0; c < channels; c++) {
                for (int s = 0; s < positions; s++) {
                    int at = layout == ChannelLayout.CHANNELS_FIRST ? (n * channels + c) * positions + s
                            : (n * positions + s) * channels + c;
                    values[c][n * positions + s] = dense[at];
                }
            }
        }
        return values;
    }

    private void statistics(float[] dense) {
        saved = new Moments(channels);
        if (isRunning) {
            return;
        }
        Moments actual = new Moments(channels);
        BatchNorm.moments(features(dense), saved, Executions.specification());
        BatchNorm.moments(features(x), actual, execution);
        same(actual, saved);
        oracle.checkMoments(byChannel(dense), actual);
        x.check();
    }

    private static void same(Moments actual, Moments wanted) {
        boolean isSame = actual.count() == wanted.count() && Arrays.equals(actual.mean(), wanted.mean())
                && Arrays.equals(actual.m2(), wanted.m2());
        if (!isSame) {
            int c = Math.max(Arrays.mismatch(actual.mean(), wanted.mean()), Arrays.mismatch(actual.m2(), wanted.m2()));
            throw new AssertionError("moments differ from the specification's in channel " + c + ": "
                    + actual.mean()[Math.max(0, c)] + " and " + wanted.mean()[Math.max(0, c)] + ", "
                    + actual.m2()[Math.max(0, c)] + " and " + wanted.m2()[Math.max(0, c)]);
        }
    }

    private double[] mean() {
        return isRunning ? running.mean() : saved.mean();
    }

    private double[] variance() {
        return isRunning ? running.variance()
                : Arrays.stream(saved.m2()).map(m2 -> m2 / (samples * positions)).toArray();
    }

    private Fusion fusion(Features residual) {
        return new Fusion(residual, fused == Fused.RELU || fused == Fused.ADD_RELU);
    }

    private float[] forward(float[] dense) {
        boolean adds = fused == Fused.ADD || fused == Fused.ADD_RELU;
        View residual = adds ? input("residual") : null;
        View y = besideX != null ? besideX
                : adds && draws.oneIn(4) ? outputOrSame("y", residual) : outputOrSame("y", x);
        float[] denseResidual = adds ? residual.dense() : null;
        float[] wanted = new float[dense.length];
        Fusion dry = fusion(adds ? features(denseResidual) : null);
        Moments again = new Moments(channels);
        if (isRunning) {
            BatchNorm.infer(features(dense), features(wanted), parameters, running, dry, Executions.specification());
        } else {
            BatchNorm.forward(features(dense), features(wanted), parameters, again, dry, Executions.specification());
            same(again, saved);
        }
        oracle.checkOutput(byChannel(dense), mean(), variance(), adds ? byChannel(denseResidual) : null,
                dry.rectifies(), byChannel(wanted));
        y.expect(wanted);
        Features same = features(x);
        Features out = y == x ? same : features(y);
        Features other = adds ? y == residual ? out : features(residual) : null;
        if (isRunning) {
            BatchNorm.infer(same, out, parameters, running, fusion(other), execution);
        } else if (draws.oneIn(3)) {
            BatchNorm.normalize(same, out, parameters, saved, fusion(other), execution);
        } else {
            BatchNorm.forward(same, out, parameters, again, fusion(other), execution);
            same(again, saved);
        }
        y.check();
        x.check();
        if (adds) {
            residual.check();
        }
        if (y == x) {
            x.expect(dense);
            restore(x, dense);
        }
        return wanted;
    }

    private static void restore(View view, float[] dense) {
        int[] at = {0};
        Strides strides = view.strides();
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    view.storage().set(view.offset() + strides.place(b, i, j), dense[at[0]++]);
                }
            }
        }
        view.storage().seal();
    }

    private void backward(float[] dense, float[] y) {
        View dy = input("dy");
        float[] denseDy = dy.dense();
        boolean adds = fused == Fused.ADD_RELU;
        float[] dGamma = draws.oneIn(4) ? null : new float[channels];
        float[] dBeta = draws.oneIn(4) ? null : new float[channels];
        float[] wantedGamma = dGamma == null ? null : new float[channels];
        float[] wantedBeta = dBeta == null ? null : new float[channels];
        float[] wanted = new float[dense.length];
        float[] wantedResidual = new float[dense.length];
        ReluGate gate = adds ? ReluGate.addRelu(features(y), features(wantedResidual))
                : fused == Fused.RELU ? ReluGate.relu() : ReluGate.none();
        Execution specification = Executions.specification();
        if (isRunning) {
            BatchNorm.backward(features(dense), features(denseDy), running, parameters, gate, features(wanted),
                    wantedGamma, wantedBeta, specification);
        } else {
            BatchNorm.backward(features(dense), features(denseDy), saved, parameters, gate, features(wanted),
                    wantedGamma, wantedBeta, specification);
        }
        float[] gated = denseDy.clone();
        for (int i = 0; i < gated.length; i++) {
            gated[i] = (adds || fused == Fused.RELU) && y[i] == 0f ? 0f : gated[i];
        }
        oracle.checkGradients(byChannel(dense), byChannel(gated), mean(), variance(), isRunning, byChannel(wanted),
                wantedGamma, wantedBeta);
        View dResidual = null;
        ReluGate wet = gate;
        View viewOfY = null;
        Features in = features(dy);
        if (adds) {
            viewOfY = View.alone("y again", draws, strides(true), confinable);
            restore(viewOfY, y);
            dResidual = outputOrSame("dResidual", dy);
            dResidual.expect(gated);
            wet = ReluGate.addRelu(features(viewOfY), dResidual == dy ? in : features(dResidual));
        }
        View dx = dResidual == dy || draws.oneIn(2) ? outputOrSame("dx", x) : outputOrSame("dx", dy);
        dx.expect(wanted);
        Features from = features(x);
        Features out = dx == x ? from : dx == dy ? in : features(dx);
        if (isRunning) {
            BatchNorm.backward(from, in, running, parameters, wet, out, dGamma, dBeta, execution);
        } else {
            BatchNorm.backward(from, in, saved, parameters, wet, out, dGamma, dBeta, execution);
        }
        dx.check();
        dy.check();
        x.check();
        if (adds) {
            dResidual.check();
            viewOfY.check();
        }
        if (!Arrays.equals(dGamma, wantedGamma) || !Arrays.equals(dBeta, wantedBeta)) {
            throw new AssertionError("dGamma or dBeta differs from the specification's: " + Arrays.toString(dGamma)
                    + Arrays.toString(wantedGamma) + Arrays.toString(dBeta) + Arrays.toString(wantedBeta));
        }
        if (dx == x) {
            restore(x, dense);
        }
    }

    /** Moments and gradient sums of two parts, joined. */
    private void shards(float[] dense) {
        int part = draws.between(1, samples - 1);
        int cut = part * channels * positions;
        float[] head = Arrays.copyOf(dense, cut);
        float[] tail = Arrays.copyOfRange(dense, cut, dense.length);
        Moments joined = new Moments(channels);
        Moments other = new Moments(channels);
        BatchNorm.moments(features(head, part), joined, execution);
        BatchNorm.moments(features(tail, samples - part), other, execution);
        joined.merge(other);
        oracle.checkMoments(byChannel(dense), joined);
        GradientSums sums = new GradientSums(channels);
        GradientSums rest = new GradientSums(channels);
        float[] dy = new float[dense.length];
        for (int i = 0; i < dy.length; i++) {
            dy[i] = (float) draws.unit() - 0.5f;
        }
        float[] headOfDy = Arrays.copyOf(dy, cut);
        float[] tailOfDy = Arrays.copyOfRange(dy, cut, dy.length);
        BatchNorm.gradientSums(features(head, part), features(headOfDy, part), joined, parameters, ReluGate.none(),
                sums, execution);
        BatchNorm.gradientSums(features(tail, samples - part), features(tailOfDy, samples - part), joined, parameters,
                ReluGate.none(), rest, execution);
        sums.merge(rest);
        float[] dx = new float[dense.length];
        BatchNorm.inputGradient(features(dense), features(dy), joined, sums, parameters, ReluGate.none(), features(dx),
                execution);
        oracle.checkGradients(byChannel(dense), byChannel(dy), joined.mean(),
                Arrays.stream(joined.m2()).map(m2 -> m2 / joined.count()).toArray(), false, byChannel(dx), null, null);
    }
}
