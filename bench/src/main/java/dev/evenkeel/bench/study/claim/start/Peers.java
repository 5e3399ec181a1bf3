package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.init.Fans;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What other libraries write under the names of the schemes, by their published code.
 *
 * @param library with its version, or the commit that was read
 * @param name as its users write it
 * @param promise the variance that the name stands for, in words
 * @param target that variance
 * @param written the variance that its code draws with
 * @param place where in the code
 */
record Peers(String library, String name, String promise, ToDoubleFunction<Fans> target,
        ToDoubleFunction<Fans> written, String place) {
    /** Variance of a unit normal that is cut at two deviations. */
    private static final double CUT = 0.7737413;

    private static final String DL4J = "DL4J, deeplearning4j/deeplearning4j at 02bfc34";
    private static final String WEIGHTS = "deeplearning4j-nn, org.deeplearning4j.nn.weights.WeightInit";
    private static final String DJL = "DJL, deepjavalibrary/djl at af1d0b8";
    private static final String XAVIER = "api, ai.djl.training.initializer.XavierInitializer";
    private static final String KERAS = "Keras 3, keras-team/keras at 107f5a8";
    private static final String SCALING = "keras/src/initializers/random_initializers.py: VarianceScaling";

    private static double glorot(Fans fans) { return 2.0 / (fans.in() + fans.out()); }

    private static double he(Fans fans) { return 2.0 / fans.in(); }

    private static double lecun(Fans fans) { return 1.0 / fans.in(); }

    private static Peers glorot(String library, String name, double factor, String place) {
        return new Peers(library, name, "2/(in + out)", Peers::glorot, fans -> factor * glorot(fans), place);
    }

    private static Peers he(String library, String name, double factor, String place) {
        return new Peers(library, name, "2/in", Peers::he, fans -> factor * he(fans), place);
    }

    private static Peers lecun(String library, String name, double factor, String place) {
        return new Peers(library, name, "1/in", Peers::lecun, fans -> factor * lecun(fans), place);
    }

    /** All that were read. */
    static List<Peers> all() {
        return List.of(
                glorot(DJL, "new XavierInitializer()", 2, XAVIER + ": uniform within √(6/((in + out)/2)); its Javadoc"
                        + " has √(3/…)"),
                he(DJL, "new XavierInitializer(GAUSSIAN, IN, 2)", 1, XAVIER + ": deviation √(2/in)"),
                glorot(DL4J, "XAVIER", 1, WEIGHTS + "Xavier: deviation √(2/(in + out))"),
                glorot(DL4J, "XAVIER_UNIFORM", 1, WEIGHTS + "XavierUniform: bound √6/√(in + out)"),
                he(DL4J, "RELU", 1, WEIGHTS + "Relu: deviation √(2/in)"),
                he(DL4J, "RELU_UNIFORM", 1, WEIGHTS + "ReluUniform: bound √(6/in)"),
                lecun(DL4J, "LECUN_UNIFORM", 3, WEIGHTS + "LecunUniform: bound 3/√in"),
                lecun(DL4J, "VAR_SCALING_UNIFORM_FAN_IN", 3, WEIGHTS + "VarScalingUniformFanIn: bound 3/√in"),
                glorot(DL4J, "VAR_SCALING_UNIFORM_FAN_AVG", 3, WEIGHTS
                        + "VarScalingUniformFanAvg: bound 3/√((in + out)/2)"),
                lecun(DL4J, "VAR_SCALING_NORMAL_FAN_IN", 1, WEIGHTS + "VarScalingNormalFanIn: deviation 1/√in"),
                glorot(KERAS, "GlorotUniform", 1, SCALING + ", bound √(3/((in + out)/2))"),
                glorot(KERAS, "GlorotNormal", 1, SCALING + ", cut normal, corrected for the cut"),
                he(KERAS, "HeNormal", 1, SCALING + ", cut normal, corrected for the cut"),
                lecun(KERAS, "LecunNormal", 1, SCALING + ", cut normal, corrected for the cut"),
                he("PyTorch, pytorch/pytorch main", "trunc_normal_(std=√(2/in), a=−2 std, b=2 std)", CUT,
                        "torch/nn/init.py: trunc_normal_; std is that before the cut"));
    }
}
