package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                        + "\\d+\\.\\d\\d \\| \\d+\\.\\d\\d ± \\d+\\.\\d\\d \\| 15\\.60 \\|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--networks relu", "--updates 0", "--rates -1", "--rates x", "--choose 0",
        "--choose 9 --updates 8", "--seeds 0", "--seed x", "--data abacus", "--width 0", "--interval 0",
        "--examples 0", "--threads 0"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        assertThat(line.execute(("study paper --out " + folder.resolve("none") + " " + options).split(" ")))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains(options.split(" ")[0])
                .doesNotContain("Exception");
    }
}
