package dev.evenkeel.bench.jmh;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * C ← op(A)·op(B), float32, by every library. An answer outside the error bound ends the trial before anything is
 * timed.
 */
public class GemmBenchmark extends TrialBenchmark {
    /** A name of {@link PeerCatalog}. */
    @Param({PeerCatalog.OURS, "netlib-vector"})
    public String library;

    /** {@code MxNxK}, or {@code N} for a square. */
    @Param({"64", "256", "1024", "32x1000x1000"})
    public String shape;

    /** How A and B are stored. */
    @Param("NN")
    public Transposition transpose;

    /** The element type. */
    @Param("float32")
    public String dtype;

    /** Only JMH constructs benchmarks. */
    public GemmBenchmark() {
        super(20);
    }

    @Override
    Cell cell() {
        return new ProductCell(Shape.parse(shape), transpose, threads);
    }

    @Override
    String library() { return library; }

    /** The product, and nothing else. */
    @Benchmark
    public void multiply() {
        run();
    }
}
