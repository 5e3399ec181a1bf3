package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.page.stored.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultPageTest {
    private static final long MOST_BYTES = 2_000_000;

    @TempDir
    private Path directory;

    private static String body(String html) {
        return html.substring(html.indexOf("<body>"), html.indexOf("<script type=\"application/json\""));
    }

    private static JsonNode charts(String html) throws IOException {
        String open = "<script type=\"application/json\" id=\"data\">";
        int start = html.indexOf(open) + open.length();
        return new ObjectMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
    }

    private static List<String> headings(String html) {
        List<String> headings = new ArrayList<>();
        for (String part : body(html).split("<h2>"))
            headings.add(part.substring(0, Math.max(0, part.indexOf("</h2>"))));
        return headings.subList(1, headings.size());
    }

    private static List<String> seriesNames(JsonNode chart) {
        List<String> names = new ArrayList<>();
        for (JsonNode series : chart.get("series")) names.add(series.get("name").asText());
        return names;
    }

    /** As where links do not work. */
    @Test
    void aPointerMayBeAFileAndMustNameAFolder() throws IOException {
        Stored.run(Files.createDirectory(directory.resolve("monday")), "2026-11-29T12:00:00Z", 1, "ejml");
        Path latest = Files.writeString(directory.resolve("latest"), "monday\n");
        assertThat(Results.read(List.of(latest)).runs()).hasSize(1);
        for (String nothing : List.of("gone", "", "\0")) {
            Files.writeString(latest, nothing);
            assertThatThrownBy(() -> Results.read(List.of(latest))).as(nothing).isInstanceOf(IOException.class)
                    .hasMessageContaining("no folder; expected the name of a run's");
        }
    }

    @Test
    void aFolderOfARunShowsItsBenchmarksAndWhatElseLiesThere() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml");
        Stored.variance(directory, true);
        Stored.gate(directory.resolve("gate"));
        String html = ResultPage.html(List.of(directory));
        assertThat(headings(html)).containsExactly("Matrix products", "Weights have the variance they promise",
                "A signal through 50 layers", "Gate: the new jar against the old");
        assertThat(body(html)).contains("abc1234", "run --forks 3", "85 % of the limit (median)")
                .contains("<strong>1.01 ×</strong>", "<strong>4 of 4</strong>");
    }

    @Test
    void titlesSayWhatIsSeen() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1.1, "ejml");
        Stored.variance(directory, false);
        Stored.gate(directory.resolve("gate"));
        assertThat(body(ResultPage.html(List.of(directory))))
                .contains("<h3>1 thread: Evenkeel reaches 94 % of what this machine allows</h3>")
                .contains("<h3>Evenkeel is the fastest in all 4 sizes</h3>")
                .contains("<h3>Other cells: Evenkeel is the fastest in all 2 cells</h3>")
                .contains("<h3>Ahead in all 6 cells: 1.11 times the speed of the best other library,")
                .contains("<h3>WRONG: he normal (tall)</h3>")
                .contains("<h3>relu, signal: kept by he normal</h3>")
                .contains("<h3>1 SLOWER, 1 INCONCLUSIVE</h3>");
    }

    @Test
    void theRoofHasALineForEachMemoryAndAPointForEachProduct() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml");
        JsonNode roofline = charts(ResultPage.html(List.of(directory))).get(0);
        assertThat(seriesNames(roofline)).containsExactly("L1 read", "L2 read", "L3 read", "DRAM read", "peak", "ejml",
                "openblas", "evenkeel");
        assertThat(roofline.get("series").get(0).get("points").get(0).get("label").asText())
                .isEqualTo("L1 240, L2 210 GB/s");
        JsonNode ours = roofline.get("series").get(7).get("points");
        assertThat(ours).hasSize(6);
        assertThat(ours.get(1).get("x").asDouble()).isEqualTo(64 / 6.0, within(1e-4));
        assertThat(ours.get(1).get("label").asText()).isEqualTo("64");
        assertThat(ours.get(4).get("label").asText()).isEqualTo("32×1000×1000");
    }

    @Test
    void squaresMakeACurveWithTheLimitAndOtherShapesRows() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml");
        JsonNode charts = charts(ResultPage.html(List.of(directory)));
        assertThat(seriesNames(charts.get(1))).containsExactly("limit", "ejml", "openblas", "evenkeel");
        assertThat(charts.get(1).get("series").get(3).get("points")).hasSize(4);
        JsonNode ours = charts.get(1).get("series").get(3).get("points").get(1);
        assertThat(ours.get("low").asDouble()).isLessThan(ours.get("y").asDouble());
        assertThat(ours.get("high").asDouble()).isGreaterThan(ours.get("y").asDouble());
        assertThat(charts.get(2).get("rows")).extracting(row -> row.get("label").asText())
                .containsExactly("32×1000×1000", "1×1000×1000");
    }

    @Test
    void aRatioHasItsLowestAndHighestRound() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml");
        JsonNode ratios = charts(ResultPage.html(List.of(directory))).get(3);
        assertThat(ratios.get("reference").asDouble()).isEqualTo(1);
        JsonNode point = ratios.get("series").get(0).get("points").get(0);
        assertThat(point.get("x").asDouble()).isEqualTo(0.85 / 0.84, within(1e-5));
        assertThat(point.get("low").asDouble()).isEqualTo(0.80 / 0.82, within(1e-5));
        assertThat(point.get("high").asDouble()).isEqualTo(0.90 / 0.85, within(1e-5));
    }

    @Test
    void whatIsInconclusiveIsNeitherAheadNorBehind() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1.3, "ejml");
        String html = ResultPage.html(List.of(directory));
        assertThat(body(html)).contains("<h3>Ahead in 0 of 6 cells, 6 inconclusive: ",
                "<h3>Evenkeel is the fastest in 0 of 4 sizes, 4 inconclusive</h3>",
                "inconclusive: evenkeel stands at 110.5 % of its roof");
        assertThat(seriesNames(charts(html).get(3))).containsExactly("inconclusive");
        assertThat(charts(html).get(3).get("rows").get(0).get("status").asText()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void aRunThatWasStoppedSaysSo() throws IOException {
        Path summary = Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml").resolve("summary.json");
        Files.writeString(summary, Files.readString(summary).replace("\"chosen\" : 6", "\"chosen\" : 9"));
        assertThat(body(ResultPage.html(List.of(directory))))
                .contains("It was stopped: 6 of its 9 cells were measured.");
    }

    @Test
    void aBarOfAVarianceReachesOneIfAndOnlyIfTheCheckPasses() throws IOException {
        JsonNode wrong = charts(ResultPage.html(List.of(Stored.variance(directory, false)))).get(0);
        assertThat(seriesNames(wrong)).containsExactly("wide", "tall", "square");
        JsonNode square = wrong.get("series").get(2).get("points");
        assertThat(square).hasSize(1);
        assertThat(square.get(0).get("low").asDouble()).isLessThan(1);
        assertThat(square.get(0).get("high").asDouble()).isGreaterThan(1);
        JsonNode tall = wrong.get("series").get(1).get("points").get(0);
        assertThat(tall.get("x").asDouble()).isEqualTo(0.97);
        assertThat(tall.get("high").asDouble()).isLessThan(1);
    }

    @Test
    void verdictsWithoutRoundsAreShownToo() throws IOException {
        Files.delete(Stored.gate(directory).resolve("rounds.json"));
        String html = ResultPage.html(List.of(directory));
        assertThat(body(html)).contains("<h3>1 SLOWER, 1 INCONCLUSIVE</h3>");
        assertThat(charts(html).get(0).get("rows")).extracting(row -> row.get("value").asText())
                .containsExactly("SLOWER +12.0 %", "INCONCLUSIVE +2.0 %");
        assertThat(charts(html).get(0).get("rows")).extracting(row -> row.get("label").asText())
                .containsExactly("n=10", "n=20");
    }

    @Test
    void severalRunsMakeATrendInTheOrderOfTheirDates() throws IOException {
        Path newer = Stored.run(directory.resolve("a"), "2026-11-29T12:00:00Z", 1.1, "ejml");
        Path older = Stored.run(directory.resolve("b"), "2026-11-01T12:00:00Z", 1, "ejml");
        String html = ResultPage.html(List.of(newer, older));
        assertThat(headings(html)).containsExactly("Matrix products", "Over time");
        JsonNode charts = charts(html);
        JsonNode trend = charts.get(charts.size() - 1);
        assertThat(trend.get("x").get("names")).extracting(JsonNode::asText)
                .containsExactly("2026-11-01 12:00\nabc1234", "2026-11-29 12:00\nabc1234");
        assertThat(trend.get("series").get(2).get("points").get(1).get("y").asDouble()).isEqualTo(1.1,
                within(1e-5));
        assertThat(body(html)).contains("evenkeel +10.0 %", "openblas +0.0 %");
        assertThat(ResultPage.html(List.of(directory))).isEqualTo(html);
    }

    @Test
    void otherPeoplesResultsNeedNothingOfOurs() throws IOException {
        String html = ResultPage.html(List.of(Stored.jmh(directory.resolve("their.json"), "fast")));
        assertThat(headings(html)).containsExactly("JMH: their.json");
        assertThat(body(html)).contains("<h1>JMH results</h1>",
                "fast is the fastest, 1,000 ns/op, 3.00 times as fast as",
                "<h3>Once: 12.5 ops/ms</h3>", "More is better", "Less is better");
        assertThat(seriesNames(charts(html).get(0))).containsExactly("slow", "fast");
    }

    @Test
    void namesFromAFileStayText() throws IOException {
        Path file = Stored.jmh(directory.resolve("their.json"), Stored.HOSTILE);
        Path run = Stored.run(directory.resolve("run"), "2026-11-29T12:00:00Z", 1, Stored.HOSTILE);
        String html = ResultPage.html(List.of(file, run));
        assertThat(body(html)).doesNotContain("<b>", "<script");
        assertThat(html.split("<script", -1)).hasSize(ResultPage.html(List.of(Stored.variance(directory, true)))
                .split("<script", -1).length);
        assertThat(html).contains("&lt;/script&gt;", "@DATA@");
        assertThat(seriesNames(charts(html).get(0))).contains(Stored.HOSTILE);
    }

    @Test
    void aPageIsSmallNamesItsScriptsAndKeepsTheirLicences() throws IOException {
        Path file = ResultPage.writeBeside(Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml"));
        assertThat(file).isEqualTo(directory.resolve("report.html")).isNotEmptyFile();
        assertThat(Files.size(file)).isLessThan(MOST_BYTES);
        assertThat(Files.readString(file)).contains("default-src 'none'")
                .containsPattern("script-src 'sha256-[A-Za-z0-9+/=]+' 'sha256-[A-Za-z0-9+/=]+';")
                .contains("Apache License", "The Apache Software Foundation", "Mike Bostock", "Baidu Inc.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "3", "nothing", "[{\"benchmark\": \"a\"}]",
        "[{\"benchmark\": \"a\", \"primaryMetric\": {}}]", "{\"run\": {}, \"figures\": []}",
        "{\"findings\": 3, \"propagation\": []}", "{\"findings\": [{}], \"propagation\": []}",
        "{\"baseline\": \"\", \"candidate\": \"\", \"rounds\": {\"a\": [{}]}}",
        "{\"baseline\": \"\", \"candidate\": \"\", \"rounds\": {}}",
        "{\"run\": {\"date\": \"\", \"revision\": \"\", \"command\": []}, \"machine\": {\"processor\": \"\", \"java\": \"\","
                + " \"kernels\": \"\"}, \"roofline\": 3, \"figures\": []}"})
    void aFileWithoutResultsIsNamedInOneLine(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("some.json"), text);
        Path page = directory.resolve("page.html");
        assertThatThrownBy(() -> ResultPage.write(List.of(file), page)).isInstanceOf(IOException.class)
                .hasMessageContainingAll("some.json", "expected")
                .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(1));
        assertThat(page).doesNotExist();
    }

    /** Replaces each value of a file by several others, one at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"text\"", "-1", "1e300", "{}"})
    void aDamagedFileIsShownOrRefusedInOneLine(String value) throws IOException {
        Stored.run(directory.resolve("run"), "2026-11-29T12:00:00Z", 1, "ejml");
        Stored.variance(directory.resolve("variance"), true);
        Stored.gate(directory.resolve("gate"));
        Files.createDirectories(directory.resolve("jmh"));
        Stored.jmh(directory.resolve("jmh/their.json"), "fast");
        ObjectMapper mapper = new ObjectMapper();
        for (String name : List.of("run/summary.json", "variance/variance.json", "gate/rounds.json",
                "jmh/their.json")) {
            Path file = directory.resolve(name);
            JsonNode root = mapper.readTree(file.toFile());
            int places = Damage.places(root);
            for (int place = 0; place < places; place++) {
                mapper.writeValue(file.toFile(), Damage.at(root.deepCopy(), place, mapper.readTree(value)));
                try {
                    Document document = new ResultPage(Results.read(List.of(file))).document();
                    assertThat(mapper.readTree(document.data()).size())
                            .isEqualTo(document.body().split("class=\"chart\"", -1).length - 1);
                } catch (IOException refused) {
                    assertThat(refused.getMessage()).contains(file.getFileName().toString()).doesNotContain("\n");
                }
            }
        }
    }

    @Test
    void aFolderMayHoldOtherJsonButMustHoldResults() throws IOException {
        Files.writeString(directory.resolve("floors.json"), "[]");
        assertThatThrownBy(() -> ResultPage.html(List.of(directory))).isInstanceOf(IOException.class)
                .hasMessageContainingAll(directory.toString(), "holds no results");
        Stored.variance(directory, true);
        assertThat(headings(ResultPage.html(List.of(directory)))).hasSize(2);
        assertThatThrownBy(() -> ResultPage.html(List.of(directory.resolve("none"))))
                .isInstanceOf(IOException.class).hasMessageContaining("none does not exist");
    }

    @Test
    void jmhsFileBesideARunSaysTheSameAndIsLeftOut() throws IOException {
        Stored.run(directory, "2026-11-29T12:00:00Z", 1, "ejml");
        Path jmh = Stored.jmh(directory.resolve("jmh.json"), "fast");
        assertThat(headings(ResultPage.html(List.of(directory)))).containsExactly("Matrix products");
        assertThat(headings(ResultPage.html(List.of(directory, jmh)))).containsExactly("Matrix products");
        assertThat(headings(ResultPage.html(List.of(jmh)))).containsExactly("JMH: jmh.json");
    }

    @Test
    void aLibraryLooksTheSameOnEveryPage() {
        assertThat(Style.ofLibrary("evenkeel")).isEqualTo(Style.OURS);
        assertThat(Style.ofLibrary("openblas")).isNotEqualTo(Style.ofLibrary("onednn"));
        assertThat(Style.ofLibrary("onednn")).isNotEqualTo(Style.ofLibrary("onednn-matmul"));
        assertThat(Style.ofLibrary("some-library")).isEqualTo(Style.ofLibrary("some-library"));
    }
}
