package dev.evenkeel.bench.study.paper.figure;

import dev.evenkeel.bench.study.paper.PaperTraces.Layer;
import java.util.function.ToDoubleFunction;

/** What is logged of a layer. */
enum LayerValue {
    MEAN("mean activation", Layer::mean), STD("standard deviation of activations", Layer::std),
    P98("98th percentile of activations", Layer::p98),
    WEIGHT_GRADIENT("standard deviation of weight gradients", Layer::weightGradientStd);

    private final String words;
    private final ToDoubleFunction<Layer> value;

    LayerValue(String words, ToDoubleFunction<Layer> value) {
        this.words = words;
        this.value = value;
    }

    /** For people. */
    String words() { return words; }

    double of(Layer layer) {
        return value.applyAsDouble(layer);
    }
}
