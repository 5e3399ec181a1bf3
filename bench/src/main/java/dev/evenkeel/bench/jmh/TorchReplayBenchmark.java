package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.timing.ForkReport;
import dev.evenkeel.bench.torch.Replays;
import java.util.Map;
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
 * PyTorch's {@code normal_} and {@code uniform_} on one thread, float32, by our replay and, where it is on the class
 * path, by libtorch. A bit that differs ends the trial before anything is timed.
 *
 * <p>Settings and their reasons are those of {@link GemmBenchmark}. Every call goes on in the sequence of numbers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class TorchReplayBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 10);

    /** {@code evenkeel}, or {@code libtorch} with the native libraries. */
    @Param(PeerCatalog.OURS)
    public String library;

    /** Elements of the tensor. */
    @Param({"1M", "16M"})
    public String shape;

    /** What is drawn. */
    @Param({"normal", "uniform"})
    public String call;

    /** PyTorch uses one, whatever it may. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param("float32")
    public String dtype;

    private Trial trial;

    /** Only JMH constructs benchmarks. */
    public TorchReplayBenchmark() {}

    /** Prepares the tensor and compares the first two draws. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        trial = new Replays()
                .cell("TorchReplayBenchmark.draw",
                        Map.of("shape", shape, "call", call, "threads", threads, "dtype", dtype))
                .orElseThrow().start(library);
        ForkReport.warmUp(WARM_UP, trial);
    }

    /** The call, and nothing else. */
    @Benchmark
    public void draw() {
        trial.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        trial.close();
    }
}
