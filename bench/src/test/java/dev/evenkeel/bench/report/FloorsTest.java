package dev.evenkeel.bench.report;

import static dev.evenkeel.bench.report.Examples.CELL;
import static dev.evenkeel.bench.report.Examples.result;
import static dev.evenkeel.bench.report.Examples.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.ExitCode;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.product.ProductCell;
import dev.evenkeel.bench.product.Shape;
import dev.evenkeel.bench.product.Transposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorsTest {
    private static Floors floor(double percent) {
        return new Floors(List.of(new Floors.Floor(BenchmarkName.of(CELL, "evenkeel"), percent)));
    }

    private static int check(double floor, double... gflops) {
        return floor(floor).check(List.of(result(CELL, 100, times(CELL, "evenkeel", gflops)))).exitCode();
    }

    @Test
    void aMedianAtItsFloorPasses() {
        assertThat(check(90, 80, 90, 95)).isEqualTo(ExitCode.OK);
    }

    @Test
    void aMedianBelowWithARoundAboveIsInconclusive() {
        assertThat(check(90, 80, 85, 95)).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void allRoundsBelowFail() {
        assertThat(check(90, 80, 85, 89)).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void aFailureOutweighsWhatIsInconclusive() {
        Cell other = new ProductCell(Shape.square(50), Transposition.TN, 2);
        Floors floors = new Floors(List.of(new Floors.Floor(BenchmarkName.of(CELL, "evenkeel"), 90),
                new Floors.Floor(BenchmarkName.of(other, "evenkeel"), 90)));
        CellResult failed = result(CELL, 100, times(CELL, "evenkeel", 10));
        CellResult unclear = result(other, 100, times(other, "evenkeel", 80, 85, 95));
        Floors.Verdict verdict = floors.check(List.of(unclear, failed));
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(verdict.text()).contains("BELOW").contains("INCONCLUSIVE").contains("50 TN, 2 threads");
    }

    @Test
    void aFloorWithoutAFigureIsAnError() {
        assertThatThrownBy(() -> floor(1).check(List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no figure");
    }

    @Test
    void aFileNamesEachFigureByItsFields(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("floors.json"),
                """
                        [{"benchmark": "GemmBenchmark.multiply", "library": "evenkeel", "shape": "100", "transpose": "NN", "threads": 1,
                          "dtype": "float32", "percentOfRoof": 87.5}]""");
        assertThat(Floors.read(file)).isEqualTo(floor(87.5));
    }

    @Test
    void aFileWithAnotherFieldIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("floors.json"), "[{\"bench\": \"x\", \"percentOfRoof\": 1}]");
        assertThatThrownBy(() -> Floors.read(file)).isInstanceOf(IOException.class).hasMessageContaining("bench");
    }
}
