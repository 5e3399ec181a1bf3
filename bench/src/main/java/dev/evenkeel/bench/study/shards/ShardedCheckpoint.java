package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.file.Dtype;
import dev.evenkeel.file.Safetensors;
import dev.evenkeel.file.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training that is cut into shards as it stands after a step, in a safetensors file: whoever goes on from it gets the
 * bits of one that never stopped, on any number of machines.
 *
 * <p>Layers are numbered from 1. {@code layer.1.weight} is inputs × outputs, {@code layer.1.bias} has one value for
 * each output. A normalised layer has {@code gamma}, {@code beta}, and {@code running_mean}, {@code running_var} in
 * float64 and {@code running_batches} instead. {@code step} is a number. The plan is in the metadata.
 *
 * @param plan what is trained, how, and how it is cut
 * @param step how many steps were taken
 * @param parameters those of the training, which goes on changing them
 */
public record ShardedCheckpoint(ShardPlan plan, long step, Parameters parameters) {
    private static final String PLAN = "evenkeel.plan";
    private static final String STEP = "step";

    /** Replaces the file; makes its folder if there is none. */
    public void write(Path file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(STEP, Tensor.of(step));
        for (int i = 0; i < parameters.layers(); i++) {
            Parameters.Layer layer = parameters.layer(i);
            tensors.put(name(i, "weight"), Tensor.of(layer.weights()));
            if (layer.running() == null) {
                tensors.put(name(i, "bias"), Tensor.of(layer.bias()));
                continue;
            }
            tensors.put(name(i, "gamma"), Tensor.of(layer.scale()));
            tensors.put(name(i, "beta"), Tensor.of(layer.shift()));
            tensors.put(name(i, "running_mean"), Tensor.of(layer.running().mean()));
            tensors.put(name(i, "running_var"), Tensor.of(layer.running().variance()));
            tensors.put(name(i, "running_batches"), Tensor.of(layer.running().batches()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Safetensors.write(file, tensors, Map.of(PLAN, plan.text()));
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is no such checkpoint, or a damaged one; the message names it
     */
    public static ShardedCheckpoint read(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return read(file, Safetensors.map(file, arena));
        }
    }

    private static ShardedCheckpoint read(Path file, Safetensors content) throws IOException {
        try {
            String text = content.metadata().get(PLAN);
            if (text == null) throw new IllegalArgumentException("is no checkpoint of a training in shards");
            ShardPlan plan = ShardPlan.parse(text);
            Parameters parameters = Parameters.zeros(plan.settings().architecture());
            for (int i = 0; i < parameters.layers(); i++) read(i, content, parameters);
            long step = number(content, STEP);
            if (step < 0) throw new IllegalArgumentException("step must be at least 0, is " + step);
            return new ShardedCheckpoint(plan, step, parameters);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void read(int layer, Safetensors content, Parameters parameters) {
        Parameters.Layer own = parameters.layer(layer);
        Matrix weights = own.weights();
        copy(tensor(content, name(layer, "weight"), Dtype.F32, weights.rows(), weights.cols()).toFloats(),
                weights.array());
        int outputs = weights.cols();
        if (own.running() == null) {
            copy(tensor(content, name(layer, "bias"), Dtype.F32, outputs).toFloats(), own.bias());
            return;
        }
        copy(tensor(content, name(layer, "gamma"), Dtype.F32, outputs).toFloats(), own.scale());
        copy(tensor(content, name(layer, "beta"), Dtype.F32, outputs).toFloats(), own.shift());
        parameters.setRunning(layer,
                new RunningStatistics(tensor(content, name(layer, "running_mean"), Dtype.F64, outputs).toDoubles(),
                        tensor(content, name(layer, "running_var"), Dtype.F64, outputs).toDoubles(),
                        number(content, name(layer, "running_batches"))));
    }

    private static void copy(float[] source, float[] target) {
        System.arraycopy(source, 0, target, 0, target.length);
    }

    private static long number(Safetensors content, String name) {
        return tensor(content, name, Dtype.I64).toLongs()[0];
    }

    private static Tensor tensor(Safetensors content, String name, Dtype dtype, long... shape) {
        Tensor tensor = content.tensors().get(name);
        if (tensor == null) throw new IllegalArgumentException(name + " is missing");
        if (tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) throw new IllegalArgumentException(
                name + " must be " + dtype + " " + Arrays.toString(shape) + ", is " + tensor);
        return tensor;
    }

    private static String name(int layer, String part) {
        return "layer." + (layer + 1) + "." + part;
    }
}
