package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.random.FirstCell;
import dev.evenkeel.bench.random.peers.PreparedFill;
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
 * The first call of a fresh JVM, one per fork: loading classes, interpreting and compiling included. What it wrote is
 * checked afterwards, and wrong moments end the trial.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public abstract class FirstCall {
    /** A name of {@link dev.evenkeel.bench.random.peers.SamplingPeers}. */
    @Param({PeerCatalog.OURS, "evenkeel-splitmix", "commons-rng", "jdk-xoroshiro", "jdk-splittable"})
    public String library;

    /** Where Java libraries write: heap or native. */
    @Param("heap")
    public String memory;

    /** Threads that the library may use. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param("float32")
    public String dtype;

    private FirstCell cell;
    private PreparedFill fill;

    /** For what is called first. */
    FirstCall() {}

    /** What the parameters describe. */
    abstract FirstCell cell();

    /** Takes memory; draws nothing. */
    @Setup
    public void prepare() {
        CleanEnvironment.require();
        cell = cell();
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
        ForkReport.tell(fill);
        fill.close();
    }
}
