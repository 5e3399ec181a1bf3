package dev.evenkeel.bench.study.shards;

import dev.evenkeel.Matrix;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.LayerGradient;
import dev.evenkeel.bench.study.train.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that descent changes, or its gradients, one after the other: of each layer W row by row, b or β, and γ where
 * the layer has it. As bytes they are little-endian.
 */
final class FlatParameters {
    private FlatParameters() {}

    /** How many numbers those are. */
    static int size(Architecture architecture) {
        Network network = architecture.network();
        long size = 0;
        for (int layer = 0; layer < network.layers(); layer++) {
            long rows = network.inputs(layer) + 1L + (architecture.batchNorm() && !network.isLast(layer) ? 1 : 0);
            size += rows * network.outputs(layer);
        }
        if (size > Integer.MAX_VALUE / Float.BYTES - 8) throw new IllegalArgumentException(
                network + " has " + size + " parameters, an array of bytes has room for "
                        + (Integer.MAX_VALUE / Float.BYTES - 8));
        return (int) size;
    }

    /** Floats in bytes. */
    static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** The parameters as bytes. */
    static byte[] bytes(Parameters parameters) {
        byte[] bytes = new byte[Float.BYTES * size(parameters.architecture())];
        FloatBuffer floats = floats(bytes);
        for (int layer = 0; layer < parameters.layers(); layer++) {
            for (float[] part : parts(parameters.layer(layer))) floats.put(part);
        }
        return bytes;
    }

    /** Takes over what {@link #bytes} gave; running statistics stay. */
    static void read(byte[] bytes, Parameters parameters) {
        if (bytes.length != Float.BYTES * size(parameters.architecture())) throw new IllegalArgumentException(
                "bytes must be those of " + parameters.architecture().network() + ", there are " + bytes.length);
        FloatBuffer floats = floats(bytes);
        for (int layer = 0; layer < parameters.layers(); layer++) {
            for (float[] part : parts(parameters.layer(layer))) floats.get(part);
        }
    }

    private static List<float[]> parts(Parameters.Layer layer) {
        return layer.scale() == null ? List.of(layer.weights().array(), layer.shift())
                : List.of(layer.weights().array(), layer.shift(), layer.scale());
    }

    /** Room for gradients of that form. */
    static List<LayerGradient> gradients(Architecture architecture) {
        List<LayerGradient> gradients = new ArrayList<>();
        Network network = architecture.network();
        for (int layer = 0; layer < network.layers(); layer++) {
            int outputs = network.outputs(layer);
            boolean normalizes = architecture.batchNorm() && !network.isLast(layer);
            gradients.add(new LayerGradient(Matrix.allocate(network.inputs(layer), outputs), new float[outputs],
                    normalizes ? new float[outputs] : null));
        }
        return gradients;
    }

    /** Gradients as bytes, in the order of the parameters. */
    static byte[] bytes(List<LayerGradient> gradients, int size) {
        byte[] bytes = new byte[Float.BYTES * size];
        FloatBuffer floats = floats(bytes);
        for (LayerGradient gradient : gradients) {
            floats.put(gradient.weights().array()).put(gradient.shift());
            if (gradient.scale() != null) floats.put(gradient.scale());
        }
        return bytes;
    }
}
