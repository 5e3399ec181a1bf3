package dev.evenkeel.bench;

import dev.evenkeel.bench.campaign.JmhForks;
import dev.evenkeel.bench.peers.PeerCatalog;
import dev.evenkeel.bench.sampling.Initializers;
import dev.evenkeel.bench.sampling.PreparedFill;
import dev.evenkeel.bench.sampling.InitializerCell;
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
 * The first weights of a fresh JVM, one layer per fork: loading classes, interpreting and compiling included. They are checked afterwards, and a wrong
 * variance ends the trial.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class FirstWeightsBenchmark {
    /** A name of {@link dev.evenkeel.bench.sampling.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "evenkeel-splitmix", "commons-rng", "jdk-xoroshiro", "jdk-splittable"})
    public String library;

    /** Outputs x inputs. */
    @Param("1024x1024")
    public String shape;

    /** A name of {@link dev.evenkeel.bench.sampling.WeightScheme}. */
    @Param({"glorot-uniform", "he-normal"})
    public String scheme;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** Threads that the library may use. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param("float32")
    public String dtype;

    private InitializerCell cell;
    private PreparedFill fill;

    /** Only JMH constructs benchmarks. */
    public FirstWeightsBenchmark() {}

    /** Takes memory; draws nothing. */
    @Setup
    public void prepare() {
        CleanEnvironment.require();
        cell = (InitializerCell) new Initializers()
                .cell("FirstWeightsBenchmark.fill", Map.of("shape", shape, "scheme", scheme,
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
