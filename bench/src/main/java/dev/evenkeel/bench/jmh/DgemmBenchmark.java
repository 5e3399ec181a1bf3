package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.dgemm.DoubleProduct;
import dev.evenkeel.bench.dgemm.DoubleProductCell;
import dev.evenkeel.bench.dgemm.Operation;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.launch.CleanEnvironment;
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
 * C ← op(A)·op(B) or one triangle of A·Aᵀ, float64, by every library. An answer outside the error bound ends the trial
 * before anything is
 * timed. The {@code run} command times libraries side by side instead.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class DgemmBenchmark {
    private static final WarmUp WARM_UP = new WarmUp(TimeUnit.MILLISECONDS.toNanos(20), 20);

    /** A name of {@link PeerCatalog}. */
    @Param({PeerCatalog.OURS, "netlib-vector"})
    public String library;

    /** {@code MxNxK}, or {@code N} for a square. */
    @Param({"64", "256", "1024", "256x256x2000"})
    public String shape;

    /** What is computed. */
    @Param("NN")
    public Operation operation;

    /** Threads that the library may use; JMH itself calls from one. */
    @Param("1")
    public int threads;

    /** The element type. */
    @Param("float64")
    public String dtype;

    private Trial product;

    /** Only JMH constructs benchmarks. */
    public DgemmBenchmark() {}

    /** Prepares the product and checks its answer. */
    @Setup
    public void prepareAndCheck() {
        CleanEnvironment.require();
        product = new DoubleProductCell(new DoubleProduct(Shape.parse(shape), operation, threads)).start(library);
        ForkReport.warmUp(WARM_UP, product);
    }

    /** The product, and nothing else. */
    @Benchmark
    public void compute() {
        product.run();
    }

    /** Frees what the library holds. */
    @TearDown
    public void close() {
        product.close();
    }
}
