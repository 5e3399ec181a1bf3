package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.random.Fills;
import dev.evenkeel.bench.timing.ForkReport;
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
 * Random numbers into memory that is there and warm, by every library. Moments that miss the law's end the trial before
 * anything is timed.
 *
 * <p>Settings and their reasons are those of {@link GemmBenchmark}. Every call draws fresh numbers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class SamplingBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 10);

    /** A name of {@link dev.evenkeel.bench.random.peers.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "evenkeel-splitmix", "commons-rng", "jdk-xoroshiro", "jdk-splittable"})
    public String library;

    /** Number of elements. */
    @Param({"1K", "64K", "1M", "16M", "64M"})
    public String shape;

    /** What is drawn: uniform on [−1, 1), standard normal, standard normal cut at ±2. */
    @Param({"uniform", "normal", "truncated_normal"})
    public String distribution;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    /** The element type: float32 or float64. */
    @Param("float32")
    public String dtype;

    private Trial fill;

    /** Only JMH constructs benchmarks. */
    public SamplingBenchmark() {}

    /** Prepares the fill and checks its moments. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        fill = new Fills()
                .cell("SamplingBenchmark.fill", Map.of("shape", shape, "distribution", distribution, "memory", memory,
                        "threads", threads, "dtype", dtype))
                .orElseThrow().start(library);
        ForkReport.warmUp(WARM_UP, fill);
    }

    /** The fill, and nothing else. */
    @Benchmark
    public void fill() {
        fill.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        fill.close();
    }
}
