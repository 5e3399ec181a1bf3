package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedCommandTest {
    private final StudyLine line = new StudyLine();

    private int speed(String options) {
        return line.execute(("study speed --rounds 2 --time 5ms " + options).split(" "));
    }

    @Test
    void theTrainingHasItsShareOfTheStepsSpeed() {
        assertThat(speed("--shapes 4:1024-20x2-9 --variants batchnorm-relu --interval 100 --floor 0.0000001"))
                .as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(line.out()).startsWith("4:1024-20x2-9 BATCHNORM_RELU, 1 thread\n")
                .containsPattern("training +[0-9,]+ examples/s, \\d+\\.\\d % \\(quartiles \\d.* of 2 rounds\\)")
                .containsPattern("reading +\\d+\\.\\d % of a step, \\d+\\.\\d\\d µs an example")
                .contains("every 100 steps");
    }

    @Test
    void aFloorThatIsNotReachedFailsTheCheck() {
        assertThat(speed("--shapes 2:1024-2-9 --interval 1 --floor 99%")).as(line.err())
                .isEqualTo(ExitCode.CHECK_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shapes x", "--shapes 2:784-5-9", "--variants x", "--threads 0",
        "--data abacus", "--interval 0", "--rounds 0", "--time 5", "--floor 1.5", "--frobnicate"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        assertThat(speed(options)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().containsIgnoringCase(
                options.split(" ")[0].replace("--shapes", "shape").replace("--variants", "variant"))
                .doesNotContain("Exception");
    }
}
