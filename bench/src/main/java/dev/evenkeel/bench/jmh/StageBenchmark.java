package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.stage.Extent;
import dev.evenkeel.bench.stage.Stage;
import dev.evenkeel.bench.stage.StageCell;
import dev.evenkeel.bench.stage.StageTask;
import dev.evenkeel.bench.timing.ForkReport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A stage of a training step, float32, by every library. An answer outside the error bound ends the trial before
 * anything is timed. Set-up and forks as in {@link GemmBenchmark}, with their reasons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public abstract class StageBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 10);

    /** A name of {@link PeerCatalog}. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param(StageCell.FLOAT32)
    public String dtype;

    private Trial trial;

    /** Only JMH constructs benchmarks. */
    StageBenchmark() {}

    /** What is done. */
    abstract Stage stage();

    /** The text of {@link Extent}. */
    abstract String shape();

    /** Prepares the stage and checks its answer. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        trial = new StageCell(new StageTask(stage(), Extent.parse(shape()), threads)).start(library);
        ForkReport.warmUp(WARM_UP, trial);
    }

    /** The stage, and nothing else. */
    @Benchmark
    public void compute() {
        trial.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        trial.close();
    }
}
