package dev.evenkeel.bench.report;

import static dev.evenkeel.bench.report.Examples.CELL;
import static dev.evenkeel.bench.report.Examples.result;
import static dev.evenkeel.bench.report.Examples.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.roofline.Roof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

    /** As seen beside other load, where 107.7 % passed. */
    @Test
    void aFigureAboveItsRoofIsInconclusiveAndSaysSo() {
        Floors.Verdict verdict = floor(90).check(List.of(result(CELL, 100, times(CELL, "evenkeel", 107.7))));
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(verdict.text()).startsWith("INCONCLUSIVE").contains("evenkeel stands at 107.7 % of its roof");
    }

    @Test
    void aRoofThatMovedExcusesNothingThatLiesBelowEvenTheLowest() {
        for (double floor : new double[] {80, 50}) {
            CellResult moved = new CellResult(CELL, new Roof(100, 50, 120, true), List.of(times(CELL, "evenkeel", 30)));
            assertThat(floor(floor).check(List.of(moved)).exitCode()).as("floor %s", floor)
                    .isEqualTo(floor == 80 ? ExitCode.CHECK_FAILED : ExitCode.INCONCLUSIVE);
        }
    }

    /** The lowest roof is for cells in doubt: here it would make 92.6 % of 88 %. */
    @Test
    void aSingleRoundBelowFailsUnlessItsCellIsInconclusive() {
        for (boolean confirmed : new boolean[] {true, false}) {
            CellResult result =
                    new CellResult(CELL, new Roof(100, 95, 100, confirmed), List.of(times(CELL, "evenkeel", 88)));
            assertThat(floor(90).check(List.of(result)).exitCode())
                    .isEqualTo(confirmed ? ExitCode.CHECK_FAILED : ExitCode.INCONCLUSIVE);
        }
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

    @Test
    void aToleranceLowersItsFloor(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("floors.json"),
                "[" + object("90, \"tolerancePercent\": 10") + "]");
        Floors floors = Floors.read(file);
        CellResult within = result(CELL, 100, times(CELL, "evenkeel", 81.5));
        CellResult below = result(CELL, 100, times(CELL, "evenkeel", 80.5));
        assertThat(floors.check(List.of(within)).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(floors.check(List.of(below)).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(floors.check(List.of(below)).text()).contains("floor 81.0 %");
        for (String tolerance : new String[] {"-1", "100", "\"5\"", "null"})
            refuses(directory, "[" + object("90, \"tolerancePercent\": " + tolerance) + "]", "tolerancePercent");
    }

    @Test
    void writtenFloorsAreReadAgain(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("new/floors.json");
        Floors floors = new Floors(List.of(new Floors.Floor(BenchmarkName.of(CELL, "evenkeel"), 87.5, 3.2),
                new Floors.Floor(BenchmarkName.of(CELL, "evenkeel-splitmix"), 50)));
        floors.write(file);
        assertThat(Floors.read(file)).isEqualTo(floors);
    }

    private static void refuses(Path directory, String text, String... parts) throws IOException {
        Path file = Files.writeString(directory.resolve("floors.json"), text);
        assertThatThrownBy(() -> Floors.read(file)).as(text).isInstanceOf(IOException.class)
                .hasMessageContaining("floors.json").hasMessageContaining("expected").hasMessageContainingAll(parts);
    }

    private static String object(String percent) {
        return """
                {"benchmark": "GemmBenchmark.multiply", "library": "evenkeel", "shape": "100", "transpose": "NN", "threads": 1,
                 "dtype": "float32", "percentOfRoof": %s}"""
                .formatted(percent);
    }

    @Test
    void aFileThatChecksNothingIsRefused(@TempDir Path directory) throws IOException {
        refuses(directory, "[]", "no floors");
        refuses(directory, "null", "no floors");
        refuses(directory, "[null]", "floor 1 is null");
        refuses(directory, "[" + object("50") + ", null]", "floor 2 is null");
        refuses(directory, "", "line 1");
    }

    @Test
    void aFloorThatEveryFigureReachesIsRefused(@TempDir Path directory) throws IOException {
        for (String percent : new String[] {"0", "-1", "-0.0", "1e999", "-1e999"}) {
            refuses(directory, "[" + object(percent) + "]", "floor 1", "percentOfRoof", "greater than 0");
        }
    }

    @Test
    void whatIsNoNumberIsRefused(@TempDir Path directory) throws IOException {
        for (String percent : new String[] {"NaN", "\"50\"", "null", "[50]", "true", "Infinity"}) {
            refuses(directory, "[" + object(percent) + "]", "percentOfRoof");
        }
    }

    @Test
    void whatIsNoArrayOfObjectsIsRefusedWithThePlace(@TempDir Path directory) throws IOException {
        refuses(directory, "{}", "line 1");
        refuses(directory, object("50"), "line 1");
        refuses(directory, "[\n[]]", "line 2");
        refuses(directory, "[" + object("50"), "line");
    }

    @Test
    void aRepeatedFieldOrFigureIsRefused(@TempDir Path directory) throws IOException {
        refuses(directory, "[" + object("50, \"percentOfRoof\": 1") + "]", "percentOfRoof", "line 2");
        refuses(directory, "[" + object("50") + "," + object("1") + "]", "floor 2", "second one");
    }

    @Test
    void textBehindTheArrayIsRefused(@TempDir Path directory) throws IOException {
        refuses(directory, "[" + object("50") + "] []", "line 2");
        refuses(directory, "[" + object("50") + "] x", "line 2");
    }

    @Test
    void aFloorThatIsNotMeasuredIsNamed() {
        Floors floors = floor(50);
        BenchmarkName name = BenchmarkName.of(CELL, "evenkeel");
        floors.requireMeasured(Set.of(name, BenchmarkName.of(CELL, "ejml")));
        assertThatThrownBy(() -> floors.requireMeasured(Set.of(BenchmarkName.of(CELL, "ejml"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 of 1 floors")
                .hasMessageContaining(name.toString());
    }

    @Test
    void theExampleIsAFileOfFloors() throws IOException {
        assertThat(Floors.read(Path.of("docs/floors.json")).floors()).isNotEmpty();
    }
}
