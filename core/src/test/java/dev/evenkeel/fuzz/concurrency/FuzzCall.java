package dev.evenkeel.fuzz.concurrency;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.ChannelLayout;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A call with drawn operands, and the bits that it must give. */
final class FuzzCall {
    /** Row functions do not change a row: what they do besides is the caller's affair. */
    static final Epilogue.RowFunction NOTHING = (array, offset, length, row, column) -> {};

    private static final ValueLayout.OfFloat LAYOUT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** What is called, on which threads, with arrays or with segments of an arena, and what happens at every row. */
    interface Body {
        float[] run(Execution execution, Arena arena, Epilogue.RowFunction row);
    }

    private final String description;
    private final Body body;
    private final float[] expected;

    private FuzzCall(String description, Body body) {
        this.description = description;
        this.body = body;
        this.expected = body.run(Execution.sequential().withScalarKernels(), null, NOTHING);
    }

    static FuzzCall draw(SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> product(random);
            case 2 -> packedProduct(random);
            case 3 -> batch(random);
            case 4 -> fill(random);
            case 5 -> new FuzzCall("training step", new TrainingStep(random));
            default -> normalization(random);
        };
    }

    /**
     * A product that calls a function for every row, which others need not.
     *
     * @param random draws shape and values
     */
    static FuzzCall product(SplittableRandom random) {
        int m = size(random);
        int n = size(random);
        int k = size(random);
        boolean upright = random.nextBoolean();
        float beta = random.nextBoolean() ? 0f : 0.5f;
        float[] a = values(random, m * k);
        float[] b = values(random, k * n);
        float[] c = values(random, m * n);
        return new FuzzCall("product " + m + " × " + n + " × " + k, (execution, arena, row) -> {
            Matrix left = upright ? matrix(arena, a, k, m).transposed() : matrix(arena, a, m, k);
            Matrix result = matrix(arena, c, m, n);
            Epilogue epilogue = row == NOTHING ? Epilogue.none() : new Epilogue(null, Activation.IDENTITY, row);
            Gemm.multiply(0.5f, left, matrix(arena, b, k, n), beta, result, epilogue, execution);
            return values(result);
        });
    }

    private static FuzzCall packedProduct(SplittableRandom random) {
        int m = size(random);
        int n = size(random);
        int k = size(random);
        float[] a = values(random, m * k);
        float[] b = values(random, k * n);
        float[] bias = values(random, n);
        return new FuzzCall("packed product " + m + " × " + n + " × " + k, (execution, arena, row) -> {
            Matrix result = matrix(arena, new float[m * n], m, n);
            Gemm.multiply(1f, matrix(arena, a, m, k), Gemm.pack(matrix(arena, b, k, n), execution), 0f, result,
                    new Epilogue(bias, Activation.RELU, row), execution);
            return values(result);
        });
    }

    private static FuzzCall batch(SplittableRandom random) {
        int count = random.nextInt(1, 12);
        int n = random.nextInt(10, 90);
        float[] a = values(random, count * n * n);
        float[] b = values(random, count * n * n);
        return new FuzzCall(count + " products of " + n, (execution, arena, row) -> {
            Matrix results = matrix(arena, new float[count * n * n], count * n, n);
            Gemm.multiply(1f, batch(matrix(arena, a, count * n, n), n), batch(matrix(arena, b, count * n, n), n), 0f,
                    batch(results, n), new Epilogue(null, Activation.IDENTITY, row), execution);
            return values(results);
        });
    }

    private static MatrixBatch batch(Matrix all, int n) {
        return MatrixBatch.of(all.slice(0, 0, n, n), all.rows() / n, (long) n * n);
    }

    private static FuzzCall fill(SplittableRandom random) {
        int rows = random.nextInt(1, 6);
        int columns = random.nextInt(10_000, 50_000);
        Distribution law = switch (random.nextInt(3)) {
            case 0 -> Distribution.uniform(-1, 1);
            case 1 -> Distribution.normal(0, 1);
            default -> Distribution.truncatedNormal(0, 1);
        };
        RandomStream stream = random.nextBoolean() ? RandomStream.philox(random.nextLong()).stream(7)
                : RandomStream.splitMix(random.nextLong()).stream(7);
        return new FuzzCall(law + " fill of " + rows + " × " + columns, (execution, arena, row) -> {
            Matrix target = matrix(arena, new float[rows * columns], rows, columns);
            Sampling.fill(target, law, stream, execution);
            return values(target);
        });
    }

    private static FuzzCall normalization(SplittableRandom random) {
        int samples = random.nextInt(2, 20);
        int channels = random.nextInt(1, 80);
        int positions = random.nextInt(1, 100_000 / (samples * channels));
        boolean channelsFirst = random.nextBoolean();
        float[] x = values(random, samples * channels * positions);
        float[] dy = values(random, x.length);
        BatchNormParameters parameters =
                new BatchNormParameters(values(random, channels), values(random, channels), 1e-5);
        Function<Matrix, Features> features = matrix -> Features.of(
                MatrixBatch.of(matrix.slice(0, 0, matrix.rows() / samples, matrix.cols()), samples,
                        (long) channels * positions),
                channelsFirst ? ChannelLayout.CHANNELS_FIRST : ChannelLayout.CHANNELS_LAST);
        int rows = samples * (channelsFirst ? channels : positions);
        int columns = channelsFirst ? positions : channels;
        String description = "normalisation of " + samples + " × " + channels + " × " + positions;
        return new FuzzCall(description, (execution, arena, row) -> {
            Features input = features.apply(matrix(arena, x, rows, columns));
            Matrix y = matrix(arena, new float[x.length], rows, columns);
            Matrix dx = matrix(arena, new float[x.length], rows, columns);
            Moments moments = new Moments(channels);
            float[] dGamma = new float[channels];
            float[] dBeta = new float[channels];
            BatchNorm.forward(input, features.apply(y), parameters, moments, execution);
            BatchNorm.backward(input, features.apply(matrix(arena, dy, rows, columns)), moments, parameters,
                    features.apply(dx), dGamma, dBeta, execution);
            return concatenated(values(y), values(dx), dGamma, dBeta);
        });
    }

    /** Fails where a bit of the answer is wrong. */
    void check(Execution execution, Arena arena, Epilogue.RowFunction row) {
        float[] actual = body.run(execution, arena, row);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                throw new AssertionError(this + " on " + execution + (arena == null ? "" : " off heap") + ": value " + i
                        + " is " + actual[i] + ", expected " + expected[i]);
            }
        }
    }

    @Override
    public String toString() {
        return description;
    }

    private static int size(SplittableRandom random) {
        return random.nextInt(4) == 0 ? random.nextInt(40, 200) : random.nextInt(40, 90);
    }

    static float[] values(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    /** A copy, outside of the heap where there is an arena. */
    static Matrix matrix(Arena arena, float[] values, int rows, int columns) {
        if (arena == null) {
            return Matrix.of(values.clone(), rows, columns);
        }
        MemorySegment segment = arena.allocate(4L * values.length, 4);
        MemorySegment.copy(values, 0, segment, LAYOUT, 0, values.length);
        return Matrix.of(segment, rows, columns);
    }

    static float[] values(Matrix matrix) {
        float[] values = new float[matrix.rows() * matrix.cols()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.get(i / matrix.cols(), i % matrix.cols());
        }
        return values;
    }

    static float[] concatenated(float[]... parts) {
        float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
