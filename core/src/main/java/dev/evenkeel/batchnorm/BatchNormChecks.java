package dev.evenkeel.batchnorm;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/** Everything that {@link BatchNorm} and its statistics refuse, before anything is written. */
final class BatchNormChecks {
    private BatchNormChecks() {}

    static void forward(
            Features x,
            Features y,
            BatchNormParameters parameters,
            String statisticsName,
            ChannelStatistics statistics,
            Fusion fusion,
            Execution execution) {
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(fusion, "fusion");
        common(x, statisticsName, statistics, parameters, execution);
        output("y", y, x, parameters, execution);
        apart("y", y, "x", x);
        if (fusion.residual() != null) {
            input("residual", fusion.residual(), x, execution);
            apart("y", y, "residual", fusion.residual());
        }
    }

    static void moments(Features x, Moments result, Execution execution) {
        common(x, "result", result, BatchNormParameters.none(0), execution);
    }

    static void backward(
            Features x,
            Features dy,
            String statisticsName,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            float[] dGamma,
            float[] dBeta,
            Execution execution) {
        gradients(x, dy, statisticsName, statistics, parameters, gate, execution);
        outputOfBackward("dx", dx, x, dy, parameters, execution);
        if (gate.y != null) {
            apart("dx", dx, "y", gate.y);
            separate("dx", dx, "dResidual", gate.dResidual);
        }
        parameterGradient("dGamma", dGamma, x, dy, gate, dx);
        parameterGradient("dBeta", dBeta, x, dy, gate, dx);
        if (dGamma != null && dGamma == dBeta) {
            throw new IllegalArgumentException("dGamma and dBeta are the same array");
        }
    }

    private static void parameterGradient(
            String name, float[] values, Features x, Features dy, ReluGate gate, Features dx) {
        perChannel(name, values, x.channels());
        outside(name, values, "x", x);
        outside(name, values, "dy", dy);
        outside(name, values, "dx", dx);
        if (gate.y != null) {
            outside(name, values, "y", gate.y);
            outside(name, values, "dResidual", gate.dResidual);
        }
    }

    static void gradientSums(
            Features x,
            Features dy,
            Moments batch,
            BatchNormParameters parameters,
            ReluGate gate,
            GradientSums result,
            Execution execution) {
        gradients(x, dy, "batch", batch, parameters, gate, execution);
        channels("result", Objects.requireNonNull(result, "result").channels(), x.channels());
        values(batch);
        if (meet(batch.mean(), batch.m2(), result.dy(), result.dyTimesDeviation())) {
            throw new IllegalArgumentException("result shares an array with batch");
        }
    }

    static void inputGradient(
            Features x,
            Features dy,
            Moments batch,
            GradientSums sums,
            BatchNormParameters parameters,
            ReluGate gate,
            Features dx,
            Execution execution) {
        gradients(x, dy, "batch", batch, parameters, gate, execution);
        channels("sums", Objects.requireNonNull(sums, "sums").channels(), x.channels());
        if (gate.y != null) {
            throw new IllegalArgumentException(
                    "gate must be none or ReLU: after add and ReLU, dResidual of the sums takes dy's place");
        }
        outputOfBackward("dx", dx, x, dy, parameters, execution);
    }

    static void fold(
            Matrix weights,
            float[] bias,
            BatchNormParameters parameters,
            RunningStatistics running,
            Matrix foldedWeights,
            float[] foldedBias) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(foldedWeights, "foldedWeights");
        Objects.requireNonNull(foldedBias, "foldedBias");
        int channels = weights.rows();
        parameters(parameters, channels);
        channels("running", Objects.requireNonNull(running, "running").channels(), channels);
        perChannel("bias", bias, channels);
        perChannel("foldedBias", foldedBias, channels);
        OperandChecks.readable("weights", weights, Execution.sequential());
        OperandChecks.readable("foldedWeights", foldedWeights, Execution.sequential());
        if (foldedWeights.rows() != channels || foldedWeights.cols() != weights.cols()) {
            throw new IllegalArgumentException(
                    "foldedWeights must be " + Views.shape(weights) + " like weights, is "
                            + Views.shape(foldedWeights));
        }
        OperandChecks.writable("foldedWeights", foldedWeights, Overlap.within(foldedWeights));
        if (!Views.isSameAs(weights, foldedWeights) && Overlap.between(weights, foldedWeights)) {
            throw new IllegalArgumentException("foldedWeights overlaps weights without being the same view: "
                    + Views.description(foldedWeights) + " and " + Views.description(weights));
        }
        outside("gamma", parameters.gamma(), "foldedWeights", foldedWeights);
        outside("beta", parameters.beta(), "foldedWeights", foldedWeights);
        outside("bias", bias, "foldedWeights", foldedWeights);
        outside("foldedBias", foldedBias, "foldedWeights", foldedWeights);
        outside("foldedBias", foldedBias, "weights", weights);
    }

    /** Refuses a batch without values. */
    static void values(Features x) {
        if (x.count() == 0) {
            throw new IllegalArgumentException("x is an empty batch, without statistics: " + x.shape());
        }
    }

    static void values(Moments batch) {
        if (batch.count() == 0) {
            throw new IllegalArgumentException("the batch is empty, without statistics: " + batch);
        }
    }

    static void sameBatch(Features x, Moments saved) {
        if (saved.count() != x.count()) {
            throw new IllegalArgumentException("saved holds moments of " + saved.count()
                    + " values per channel, x has " + x.count() + ": " + x.shape());
        }
    }

    private static void gradients(
            Features x,
            Features dy,
            String statisticsName,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            ReluGate gate,
            Execution execution) {
        Objects.requireNonNull(gate, "gate");
        common(x, statisticsName, statistics, parameters, execution);
        input("dy", dy, x, execution);
        if (gate.y != null) {
            input("y", gate.y, x, execution);
            outputOfBackward("dResidual", gate.dResidual, x, dy, parameters, execution);
            separate("dResidual", gate.dResidual, "x", x);
            separate("dResidual", gate.dResidual, "y", gate.y);
        }
    }

    private static void common(
            Features x,
            String statisticsName,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        OperandChecks.readable("x", x.view.run, execution);
        parameters(parameters, x.channels());
        channels("the statistics in " + statisticsName,
                Objects.requireNonNull(statistics, statisticsName).channels(), x.channels());
    }

    private static void parameters(BatchNormParameters parameters, int channels) {
        Objects.requireNonNull(parameters, "parameters");
        perChannel("gamma", parameters.gamma(), channels);
        perChannel("beta", parameters.beta(), channels);
    }

    private static void perChannel(String name, float[] values, int channels) {
        if (values != null) {
            channels(name, values.length, channels);
        }
    }

    private static void channels(String name, int actual, int channels) {
        if (actual != channels) {
            throw new IllegalArgumentException(
                    name + " must have one value per channel: has " + actual + " for " + channels + " channels");
        }
    }

    private static void input(String name, Features features, Features x, Execution execution) {
        Objects.requireNonNull(features, name);
        if (!features.hasShapeOf(x)) {
            throw new IllegalArgumentException(
                    name + " must have the shape and layout of x, " + x.shape() + ", has " + features.shape());
        }
        OperandChecks.readable(name, features.view.run, execution);
    }

    private static void output(
            String name, Features features, Features x, BatchNormParameters parameters, Execution execution) {
        input(name, features, x, execution);
        OperandChecks.writable(name, features.view.run, features.repeats());
        outside("gamma", parameters.gamma(), name, features);
        outside("beta", parameters.beta(), name, features);
    }

    private static void outputOfBackward(
            String name,
            Features output,
            Features x,
            Features dy,
            BatchNormParameters parameters,
            Execution execution) {
        output(name, output, x, parameters, execution);
        apart(name, output, "x", x);
        apart(name, output, "dy", dy);
    }

    /** Refuses an array with a value per channel that features have elements in. */
    private static void outside(String name, float[] values, String other, Features features) {
        if (mayHold(features.view.run, values) && features.overlaps(Features.of(Matrix.of(values, 1, values.length)))) {
            throw new IllegalArgumentException(other + " has elements in the array of " + name + ": " + features);
        }
    }

    private static void outside(String name, float[] values, String other, Matrix matrix) {
        if (mayHold(matrix, values) && Overlap.between(Matrix.of(values, 1, values.length), matrix)) {
            throw new IllegalArgumentException(
                    other + " has elements in the array of " + name + ": " + Views.description(matrix));
        }
    }

    /** Whether a matrix of this storage could have elements in the array. */
    private static boolean mayHold(Matrix matrix, float[] array) {
        return array != null && (matrix.array() != null ? matrix.array() == array : !matrix.segment().isNative());
    }

    /** In place is good, any other overlap is not. */
    private static void apart(String name, Features output, String other, Features input) {
        if (!output.isSameAs(input)) {
            separate(name, output, other, input);
        }
    }

    private static void separate(String name, Features output, String other, Features input) {
        if (output.overlaps(input)) {
            throw new IllegalArgumentException(name + " overlaps " + other
                    + " without being the same view in a role that allows it: " + output + " and " + input);
        }
    }

    /** One value per channel. */
    static double[] zeros(int channels) {
        if (channels < 0) {
            throw new IllegalArgumentException("channels must be at least 0, was " + channels);
        }
        return new double[channels];
    }

    /** Refuses one array in two roles: what is written in one would be read in the other. */
    static void requireTwo(String name, double[] array, String otherName, double[] other) {
        if (isSame(array, other)) {
            throw new IllegalArgumentException(name + " and " + otherName + " are the same array");
        }
    }

    /** Whether one of the first two is one of the last two. */
    static boolean meet(double[] a, double[] b, double[] c, double[] d) {
        return isSame(a, c) || isSame(a, d) || isSame(b, c) || isSame(b, d);
    }

    /** Without channels nothing is shared. */
    private static boolean isSame(double[] array, double[] other) {
        return array == other && array.length > 0;
    }
}
