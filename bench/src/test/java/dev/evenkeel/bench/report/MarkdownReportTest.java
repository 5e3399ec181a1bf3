package dev.evenkeel.bench.report;

import static dev.evenkeel.bench.report.Examples.CELL;
import static dev.evenkeel.bench.report.Examples.result;
import static dev.evenkeel.bench.report.Examples.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run stored comes back as a table. */
class MarkdownReportTest {
    @TempDir
    private Path directory;

    private StoredRun stored() throws IOException {
        new ResultFiles(directory).writeSummary(
                new RunDescription("2026-11-29T12:00:00Z", "abc1234",
                        List.of("run", "--results", "elsewhere", "--shapes", "100")),
                MachineDescription.ofThisMachine(),
                new Roofline(16, new CacheSizes(1, 2, 3), Map.of(1, 120.0), List.of()),
                List.of(result(CELL, 120, times(CELL, "evenkeel", 60, 62, 64), times(CELL, "slow", 10, 10, 10),
                        times(CELL, "fast", 30, 31, 40))),
                1);
        return StoredRun.read(directory);
    }

    @Test
    void eachCellIsALineWithTheRatioToTheBestOther() throws IOException {
        assertThat(new MarkdownReport(stored()).text())
                .contains("| revision | abc1234 |")
                .contains("`java -jar bench/target/benchmarks.jar run --shapes 100`")
                .contains(
                        "| shape | transpose | threads | dtype | evenkeel | slow | fast | of roof | ours / best other | best other |")
                .contains("| 100 | NN | 1 | float32 | 62.0 | 10.0 | 31.0 | 52 % | 2.00 [1.60, 2.00] | fast |")
                .contains("fast: fast code");
    }

    @Test
    void aSummaryHasALineForEachBenchmark() throws IOException {
        assertThat(new MarkdownReport(stored()).summary())
                .contains("; revision abc1234, 2026-11-29; `java -jar bench/target/benchmarks.jar run --shapes 100`")
                .contains("| GemmBenchmark.multiply | 1 | 2.00 | 100, NN, 1 thread, float32 | fast |");
    }

    @Test
    void aPageKeepsWhatIsOutsideItsMarkers() throws IOException {
        String page = "# Results\n\n<!-- results:begin -->\nold\n<!-- results:end -->\n\nbelow\n";
        String text = new MarkdownReport(stored()).text();
        String written = MarkdownReport.within(page, text);
        assertThat(written).startsWith("# Results\n\n<!-- results:begin -->\n\n| | |").endsWith(
                "\n<!-- results:end -->\n\nbelow\n").doesNotContain("old");
        assertThat(MarkdownReport.within(written, text)).isEqualTo(written);
    }

    @Test
    void aPageWithoutMarkersIsRefused() {
        assertThatThrownBy(() -> MarkdownReport.within("# Results\n", "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<!-- results:begin -->");
    }

    @Test
    void aFileThatIsNoSummaryIsNamedWithWhatItLacks() throws IOException {
        assertThatThrownBy(() -> StoredRun.read(directory)).isInstanceOf(IOException.class)
                .hasMessageContaining("holds neither summary.json nor latest");
        Path file = Files.writeString(directory.resolve("summary.json"), "{\"machine\": {}}");
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageContaining("has no field run");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageContaining("is no JSON");
        Files.writeString(file, "");
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageContaining("is no JSON");
    }

    @Test
    void aFieldOfAnotherKindIsNamedWithItsPlaceAndWhatWasExpected() throws IOException {
        stored();
        Path file = directory.resolve("summary.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replaceFirst("\"speed\" : [0-9.E-]+", "\"speed\" : \"fast\""));
        assertThatThrownBy(() -> StoredRun.read(file)).isInstanceOf(IOException.class)
                .hasMessage(file + ": figures[0].speed is \"fast\"; expected a number");
        Files.writeString(file, whole.replace("\"figures\"", "\"numbers\""));
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageContaining("has no field figures; expected an array");
        Files.writeString(file, whole.replace("\"abc1234\"", "7"));
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageEndingWith(": run.revision is 7; expected a text");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> StoredRun.read(file)).hasMessageContaining("is no JSON object");
    }

    @Test
    void aRunThatWasStoppedSaysHowMuchOfItThereIs() throws IOException {
        new ResultFiles(directory).writeSummary(
                new RunDescription("2026-11-29T12:00:00Z", "abc1234", List.of("run")),
                MachineDescription.ofThisMachine(),
                new Roofline(16, new CacheSizes(1, 2, 3), Map.of(1, 120.0), List.of()),
                List.of(result(CELL, 120, times(CELL, "evenkeel", 60))), 3);
        assertThat(new MarkdownReport(StoredRun.read(directory)).text())
                .contains("| cells | 1 of 3; the run was stopped |");
        assertThat(new MarkdownReport(stored()).text()).doesNotContain("stopped");
    }

    @Test
    void aFileThatDoesNotSayHowMuchWasMeasuredHoldsAll() throws IOException {
        stored();
        Path file = directory.resolve("summary.json");
        Files.writeString(file, Files.readString(file).replace("\"cells\"", "\"unknown\""));
        assertThat(StoredRun.read(file).cells()).isEqualTo(new ResultFiles.Coverage(1, 1));
    }

    @Test
    void theRevisionOfTheBuildIsKnown() {
        assertThat(RunDescription.ofNow(List.of()).revision()).matches("unknown|[0-9a-f]{7,40}(-dirty)?");
    }
}
