package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.stage.Stage;
import dev.evenkeel.bench.stage.UpdateStage;
import org.openjdk.jmh.annotations.Param;

/** Updates of weights. */
public class OptimizerBenchmark extends StageBenchmark {
    /** How many weights. */
    @Param({"1M", "16M"})
    public String shape;

    /** Which optimizer. */
    @Param({"ADAMW", "SGD_MOMENTUM"})
    public UpdateStage rule;

    /** Only JMH constructs benchmarks. */
    public OptimizerBenchmark() {}

    @Override
    Stage stage() { return rule; }

    @Override
    String shape() { return shape; }
}
