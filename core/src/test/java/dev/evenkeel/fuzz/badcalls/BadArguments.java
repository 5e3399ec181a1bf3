package dev.evenkeel.fuzz.badcalls;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.ChannelLayout;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.init.Constant;
import dev.evenkeel.init.DeltaOrthogonal;
import dev.evenkeel.init.Dirac;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.init.ForgetGateBias;
import dev.evenkeel.init.Identity;
import dev.evenkeel.init.Lsuv;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.Sparse;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.torch.TorchReplay;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls in which something else than a matrix is wrong: numbers, lengths, arrays used twice. Each checks the arrays
 * it gave away.
 */
final class BadArguments {
    /** What should be thrown by what. */
    record BadCall(String name, Class<? extends Exception> type, Runnable body) {}

    private static final Class<IllegalArgumentException> ARGUMENT = IllegalArgumentException.class;
    private static final Class<IndexOutOfBoundsException> BOUNDS = IndexOutOfBoundsException.class;
    private static final Class<NullPointerException> NULL = NullPointerException.class;

    private final Draws draws;
    private final List<BadCall> calls = new ArrayList<>();
    private final Execution execution;
    private final RandomStream stream = RandomStream.philox(3).stream(4);
    private final Distribution law = Distribution.normal(0, 1);
    private final int m;
    private final int n;
    private final double wrong;

    BadArguments(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        m = draws.between(2, 50);
        n = draws.between(2, 50);
        wrong = draws.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    BadCall draw() {
        switch (draws.below(5)) {
            case 0 -> views();
            case 1 -> products();
            case 2 -> fills();
            case 3 -> schemes();
            default -> normalisations();
        }
        return draws.of(calls.toArray(BadCall[]::new));
    }

    private void add(String name, Class<? extends Exception> type, Runnable body) {
        calls.add(new BadCall(name, type, body));
    }

    /** With an array that must not change. */
    private void add(String name, Class<? extends Exception> type, float[] kept, Runnable body) {
        add(name, type, () -> {
            for (int i = 0; i < kept.length; i++) {
                kept[i] = i + 0.5f;
            }
            float[] before = kept.clone();
            try {
                body.run();
            } finally {
                if (!Arrays.equals(kept, before)) {
                    throw new AssertionError(name + ": an array has changed");
                }
            }
        });
    }

    private void views() {
        float[] data = new float[m * n];
        Matrix matrix = Matrix.of(data, m, n);
        int less = draws.between(-3, -1);
        add("matrix of a short array", ARGUMENT, () -> Matrix.of(data, m + 1, n));
        add("negative rows", ARGUMENT, () -> Matrix.of(data, less, n));
        add("negative cols", ARGUMENT, () -> Matrix.of(data, 0, m, less, n, 1));
        add("negative offset", ARGUMENT, () -> Matrix.of(data, less, 1, 1, 1, 1));
        add("a stride too large", ARGUMENT, () -> Matrix.of(data, 0, m, n, draws.any(n + 1, Integer.MAX_VALUE, -1), 1));
        add("a stride far too large", ARGUMENT, () -> Matrix.of(MemorySegment.ofArray(data), 0, m, n,
                draws.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 2, 1L << 62), 1));
        add("matrix of null", NULL, () -> Matrix.of((float[]) null, 1, 1));
        add("a slice outside", BOUNDS, () -> matrix.slice(draws.between(1, m), 0, m, n));
        add("a slice far outside", BOUNDS, () -> matrix.slice(1, 1, Integer.MAX_VALUE, 1));
        add("get outside", BOUNDS, () -> matrix.get(draws.any(-1, m), 0));
        add("set outside", BOUNDS, () -> matrix.set(0, draws.any(-1, n), 1f));
        add("a batch outside", ARGUMENT, () -> MatrixBatch.of(matrix, 2, draws.any(1, -1, n)));
        add("a batch far outside", ARGUMENT, () -> MatrixBatch.of(matrix, 3, draws.of(Long.MAX_VALUE, Long.MIN_VALUE)));
        add("a batch of fewer than none", ARGUMENT, () -> MatrixBatch.of(matrix, less, 0));
        add("get outside a batch", BOUNDS, () -> MatrixBatch.of(matrix, 1, 0).get(1));
        add("features of a short array", ARGUMENT, () -> Features.channelsFirst(data, m, n, 2));
        add("features with negative extents", ARGUMENT, () -> Features.channelsLast(data, 1, less, n));
        add("features with negative samples", ARGUMENT, () -> Features.channelsLast(data, less, 1, n));
        add("features outside", BOUNDS, () -> Features.of(matrix).get(m, 0, 0));
        add("features without layout", NULL, () -> Features.of(MatrixBatch.of(matrix, 1, 0), null));
        add("no pool", NULL, () -> Execution.on(null, 2));
        add("no thread", ARGUMENT, () -> Execution.on(Executions.POOL, less));
        add("a slope that is no number", ARGUMENT, () -> Activation.leakyRelu((float) wrong));
        add("activation outside", BOUNDS, data, () -> Activation.TANH.apply(data, 1, data, 1, data.length));
        add("activation of what overlaps", ARGUMENT, data, () -> Activation.TANH.apply(data, 0, data, 1, 2));
        add("derivative of what overlaps", ARGUMENT, data, () -> Activation.RELU.applyDerivative(data, 1, data, 0, 2));
    }

    private void products() {
        float[] data = new float[2 * m * n];
        Matrix a = Matrix.of(new float[m * n], m, n);
        Matrix b = Matrix.of(new float[n * n], n, n);
        Matrix c = Matrix.of(data, m, n);
        MatrixBatch two = MatrixBatch.of(a, 2, 0);
        MatrixBatch twoB = MatrixBatch.of(b, 2, 0);
        MatrixBatch twoC = MatrixBatch.of(c, 2, (long) m * n);
        Epilogue none = Epilogue.none();
        add("a short bias", ARGUMENT, data, () -> Gemm.multiply(1f, a, b, 0f, c, bias(new float[n - 1]), execution));
        add("a bias in c", ARGUMENT, data, () -> Gemm.multiply(1f, a, b, 0f, Matrix.of(data, 0, m, n, 1, m), bias(data),
                execution));
        add("no activation", NULL, () -> new Epilogue(null, null));
        add("no epilogue", NULL, data, () -> Gemm.multiply(1f, a, b, 0f, c, null, execution));
        add("packed of another shape", ARGUMENT, data, () -> Gemm.multiply(a, Gemm.pack(
                Matrix.of(new float[n * n + n], n + 1, n), execution), c, execution));
        add("counts that differ", ARGUMENT, data,
                () -> Gemm.multiply(1f, two, MatrixBatch.of(b, 3, 0), 0f, twoC, none, execution));
        add("a batch of one place", ARGUMENT, data,
                () -> Gemm.multiply(1f, two, twoB, 0f, MatrixBatch.of(c, 2, 0), none, execution));
        add("a batch that overlaps itself", ARGUMENT, data,
                () -> Gemm.multiply(1f, two, twoB, 0f, MatrixBatch.of(c, 2, draws.between(1, n - 1)), none, execution));
        add("a batch in its input", ARGUMENT, data, () -> Gemm.multiply(1f,
                MatrixBatch.of(Matrix.of(data, 0, m, n, 0, 0), 2, (long) m * n + m * n - 1), twoB, 0f, twoC, none,
                execution));
        add("a batch of null", NULL, data, () -> Gemm.multiply(1f, two, null, 0f, twoC, none, execution));
    }

    private static Epilogue bias(float[] bias) {
        return new Epilogue(bias, Activation.IDENTITY);
    }

    private void fills() {
        float[] data = new float[m * n];
        double[] doubles = new double[m];
        int less = draws.between(-3, -1);
        long far = Long.MAX_VALUE - draws.below(m * n - 1);
        Matrix matrix = Matrix.of(data, m, n);
        add("a range outside", BOUNDS, data,
                () -> Sampling.fill(data, draws.between(1, 9), data.length, 0, law, stream, execution));
        add("a range far outside", BOUNDS, data,
                () -> Sampling.fill(data, Integer.MAX_VALUE, 2, 0, law, stream, execution));
        add("a range of doubles outside", BOUNDS,
                () -> Sampling.fill(doubles, 0, m + 1, 0, law, stream, execution));
        add("a negative index", ARGUMENT, data,
                () -> Sampling.fill(data, 0, data.length, less, law, stream, execution));
        add("an index beyond 2^63", ARGUMENT, data,
                () -> Sampling.fill(data, 0, data.length, far + 1 > 0 ? far + 1 : far, law, stream, execution));
        add("a negative index of words", ARGUMENT, () -> Sampling.words(new long[4], less, stream, execution));
        add("a shard outside", BOUNDS, data,
                () -> Sampling.fill(matrix, 0, draws.between(1, 9), n, law, stream, execution));
        add("a shard in negative rows", BOUNDS, data, () -> Sampling.fill(matrix, less, 0, n, law, stream, execution));
        add("a shard beyond 2^63", ARGUMENT, data,
                () -> Sampling.fill(matrix, Long.MAX_VALUE / n, 0, n, law, stream, execution));
        add("a shard far beyond 2^63", ARGUMENT, data,
                () -> Sampling.fill(matrix, Long.MAX_VALUE - m, 0, Long.MAX_VALUE, law, stream, execution));
        add("half a float", ARGUMENT, () -> Sampling.fillFloats(MemorySegment.ofArray(new byte[6]), 0, law, stream,
                execution));
        add("half a double", ARGUMENT, () -> Sampling.fillDoubles(MemorySegment.ofArray(new byte[12]), 0, law, stream,
                execution));
        add("a read-only segment", ARGUMENT, data,
                () -> Sampling.fillFloats(MemorySegment.ofArray(data).asReadOnly(), 0, law, stream, execution));
        add("no law", NULL, data, () -> Sampling.fill(data, null, stream, execution));
        add("no stream", NULL, data, () -> Sampling.fill(matrix, law, null, execution));
        add("no floats", NULL, () -> Sampling.fill((float[]) null, law, stream, execution));
        add("no segment", NULL, () -> Sampling.fillFloats(null, 0, law, stream, execution));
        add("a law of no float", ARGUMENT, data,
                () -> Sampling.fill(data, Distribution.normal(0, 1e-60), stream, execution));
        add("a law of infinite floats", ARGUMENT, data,
                () -> Sampling.fill(data, Distribution.uniform(-3e38, 3e38), stream, execution));
        add("no interval", ARGUMENT, () -> Distribution.uniform(1, draws.of(1.0, 0.0, wrong)));
        add("no deviation", ARGUMENT, () -> Distribution.normal(0, draws.of(0.0, -1.0, wrong)));
        add("no mean", ARGUMENT, () -> Distribution.truncatedNormal(wrong, 1));
        add("no variance", ARGUMENT, () -> DistributionFamily.NORMAL.withVariance(draws.of(0.0, -1.0, wrong)));
        add("a negative stream", ARGUMENT, () -> RandomStream.philox(1).stream(less));
        add("a stream without name", NULL, () -> RandomStream.splitMix(1).stream(null));
        TorchReplay replay = TorchReplay.manualSeed(1);
        Matrix sparse = Matrix.of(data, 0, m / 2, n, 2 * n, 1);
        add("replay of no number", ARGUMENT, data, () -> replay.normal(data, wrong, 1));
        add("replay of a negative deviation", ARGUMENT, data, () -> replay.normal(data, 0, -1));
        add("replay of no interval", ARGUMENT, data, () -> replay.uniform(matrix, 1, draws.of(0.0, wrong)));
        add("replay of an interval beyond floats", ARGUMENT, data, () -> replay.uniform(data, -3e38, 3e38));
        add("replay of a negative gain", ARGUMENT, data, () -> replay.xavierNormal(matrix, new Fans(1, 1), -1));
        add("replay of an average", ARGUMENT, data,
                () -> replay.kaimingNormal(matrix, new Fans(1, 1), FanMode.AVERAGE, 1));
        if (m >= 4) {
            add("replay of what is not dense", ARGUMENT, data, () -> replay.normal(sparse, 0, 1));
        }
        add("fans of a vector", ARGUMENT, () -> TorchReplay.fansOfShape(m));
        add("fans of negative sizes", ARGUMENT, () -> TorchReplay.fansOfShape(sizes(draws.any(-1, -3, 0))));
        add("fans that overflow", ARGUMENT, () -> TorchReplay.fansOfShape(m, n, 1L << 40, 1L << 40));
    }

    private long[] sizes(long bad) {
        long[] sizes = new long[draws.between(2, 5)];
        boolean allBad = draws.oneIn(2);
        Arrays.setAll(sizes, i -> allBad || draws.oneIn(3) ? bad : draws.between(1, 5));
        sizes[draws.below(sizes.length)] = bad;
        return sizes;
    }

    private void schemes() {
        float[] data = new float[m * n];
        Matrix matrix = Matrix.of(data, m, n);
        Weights weights = Weights.outputsByInputs(matrix);
        add("too many weights per unit", ARGUMENT, data,
                () -> new Sparse(n + 1, 1).fill(weights, stream, execution));
        add("delta of wide weights", ARGUMENT, data, () -> new DeltaOrthogonal(1, List.of(1)).fill(
                Weights.outputsByInputs(m < n ? matrix : m > n ? matrix.transposed() : matrix.slice(0, 0, m - 1, n)),
                stream, execution));
        add("a kernel that does not fit", ARGUMENT, data,
                () -> new Dirac(1, List.of(n + 1)).fill(weights, stream, execution));
        add("groups that do not fit", ARGUMENT, data,
                () -> new Dirac(m + 1, List.of(1)).fill(weights, stream, execution));
        add("gates that do not fit", ARGUMENT, data,
                () -> new ForgetGateBias(0, n + 1).fill(weights, stream, execution));
        add("no stream for a constant", NULL, data, () -> Constant.ZEROS.fill(weights, null, execution));
        add("no stream for an orthogonal matrix", NULL, data, () -> Orthogonal.PLAIN.fill(weights, null, execution));
        add("no weights", NULL, () -> Identity.PLAIN.fill(null, stream, execution));
        add("weights of nothing", NULL, () -> new Weights(null, new Fans(1, 1), Weights.Units.ROWS));
        add("weights of an empty matrix", ARGUMENT, () -> Weights.inputsByOutputs(Matrix.of(data, 0, n)));
        add("convolution of another shape", ARGUMENT, () -> Weights.convolution(matrix, n, m, 1, 2));
        add("no fan", ARGUMENT, () -> new Fans(draws.any(0, -2), 1));
        add("groups that divide nothing", ARGUMENT, () -> Fans.convolution(4, 4, draws.any(3, 0, -2), 3));
        add("a negative kernel", ARGUMENT, () -> Fans.convolution(-4, -4, 1, -3));
        add("negative channels", ARGUMENT, () -> Fans.convolution(-4, -4, draws.any(1, 2), 3));
        add("no constant", ARGUMENT, () -> new Constant("wrong", (float) wrong, "", ""));
        add("no gain", ARGUMENT, () -> new Orthogonal(draws.of(0.0, -1.0, wrong)));
        add("no identity", ARGUMENT, () -> new Identity((float) wrong));
        add("no gate", ARGUMENT, () -> new ForgetGateBias(draws.any(-1, 4), 4));
        add("no extents", ARGUMENT, () -> new DeltaOrthogonal(1, draws.of(List.of(), List.of(0), List.of(3, -1))));
        add("no weight per unit", ARGUMENT, () -> new Sparse(0, 1));
        add("no trial", ARGUMENT, () -> new Lsuv(0.1, 0));
        add("an output without variance", ARGUMENT,
                () -> Lsuv.PLAIN.fill(weights, stream, execution, () -> draws.of(0.0, wrong)));
    }

    private void normalisations() {
        float[] data = new float[m * n];
        float[] input = new float[m * n];
        Features x = Features.of(Matrix.of(input, m, n));
        Features y = Features.of(Matrix.of(data, m, n));
        Features none = Features.of(Matrix.of(new float[0], 0, n));
        BatchNormParameters plain = BatchNormParameters.none(1e-5);
        BatchNormParameters shared = new BatchNormParameters(data, null, 1e-5);
        Moments moments = new Moments(n);
        Moments of = new Moments(m, new double[n], new double[n]);
        double[] twice = new double[n];
        ReluGate gate = ReluGate.none();
        add("a negative epsilon", ARGUMENT, () -> BatchNormParameters.none(draws.of(-1e-9, wrong)));
        add("one array as mean and M2", ARGUMENT, () -> new Moments(1, twice, twice));
        add("one array as mean and variance", ARGUMENT, () -> new RunningStatistics(twice, twice, 0));
        add("one array as both sums", ARGUMENT, () -> new GradientSums(twice, twice));
        add("lengths that differ", ARGUMENT, () -> new Moments(1, twice, new double[n + 1]));
        add("a negative count", ARGUMENT, () -> new Moments(-1, twice, twice.clone()));
        add("moments of fewer channels", ARGUMENT, data,
                () -> BatchNorm.forward(x, y, plain, new Moments(n - 1), execution));
        add("running statistics of more channels", ARGUMENT, data,
                () -> BatchNorm.infer(x, y, plain, new RunningStatistics(n + 1), execution));
        add("gamma of more channels", ARGUMENT, data, () -> BatchNorm.forward(x, y,
                new BatchNormParameters(new float[n + 1], null, 0), moments, execution));
        add("an empty batch", ARGUMENT, () -> BatchNorm.forward(none, none, plain, moments, execution));
        add("another layout", ARGUMENT, data, () -> BatchNorm.forward(x,
                Features.of(MatrixBatch.of(Matrix.of(data, n, 1), m, n), ChannelLayout.CHANNELS_FIRST), plain, moments,
                execution));
        add("a residual of another shape", ARGUMENT, data, () -> BatchNorm.forward(x, y, plain, moments,
                Fusion.addRelu(none), execution));
        add("no fusion", NULL, data, () -> BatchNorm.forward(x, y, plain, moments, null, execution));
        add("moments of another batch", ARGUMENT, data, () -> BatchNorm.backward(x, x,
                new Moments(m + 1, new double[n], new double[n]), plain, y, null, null, execution));
        add("one array as dGamma and dBeta", ARGUMENT, data, () -> {
            float[] both = new float[n];
            BatchNorm.backward(x, x, of, plain, y, both, both, execution);
        });
        add("a short dGamma", ARGUMENT, data,
                () -> BatchNorm.backward(x, x, of, plain, y, new float[n - 1], null, execution));
        float[] row = new float[n];
        Features one = Features.of(Matrix.of(row, 1, n));
        Features other = Features.of(Matrix.of(new float[n], 1, n));
        Moments ofOne = new Moments(1, new double[n], new double[n]);
        add("dGamma in dx", ARGUMENT, row,
                () -> BatchNorm.backward(other, other, ofOne, plain, one, row, null, execution));
        add("dBeta in dx", ARGUMENT, row,
                () -> BatchNorm.backward(other, other, ofOne, plain, one, null, row, execution));
        add("y in gamma", ARGUMENT, row, () -> BatchNorm.forward(other, one, new BatchNormParameters(row, null, 1),
                moments, execution));
        add("y in beta", ARGUMENT, row, () -> BatchNorm.infer(other, one, new BatchNormParameters(null, row, 1),
                new RunningStatistics(n), execution));
        add("gradient sums of an empty batch", ARGUMENT, data, () -> BatchNorm.inputGradient(x, x, moments,
                new GradientSums(n), plain, gate, y, execution));
        add("sums of fewer channels", ARGUMENT, data, () -> BatchNorm.inputGradient(x, x, of, new GradientSums(n - 1),
                plain, gate, y, execution));
        add("merge of other channels", ARGUMENT, () -> moments.merge(new Moments(n + 1)));
        add("a weight beyond 1", ARGUMENT,
                () -> new RunningStatistics(n).update(of, draws.of(-0.1, 1.1, wrong), VarianceKind.BIASED));
        add("an unbiased variance of one value", ARGUMENT,
                () -> new RunningStatistics(n).update(ofOne, 0.1, VarianceKind.UNBIASED));
        add("folding with a short bias", ARGUMENT, data, () -> BatchNorm.fold(Matrix.of(input, m, n), new float[m + 1],
                plain, new RunningStatistics(m), Matrix.of(data, m, n), new float[m]));
        add("folding without a place for the bias", NULL, data,
                () -> BatchNorm.fold(Matrix.of(input, m, n), null, plain,
                        new RunningStatistics(m), Matrix.of(data, m, n), null));
        if (shared.gamma().length != n) {
            add("gamma that is y", ARGUMENT, data, () -> BatchNorm.forward(x, y, shared, moments, execution));
        }
    }
}
