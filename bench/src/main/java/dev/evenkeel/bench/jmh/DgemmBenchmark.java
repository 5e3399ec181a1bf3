package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.dgemm.DoubleProduct;
import dev.evenkeel.bench.dgemm.DoubleProductCell;
import dev.evenkeel.bench.dgemm.Operation;
import dev.evenkeel.bench.gemm.Shape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * C ← op(A)·op(B) or one triangle of A·Aᵀ, float64, by every library. An answer outside the error bound ends the trial
 * before anything is timed.
 */
public class DgemmBenchmark extends TrialBenchmark {
    /** A name of {@link PeerCatalog}. */
    @Param({PeerCatalog.OURS, "netlib-vector"})
    public String library;

    /** {@code MxNxK}, or {@code N} for a square. */
    @Param({"64", "256", "1024", "256x256x2000"})
    public String shape;

    /** What is computed. */
    @Param("NN")
    public Operation operation;

    /** The element type. */
    @Param("float64")
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public DgemmBenchmark() {
        super(20);
    }

    @Override
    Cell cell() {
        return new DoubleProductCell(new DoubleProduct(Shape.parse(shape), operation, threads));
    }

    @Override
    String library() { return library; }

    /** The product, and nothing else. */
    @Benchmark
    public void compute() {
        run();
    }
}
