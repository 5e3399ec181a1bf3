package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.random.Initializers;
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
 * Weights of a dense layer, outputs × inputs, by every library: its own initialiser, or draws from the law that the
 * scheme comes to. A variance that misses its target ends the trial before anything is timed.
 *
 * <p>Settings and their reasons are those of {@link GemmBenchmark}. Every call draws fresh numbers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class InitializerBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 10);

    /** A name of {@link dev.evenkeel.bench.random.peers.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "commons-rng"})
    public String library;

    /** Outputs x inputs. */
    @Param({"32x32", "256x256", "1024x1024", "1024x4096", "4096x4096", "8192x8192"})
    public String shape;

    /** A name of {@link dev.evenkeel.bench.random.peers.WeightScheme}. */
    @Param({"glorot-uniform", "he-normal"})
    public String scheme;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param("float32")
    public String dtype;

    private Trial fill;

    /** Only JMH constructs benchmarks. */
    public InitializerBenchmark() {}

    /** Prepares the weights and checks their variance. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        fill = new Initializers()
                .cell("InitializerBenchmark.fill",
                        Map.of("shape", shape, "scheme", scheme, "memory", memory, "threads", threads, "dtype", dtype))
                .orElseThrow().start(library);
        ForkReport.warmUp(WARM_UP, fill);
    }

    /** The initialisation, and nothing else. */
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
