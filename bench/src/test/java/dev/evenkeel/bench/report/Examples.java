package dev.evenkeel.bench.report;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.util.Arrays;
import java.util.List;

/** Results with speeds chosen by hand. */
final class Examples {
    static final Cell CELL = new ProductCell(Shape.square(100), Transposition.NN, 1);

    private Examples() {}

    /** A library with these GFLOP/s in its rounds. */
    static LibraryTimes times(Cell cell, String library, double... gflops) {
        return new LibraryTimes(library, library + " code",
                Arrays.stream(gflops).mapToObj(speed -> new double[] {cell.work() / speed}).toList());
    }

    static CellResult result(Cell cell, double limit, LibraryTimes... times) {
        return new CellResult(cell, limit, List.of(times));
    }
}
