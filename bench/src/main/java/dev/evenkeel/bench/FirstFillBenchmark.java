package dev.evenkeel.bench;

import dev.evenkeel.bench.campaign.JmhForks;
import dev.evenkeel.bench.peers.PeerCatalog;
import dev.evenkeel.bench.sampling.Fills;
import dev.evenkeel.bench.sampling.PreparedFill;
import dev.evenkeel.bench.sampling.SamplingCell;
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
 * The first fill of a fresh JVM, one per fork: loading classes, interpreting and compiling included. What it wrote is checked afterwards, and wrong
 * moments end the trial.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class FirstFillBenchmark {
    /** A name of {@link dev.evenkeel.bench.sampling.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "evenkeel-splitmix", "commons-rng", "jdk-xoroshiro", "jdk-splittable"})
    public String library;

    /** Number of elements. */
    @Param("1M")
    public String shape;

    /** What is drawn. */
    @Param({"uniform", "normal", "truncated_normal"})
    public String distribution;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** Threads that the library may use. */
    @Param("1")
    public int threads;

    /** The element type: float32 or float64. */
    @Param("float32")
    public String dtype;

    private SamplingCell cell;
    private PreparedFill fill;

    /** Only JMH constructs benchmarks. */
    public FirstFillBenchmark() {}

    /** Takes memory; draws nothing. */
    @Setup
    public void prepare() {
        CleanEnvironment.require();
        cell = (SamplingCell) new Fills()
                .cell("FirstFillBenchmark.fill", Map.of("shape", shape, "distribution", distribution,
                        "memory", memory, "threads", threads, "dtype", dtype))
                .orElseThrow();
        fill = cell.prepare(library);
    }

    /** The fill, and nothing else. */
    @Benchmark
    public void fill() {
        fill.run();
    }

    /** Checks what the one fill wrote. */
    @TearDown
    public void checkAndClose() {
        cell.check(library, fill);
        System.out.println(JmhForks.CODE_PATH + fill.codePath());
        fill.close();
    }
}
