package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.timing.ForkReport;
import java.util.concurrent.TimeUnit;
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
 * A cell by one library. A wrong answer ends the trial before anything is timed. The {@code run} command times
 * libraries side by side instead.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public abstract class TrialBenchmark {
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    private final WarmUp warmUp;
    private Trial trial;

    /** Of what is soon steady. */
    TrialBenchmark() {
        this(10);
    }

    /** @param steadyBatches after which it is warm */
    TrialBenchmark(int steadyBatches) {
        warmUp = new WarmUp(BATCH_NANOS, steadyBatches);
    }

    /** What the parameters describe. */
    abstract Cell cell();

    /** By whom it is done. */
    abstract String library();

    /** Prepares the work and checks its answer. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        trial = cell().start(library());
        ForkReport.warmUp(warmUp, trial);
    }

    /** The work, and nothing else. */
    final void run() {
        trial.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        trial.close();
    }
}
