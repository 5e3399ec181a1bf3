package dev.evenkeel.bench.report;

import static dev.evenkeel.bench.report.Examples.CELL;
import static dev.evenkeel.bench.report.Examples.result;
import static dev.evenkeel.bench.report.Examples.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.Campaign;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Roofline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    private static final Cell THIN = new ProductCell(Shape.parse("1x10x10"), Transposition.NT, 2);

    @Test
    void aLineShowsSpeedsShareOfTheLimitAndTheRatioToTheBestOther() {
        String text = new ResultTable(List
                .of(result(CELL, 120, times(CELL, "evenkeel", 108), times(CELL, "slow", 10), times(CELL, "fast", 54))))
                .text(120);
        assertThat(text.lines().toList().get(0)).isEqualTo("GFLOP/s; transpose NN, threads 1, dtype float32");
        assertThat(text.lines().toList().get(2)).containsSubsequence("100", "108.0", "10.0", "54.0", "90.0 %", "2.000",
                "fast");
    }

    @Test
    void aLibraryThatSatOutHasADash() {
        String text = new ResultTable(List.of(result(CELL, 120, times(CELL, "evenkeel", 100), times(CELL, "slow", 10)),
                result(THIN, 10, times(THIN, "evenkeel", 5)))).text(120);
        assertThat(text.lines().toList().get(3)).containsSubsequence("1x10x10", "NT", "2", "5.0", "-", "50.0 %");
    }

    @Test
    void roundsGiveAnIntervalAndAMark() {
        String text = new ResultTable(List.of(result(CELL, 120, times(CELL, "evenkeel", 100, 101, 102, 103, 104),
                times(CELL, "other", 40, 50.5, 51, 51.5, 52)))).text(120);
        assertThat(text.lines().toList().get(2)).contains("2.000 [2.00, 2.50] ▲ other");
    }

    @Test
    void anInconclusiveCellIsMarkedAndItsReasonGiven() {
        ResultTable table = new ResultTable(List.of(result(CELL, 100, times(CELL, "evenkeel", 110)),
                result(THIN, 10, times(THIN, "evenkeel", 5))));
        assertThat(table.text(120).lines()).filteredOn(line -> line.contains("110.0 % ?")).hasSize(1);
        assertThat(table.text(120).lines()).filteredOn(line -> line.contains("INCONCLUSIVE")).singleElement().asString()
                .isEqualTo("? INCONCLUSIVE: 100 NN, 1 thread: evenkeel stands at 110.0 % of its roof");
    }

    @Test
    void inconclusiveCellsAreLeftOutOfTheMean() {
        RatioSummary summary = new RatioSummary(List.of(
                result(CELL, 100, times(CELL, "evenkeel", 110), times(CELL, "x", 50)),
                result(THIN, 120, times(THIN, "evenkeel", 90), times(THIN, "x", 30))));
        assertThat(summary.geometricMean(1)).isEmpty();
        assertThat(summary.geometricMean(2).orElseThrow()).isCloseTo(3, within(1e-12));
        assertThat(summary.text()).contains("left out as inconclusive: 1 cell");
    }

    @Test
    void librariesThatALineHasNoRoomForFollowInATableOfTheirOwn() {
        LibraryTimes[] times = IntStream.range(0, 9)
                .mapToObj(i -> times(CELL, i == 0 ? "evenkeel" : "some-library-" + i, 100, 90 + i, 80)).toArray(
                        LibraryTimes[]::new);
        ResultTable table = new ResultTable(List.of(result(CELL, 100, times)));
        assertThat(table.text(500).lines()).filteredOn(line -> line.startsWith("shape")).hasSize(1);
        for (int width : new int[] {80, 100, 132}) {
            String text = table.text(width);
            assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            for (LibraryTimes library : times) assertThat(text).contains(library.library());
        }
        String first = table.text(80).lines().skip(1).findFirst().orElseThrow();
        assertThat(first).contains("evenkeel", "of roof", "ours / best other");
    }

    @Test
    void longTextIsBrokenBetweenWords() {
        assertThat(Wrapped.text("one two three\nfour\n", 8)).isEqualTo("one two\n  three\nfour\n");
        assertThat(Wrapped.text("a  b", 8)).as("what fits stays as it is").isEqualTo("a  b");
        assertThat(Wrapped.text("flags   a=1, b=2", 12)).as("columns stay").isEqualTo("flags   a=1,\n  b=2");
        assertThat(Wrapped.text("incomprehensible word", 8)).isEqualTo("incomprehensible\n  word");
    }

    @Test
    void theRatioToAnotherRevisionStandsBesideThatToTheBestOther() {
        List<CellResult> results = List.of(result(CELL, 120, times(CELL, "evenkeel", 100),
                times(CELL, "evenkeel@previous", 80), times(CELL, "openblas", 50)));
        List<String> lines = new ResultTable(results).text(120).lines().toList();
        assertThat(lines.get(1)).containsSubsequence("of roof", "ours / previous", "ours / best other");
        assertThat(lines.get(2)).containsSubsequence("80.0", "83.3 %", "1.250", "2.000 openblas");
        assertThat(RatioSummary.texts(results)).contains("ours / evenkeel@previous, 1 thread, 1 cell: 1.250",
                "ours / best other, 1 thread, 1 cell: 2.000");
    }

    @Test
    void everyCodePathIsShownOnce() {
        ResultTable table = new ResultTable(
                List.of(result(CELL, 120, times(CELL, "evenkeel", 100)), result(THIN, 10, times(THIN, "evenkeel", 5))));
        assertThat(table.codePaths(120).lines()).containsExactly("evenkeel: evenkeel code");
    }

    @Test
    void geometricMeansAreTakenPerThreadCount() {
        Cell other = new ProductCell(Shape.square(50), Transposition.NN, 1);
        RatioSummary summary =
                new RatioSummary(List.of(result(CELL, 120, times(CELL, "evenkeel", 100), times(CELL, "x", 50)),
                        result(other, 120, times(other, "evenkeel", 50), times(other, "x", 100)),
                        result(THIN, 120, times(THIN, "evenkeel", 90), times(THIN, "x", 30))));
        assertThat(summary.geometricMean(1).orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(summary.geometricMean(2).orElseThrow()).isCloseTo(3, within(1e-12));
        assertThat(summary.geometricMean(3)).isEmpty();
        assertThat(summary.text()).contains("lowest: 50 NN, 1 thread 0.500");
    }

    @Test
    void manyCellsHaveADistribution() {
        List<CellResult> results = IntStream.rangeClosed(0, 100).mapToObj(i -> {
            Cell cell = new ProductCell(Shape.square(i + 1), Transposition.NN, 1);
            return result(cell, 400, times(cell, "evenkeel", 100 + i), times(cell, "x", 100));
        }).toList();
        assertThat(new RatioSummary(results).text()).contains(
                "5 % of them below 1.050, 25 % below 1.250, median 1.500, 25 % above 1.750");
        assertThat(new RatioSummary(results.subList(0, 19)).text()).doesNotContain("median");
    }

    @Test
    void significantlySlowerCellsAreListed() {
        RatioSummary summary = new RatioSummary(
                List.of(result(CELL, 120, times(CELL, "evenkeel", 50, 50.5, 51, 51.5, 52),
                        times(CELL, "x", 100, 101, 102, 103, 104))));
        assertThat(summary.text()).contains("significantly slower in 1 cell: 100 NN, 1 thread 0.500");
    }

    @Test
    void withoutOthersThereIsNothingToSummarise() {
        assertThat(new RatioSummary(List.of(result(CELL, 120, times(CELL, "evenkeel", 50)))).text()).isEmpty();
    }

    @Test
    void progressTellsWhatIsLeft() {
        Campaign.Progress progress =
                new Campaign.Progress(3, 8, Duration.ofSeconds(125),
                        List.of(result(CELL, 120, times(CELL, "evenkeel", 50))));
        assertThat(ProgressLine.of(progress)).isEqualTo("[3/8, 2 min 5 s left] 100 NN, 1 thread: evenkeel 50.0");
        assertThat(ProgressLine.duration(Duration.ofMillis(-5))).isEqualTo("0 s");
    }

    @Test
    void theSummaryNamesEveryFigureByItsFields(@TempDir Path directory) throws IOException {
        Roofline roofline = new Roofline(16, new CacheSizes(1, 2, 3), Map.of(1, 120.0), List.of());
        MachineDescription machine = MachineDescription.ofThisMachine();
        Path file = new ResultFiles(directory.resolve("new")).writeSummary(RunDescription.ofNow(List.of("run")),
                machine, roofline,
                List.of(result(CELL, 120, times(CELL, "evenkeel", 60))), 1);
        JsonNode figure = new ObjectMapper().readTree(file.toFile()).get("figures").get(0);
        assertThat(figure.get("benchmark").asText()).isEqualTo("GemmBenchmark.multiply");
        assertThat(figure.get("library").asText()).isEqualTo("evenkeel");
        assertThat(figure.get("shape").asText()).isEqualTo("100");
        assertThat(figure.get("transpose").asText()).isEqualTo("NN");
        assertThat(figure.get("threads").asInt()).isEqualTo(1);
        assertThat(figure.get("dtype").asText()).isEqualTo("float32");
        assertThat(figure.get("percentOfRoof").asDouble()).isCloseTo(50, within(1e-9));
    }
}
