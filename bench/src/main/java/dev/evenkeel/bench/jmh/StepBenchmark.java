package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.step.Hidden;
import dev.evenkeel.bench.step.Step;
import dev.evenkeel.bench.step.StepCell;
import dev.evenkeel.bench.step.StepShape;
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
 * A whole step of training a multilayer perceptron, float32, by every library. First steps outside the error bound end
 * the trial before anything is timed. Set-up and forks as in {@link GemmBenchmark}, with their reasons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class StepBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 10);

    /** A name of {@link PeerCatalog}. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** {@code BATCH:NETWORK}, widths from the inputs to the classes. */
    @Param({"10:1024-1000x5-9", "128:1024-1000x5-9"})
    public String shape;

    /** What follows the product of a hidden layer. */
    @Param("TANH")
    public Hidden hidden;

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param(StepCell.FLOAT32)
    public String dtype;

    private Trial trial;

    /** Only JMH constructs benchmarks. */
    public StepBenchmark() {}

    /** Takes the first steps and checks them. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        trial = new StepCell(new Step(StepShape.parse(shape), hidden, threads)).start(library);
        ForkReport.warmUp(WARM_UP, trial);
    }

    /** A step, and nothing else. */
    @Benchmark
    public void train() {
        trial.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        trial.close();
    }
}
