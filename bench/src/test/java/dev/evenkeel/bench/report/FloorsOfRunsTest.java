package dev.evenkeel.bench.report;

import static dev.evenkeel.bench.report.Examples.CELL;
import static dev.evenkeel.bench.report.Examples.result;
import static dev.evenkeel.bench.report.Examples.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Roof;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorsOfRunsTest {
    @TempDir
    private Path results;

    private void store(int second, CellResult... cells) throws IOException {
        store(second, "abc1234", List.of("run"), cells);
    }

    private void store(int second, String revision, List<String> command, CellResult... cells) throws IOException {
        RunDescription run = new RunDescription("2026-11-29T12:00:%02dZ".formatted(second), revision, command);
        RunFolder folder = RunFolder.create(results, run);
        new ResultFiles(folder.path()).writeSummary(run, MachineDescription.ofThisMachine(),
                new Roofline(16, new CacheSizes(1, 2, 3), Map.of(1, 100.0), List.of()), List.of(cells), cells.length);
        folder.becomeLatest();
    }

    private static CellResult at(double percent) {
        return result(CELL, 100, times(CELL, "evenkeel", percent), times(CELL, "other", 10));
    }

    @Test
    void runsThatAgreeGiveATightFloorForOurLibraryAlone() throws IOException {
        for (int i = 0; i < 5; i++) store(i, at(90 + 0.1 * i));
        Floors floors = FloorsOfRuns.of(FloorsOfRuns.last(results, 5), 0.01).floors();
        assertThat(floors.floors()).singleElement().satisfies(floor -> {
            assertThat(floor.name()).isEqualTo(BenchmarkName.of(CELL, "evenkeel"));
            assertThat(floor.percentOfRoof()).isEqualTo(90.2);
            assertThat(floor.tolerancePercent()).isBetween(0.5, 1.0);
        });
    }

    @Test
    void onlyTheLastRunsCount() throws IOException {
        store(0, at(10));
        for (int i = 1; i < 4; i++) store(i, at(90));
        assertThat(FloorsOfRuns.last(results, 3)).extracting(run -> run.run().date()).first()
                .isEqualTo("2026-11-29T12:00:03Z");
        assertThat(FloorsOfRuns.of(FloorsOfRuns.last(results, 3), 0.01).floors().floors().getFirst()
                .tolerancePercent()).isZero();
    }

    @Test
    void tooFewRunsAreRefused() throws IOException {
        assertThatThrownBy(() -> FloorsOfRuns.last(results.resolve("none"), 3)).isInstanceOf(IOException.class)
                .hasMessageContaining("holds 0 runs").hasMessageContaining("expected 3");
        store(1, at(50));
        assertThatThrownBy(() -> FloorsOfRuns.last(results, 3)).hasMessageContaining("holds 1 run of");
    }

    @Test
    void runsOfAnotherMachineDoNotCount() throws IOException {
        for (int i = 0; i < 3; i++) store(i, at(50));
        Path other = RunFolder.summary(results);
        Files.writeString(other, Files.readString(other).replaceFirst("\"processor\" : \"", "$0other "));
        assertThatThrownBy(() -> FloorsOfRuns.last(results, 3)).hasMessageContaining("holds 1 run of");
    }

    @Test
    void runsOfAnotherRevisionOrCommandDoNotCount() throws IOException {
        for (int i = 0; i < 3; i++) store(i, at(50));
        store(3, "def5678", List.of("run"), at(10));
        assertThatThrownBy(() -> FloorsOfRuns.last(results, 3)).hasMessageContaining("holds 1 run of")
                .hasMessageContaining("revision and command");
        store(4, "def5678", List.of("run", "--quick"), at(10));
        assertThatThrownBy(() -> FloorsOfRuns.last(results, 2)).hasMessageContaining("holds 1 run of");
        store(5, at(50));
        assertThat(FloorsOfRuns.last(results, 4)).extracting(run -> run.run().date().substring(17))
                .containsExactly("05Z", "02Z", "01Z", "00Z");
    }

    @Test
    void aRunThatCannotBeReadStopsOnlyFloorsThatNeedIt() throws IOException {
        for (int i = 0; i < 4; i++) store(i, at(50));
        Path old;
        try (Stream<Path> folders = Files.list(results)) {
            old = folders.filter(folder -> !folder.endsWith(RunFolder.LATEST)).sorted().findFirst().orElseThrow();
        }
        Files.writeString(old.resolve(RunFolder.SUMMARY), "{");
        assertThat(FloorsOfRuns.last(results, 3)).hasSize(3);
        assertThatThrownBy(() -> FloorsOfRuns.last(results, 4)).isInstanceOf(IOException.class)
                .hasMessageContaining(old.toString());
    }

    @Test
    void whatWasInconclusiveInARunGetsNoFloor() throws IOException {
        store(1, at(50));
        store(2, at(50));
        store(3, new CellResult(CELL, new Roof(100, 50, 100, true), List.of(times(CELL, "evenkeel", 50))));
        List<StoredRun> runs = FloorsOfRuns.last(results, 3);
        assertThatThrownBy(() -> FloorsOfRuns.of(runs, 0.01)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sound in 2 of 3 runs");
    }

    /** 20 floors from 5 runs, 2000 times; 5 % of the runs that follow may miss one of them. */
    @Test
    void theRiskIsKept() {
        SplittableRandom random = new SplittableRandom(1);
        int missed = 0;
        for (int trial = 0; trial < 2000; trial++) {
            List<StoredRun> runs = new ArrayList<>();
            for (int run = 0; run < 5; run++) runs.add(drawn(random));
            StoredRun next = drawn(random);
            FloorsOfRuns floors = FloorsOfRuns.of(runs, 0.05);
            boolean isMissed = floors.floors().floors().stream()
                    .anyMatch(floor -> next.figures().stream().filter(figure -> figure.name().equals(floor.name()))
                            .anyMatch(figure -> figure.percentOfRoof() < floor.least()));
            if (isMissed) missed++;
        }
        assertThat(missed).isBetween(40, 120);
    }

    private static StoredRun drawn(SplittableRandom random) {
        List<StoredRun.Figure> figures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double percent = 60 * Math.exp(0.05 * random.nextGaussian());
            figures.add(new StoredRun.Figure(new BenchmarkName("b", "evenkeel", Map.of("shape", i)), "GFLOP/s", percent,
                    percent, new double[] {percent}, "", List.of()));
        }
        return new StoredRun(new RunDescription("", "", List.of()), "", "", "", figures,
                new ResultFiles.Coverage(20, 20));
    }
}
