package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.step.Hidden;
import dev.evenkeel.bench.step.Step;
import dev.evenkeel.bench.step.StepCell;
import dev.evenkeel.bench.step.StepShape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A whole step of training a multilayer perceptron, float32, by every library. First steps outside the error bound end
 * the trial before anything is timed.
 */
public class StepBenchmark extends TrialBenchmark {
    /** A name of {@link PeerCatalog}. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** {@code BATCH:NETWORK}, widths from the inputs to the classes. */
    @Param({"10:1024-1000x5-9", "128:1024-1000x5-9"})
    public String shape;

    /** What follows the product of a hidden layer. */
    @Param("TANH")
    public Hidden hidden;

    /** The element type. */
    @Param(StepCell.FLOAT32)
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public StepBenchmark() {}

    @Override
    Cell cell() {
        return new StepCell(new Step(StepShape.parse(shape), hidden, threads));
    }

    @Override
    String library() { return library; }

    /** A step, and nothing else. */
    @Benchmark
    public void train() {
        run();
    }
}
