package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperCommandTest {
    @TempDir
    private Path folder;

    private final StudyLine line = new StudyLine();

    private int paper(String options) {
        return line.execute(("study paper --width 10 --examples 50 --interval 10 --out " + folder.resolve("out") + " "
                + options).strip().split(" +"));
    }

    @Test
    void theTableHasARowForEachNetwork() throws IOException {
        assertThat(paper("--updates 20 --choose 10 --seeds 2 --rates 0.1,0.01")).as(line.err()).isEqualTo(ExitCode.OK);
        Path table = folder.resolve("out/table-1.csv");
        assertThat(line.out()).contains(table.toString());
        assertThat(Files.readAllLines(table)).hasSize(7).anySatisfy(row -> assertThat(row)
                .matches("\"softsign N\",0\\.\\d+,20,2,\\d+\\.\\d+,\\d+\\.\\d+,16.06"))
                .anySatisfy(row -> assertThat(row).startsWith("\"sigmoid, depth 4\"").endsWith("null"));
        assertThat(paper("--updates 20 --choose 10 --seeds 2 --rates 0.1,0.01")).isEqualTo(ExitCode.OK);
    }

    @Test
    void aPageGetsTheTableBetweenItsMarkers() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "# Page\n<!-- results:begin -->\nold\n<!-- results:end -->\nend\n");
        String options =
                "--updates 20 --choose 10 --seeds 2 --rates 0.1,0.01 --networks tanh,tanh-n --markdown " + page;
        assertThat(paper(options)).as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(page)).startsWith("# Page").endsWith("end").doesNotContain("old")
                .anySatisfy(row -> assertThat(row).matches("\\| tanh N \\| 0\\.\\d+ \\| 20 \\| \\d+\\.\\d\\d, "
                        + "\\d+\\.\\d\\d \\| \\d+\\.\\d\\d ± \\d+\\.\\d\\d \\| 15\\.60 \\|"))
                .anySatisfy(row -> assertThat(row)
                        .matches("\\| Figure 10, .* \\| \\w[a-z ]*reproduced \\| .*\\d\\.\\d\\d times.*"));
    }

    @Test
    void aPageHasTheFiguresAndIsDrawnAgainWithoutTraining() throws IOException {
        String options = "--updates 20 --choose 10 --seeds 2 --rates 0.1";
        assertThat(paper(options)).as(line.err()).isEqualTo(ExitCode.OK);
        Path out = folder.resolve("out");
        assertThat(line.out()).contains("page:  " + out.resolve("paper.html"));
        assertThat(out.resolve("paper.html")).content().contains("Figure 2, means of sigmoid layers: ", "Figure 10, ",
                "default-src 'none'").doesNotContain("not logged");
        for (String figure : List.of("figure-11", "figure-2", "figure-3", "figure-4", "figure-9", "figure-10"))
            assertThat(new ObjectMapper().readTree(out.resolve(figure + ".json").toFile()).path("seen").path("reason")
                    .textValue()).isNotBlank().doesNotContain("NaN", "Infinity");
        assertThat(out.resolve("figure-2-layers.csv")).content().startsWith(
                "network,seed,update,layer,mean activation,standard deviation of activations\n"
                        + "\"sigmoid, depth 4\",2010,0,1,0.");
        byte[] log = Files.readAllBytes(out.resolve("tanh/rate-0.1/seed-2010/log.jsonl"));
        byte[] figure = Files.readAllBytes(out.resolve("figure-4-histograms.csv"));
        Files.delete(out.resolve("figure-4-histograms.csv"));
        assertThat(paper(options)).isEqualTo(ExitCode.OK);
        assertThat(out.resolve("figure-4-histograms.csv")).hasBinaryContent(figure);
        assertThat(out.resolve("tanh/rate-0.1/seed-2010/log.jsonl")).hasBinaryContent(log);
    }

    @Test
    void aFolderThatLogsLessHasFewerFigures() throws IOException {
        String options = "--updates 20 --choose 10 --seeds 1 --rates 0.1 --networks tanh,tanh-n,softsign";
        assertThat(paper(options)).as(line.err()).isEqualTo(ExitCode.OK);
        Path log = folder.resolve("out/tanh-n/rate-0.1/seed-2010/log.jsonl");
        Files.writeString(log, Files.readString(log).replaceAll(",\"weightGradientStd\":[^},]*", ""));
        Files.delete(folder.resolve("out/figure-9.json"));
        assertThat(paper(options)).as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/paper.html")).content().contains(
                "Figure 9, weight gradients of tanh: not logged",
                "every look at tanh N, seed 2010 has logged the standard deviation of weight gradients",
                "because sigmoid, depth 4 was not trained", "Figure 10, ");
        assertThat(folder.resolve("out/figure-9.json")).doesNotExist();
    }

    @Test
    void aDensitySumsUpToOne() throws IOException {
        assertThat(paper("--updates 10 --choose 10 --seeds 2 --rates 0.1 --networks tanh,softsign"))
                .isEqualTo(ExitCode.OK);
        double sum = 0;
        for (String row : Files.readAllLines(folder.resolve("out/figure-4-histograms.csv")))
            if (row.startsWith("softsign,3,")) sum += Double.parseDouble(row.split(",")[3]) / 20;
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void histogramsSayOfWhichUpdateTheyAre() throws IOException {
        String options = " --choose 10 --seeds 1 --rates 0.1 --networks tanh,softsign";
        assertThat(paper("--updates 20" + options)).isEqualTo(ExitCode.OK);
        assertThat(paper(("--updates 30" + options).replace("tanh,softsign", "tanh"))).isEqualTo(ExitCode.OK);
        assertThat(paper("--updates 20" + options)).as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/figure-4.json")).content().contains("After 20 to 30 updates");
    }

    @Test
    void digitsFromAFolderAreTheOtherColumn() throws IOException {
        Path digits = SmallDigits.write(folder.resolve("digits"));
        assertThat(paper("--updates 20 --choose 10 --seeds 2 --rates 0.1 --data mnist:" + digits)).as(line.err())
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(folder.resolve("out/table-1.csv"))).anySatisfy(
                row -> assertThat(row).startsWith("\"tanh N\",0.1,20,2,").endsWith(",1.64"));
        assertThat(folder.resolve("out/paper.html")).content().contains("mnist, 50 test examples", "Figure 9, ")
                .doesNotContain("not logged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--networks relu", "--updates 0", "--rates -1", "--rates x", "--choose 0",
        "--choose 9 --updates 8", "--seeds 0", "--seed x", "--data abacus", "--width 0", "--interval 0",
        "--examples 0", "--threads 0", "--width 99999999", "--markdown src"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        assertThat(line.execute(("study paper --out " + folder.resolve("none") + " " + options).split(" ")))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains(options.split(" ")[0])
                .doesNotContain("Exception");
    }
}
