package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.time.Duration;
import java.util.List;

/**
 * What a fresh JVM is to do. Reading it loads next to nothing.
 *
 * @param cell whose product
 * @param library who multiplies
 * @param slice least length of a time slice
 * @param longest end of the measurement
 */
record FreshTask(ProductCell cell, Library library, Duration slice, Duration longest) {
    /** The arguments of {@link FreshJvm}. */
    List<String> arguments() {
        Shape shape = cell.shape();
        return List.of(Integer.toString(shape.m()), Integer.toString(shape.n()), Integer.toString(shape.k()),
                cell.transposition().name(), Integer.toString(cell.threads()), library.name(),
                Long.toString(slice.toMillis()), Long.toString(longest.toMillis()));
    }

    /** Of those. */
    static FreshTask parse(String[] arguments) {
        return new FreshTask(
                new ProductCell(new Shape(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2])), Transposition.valueOf(arguments[3]),
                        Integer.parseInt(arguments[4])),
                Library.valueOf(arguments[5]), Duration.ofMillis(Long.parseLong(arguments[6])),
                Duration.ofMillis(Long.parseLong(arguments[7])));
    }

    @Override
    public String toString() {
        return library.label() + ", " + cell;
    }
}
