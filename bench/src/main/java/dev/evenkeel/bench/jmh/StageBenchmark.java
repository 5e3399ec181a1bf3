package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.Stage;
import dev.evenkeel.bench.stage.StageCell;
import dev.evenkeel.bench.stage.StageTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A stage of a training step, float32, by every library. An answer outside the error bound ends the trial before
 * anything is timed.
 */
public abstract class StageBenchmark extends TrialBenchmark {
    /** A name of {@link PeerCatalog}. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** The element type. */
    @Param(StageCell.FLOAT32)
    public String dtype;

    /** Only JMH constructs benchmarks. */
    StageBenchmark() {}

    /** What is done. */
    abstract Stage stage();

    /** The text of {@link Extent}. */
    abstract String shape();

    @Override
    Cell cell() {
        return new StageCell(new StageTask(stage(), Extent.parse(shape()), threads));
    }

    @Override
    String library() { return library; }

    /** The stage, and nothing else. */
    @Benchmark
    public void compute() {
        run();
    }
}
