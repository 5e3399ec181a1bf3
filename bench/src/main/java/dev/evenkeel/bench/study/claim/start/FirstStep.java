package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Observation;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;

/** A network before its first update, with a batch sent forward and a gradient sent back. */
final class FirstStep {
    /** Examples that the paper looks at. */
    static final int EXAMPLES = 300;

    private final Parameters parameters;
    private final Observation observation;

    private FirstStep(Parameters parameters, Observation observation) {
        this.parameters = parameters;
        this.observation = observation;
    }

    /** N(0, 1) inputs forward, N(0, 1) gradients at the last layer back. */
    static FirstStep ofNoise(Activation activation, Initializer scheme, int batch, long seed, Execution execution,
            int... widths) {
        FirstStep step = draw(activation, scheme, batch, seed, execution, widths);
        RandomStream.Seed streams = Setting.streams(seed);
        normals(step.observation.x(), streams.stream("inputs"), execution);
        step.observation.forward();
        Matrix gradient = Matrix.allocate(batch, widths[widths.length - 1]);
        normals(gradient, streams.stream("gradient"), execution);
        step.observation.backward(gradient);
        return step;
    }

    /** Images of Shapeset forward, the gradient of the cross-entropy back. */
    static FirstStep ofImages(Activation activation, Initializer scheme, int batch, long seed, Execution execution,
            int... widths) {
        FirstStep step = draw(activation, scheme, batch, seed, execution, widths);
        int[] labels = new int[batch];
        new Shapeset(seed, false).read(0, step.observation.x(), labels, execution);
        step.observation.observe(labels, CrossEntropy.mean());
        return step;
    }

    private static FirstStep draw(Activation activation, Initializer scheme, int batch, long seed, Execution execution,
            int... widths) {
        Parameters parameters =
                Parameters.draw(Architecture.of(activation, scheme, widths), Setting.streams(seed), execution);
        return new FirstStep(parameters, new Observation(parameters, batch, execution));
    }

    private static void normals(Matrix matrix, RandomStream stream, Execution execution) {
        Sampling.fill(matrix, Distribution.normal(0, 1), stream, execution);
    }

    /** What was kept. */
    Observation observation() { return observation; }

    /** Layers with weights. */
    int layers() { return parameters.layers(); }

    /** W of a layer. */
    Matrix weights(int layer) {
        return parameters.layer(layer).weights();
    }

    /** What goes into a layer. */
    Matrix input(int layer) {
        return layer == 0 ? observation.x() : observation.output(layer - 1);
    }

    /** Gradient at what goes into a layer. */
    Matrix inputGradient(int layer) {
        return layer == 0 ? observation.inputGradient() : observation.outputGradient(layer - 1);
    }
}
