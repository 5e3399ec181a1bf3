package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.stage.ActivationFunction;
import dev.evenkeel.bench.stage.ActivationStage;
import dev.evenkeel.bench.stage.Stage;
import org.openjdk.jmh.annotations.Param;

/** Activation functions and the way back through them. */
public class ActivationBenchmark extends StageBenchmark {
    /** Rows and columns, or a number of elements. */
    @Param({"16x1024", "4096x4096"})
    public String shape;

    /** Which function. */
    @Param({"TANH", "SIGMOID", "GELU"})
    public ActivationFunction function;

    /** Which direction. */
    @Param({"VALUE", "GRADIENT"})
    public ActivationStage.Pass pass;

    /** Only JMH constructs benchmarks. */
    public ActivationBenchmark() {}

    @Override
    Stage stage() { return new ActivationStage(function, pass); }

    @Override
    String shape() { return shape; }
}
