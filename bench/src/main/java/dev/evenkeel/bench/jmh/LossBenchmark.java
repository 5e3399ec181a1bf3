package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.stage.LossStage;
import dev.evenkeel.bench.stage.Stage;
import org.openjdk.jmh.annotations.Param;

/** Softmax and cross-entropy with labels. */
public class LossBenchmark extends StageBenchmark {
    /** Examples and classes. */
    @Param({"32x10", "128x9", "128x1000", "1024x1000"})
    public String shape;

    /** What is wanted of it. */
    @Param("CROSS_ENTROPY")
    public LossStage loss;

    /** Only JMH constructs benchmarks. */
    public LossBenchmark() {}

    @Override
    Stage stage() { return loss; }

    @Override
    String shape() { return shape; }
}
