package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
    @TempDir
    private Path folder;

    private final StudyLine line = new StudyLine();

    @Test
    void aSheetShowsARowOfEachClass() throws Exception {
        Path sheet = folder.resolve("made/sheet.png");
        assertThat(line.execute("study", "data", "--sheet", sheet.toString(), "--data", "smooth-shapeset"))
                .as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(line.out().lines()).anySatisfy(one -> assertThat(one).matches("\\s*16\\.\\d\\d %  triangle"))
                .anySatisfy(one -> assertThat(one).matches("\\s*5\\.\\d\\d %  two ellipses"))
                .anySatisfy(one -> assertThat(one).contains("1024 values, 9 classes, no end"));
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(9 * (2 * 32 + 4) + 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data abacus", "--data mnist:no-such-folder", "--data cifar10:no-such-folder",
        "--seed many", "--sheet src", "--data mnist:"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        assertThat(line.execute(("study data " + options).split(" "))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains(options.split(" ")[0])
                .doesNotContain("Exception");
    }

    @Test
    void theStudyAloneAsksForACommand() {
        assertThat(line.execute("study")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("command");
    }
}
