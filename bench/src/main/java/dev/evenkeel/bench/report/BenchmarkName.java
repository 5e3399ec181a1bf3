package dev.evenkeel.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.product.Shape;
import dev.evenkeel.bench.product.Transposition;

/**
 * The stable name of a figure. Stored floors and other people's scripts rely on these six fields.
 *
 * @param benchmark class and method without the package
 * @param library as in {@link dev.evenkeel.bench.peers.PeerCatalog}
 * @param shape {@code MxNxK}, or {@code N} for a square
 * @param transpose NN, TN, NT or TT
 * @param threads at least 1
 * @param dtype element type
 */
@JsonPropertyOrder({"benchmark", "library", "shape", "transpose", "threads", "dtype"})
public record BenchmarkName(String benchmark, String library, String shape, Transposition transpose, int threads,
        String dtype) {
    /** The matrix multiply. */
    public static final String MULTIPLY = "GemmBenchmark.multiply";

    /** The only element type so far. */
    public static final String FLOAT32 = "float32";

    /** The name of a library's figure in a cell. */
    public static BenchmarkName of(Cell cell, String library) {
        return new BenchmarkName(MULTIPLY, library, cell.shape().toString(), cell.transposition(), cell.threads(),
                FLOAT32);
    }

    /**
     * The cell that this names.
     *
     * @throws IllegalArgumentException if there is no such benchmark
     */
    public Cell cell() {
        if (!MULTIPLY.equals(benchmark) || !FLOAT32.equals(dtype)) {
            throw new IllegalArgumentException("benchmark '" + benchmark + "' with dtype '" + dtype + "': expected "
                    + MULTIPLY + " with " + FLOAT32);
        }
        if (shape == null || transpose == null)
            throw new IllegalArgumentException(this + ": shape and transpose are needed");
        return new Cell(Shape.parse(shape), transpose, threads);
    }
}
