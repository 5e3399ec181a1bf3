package dev.evenkeel.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedForkTest {
    private static final String TRACE = """
            # Run progress: 0.00% complete
            java.lang.IllegalStateException: probe failed
            \tat some.Class.method(Class.java:1)
            Caused by: java.lang.OutOfMemoryError: Java heap space
            \t... 3 more
            """;

    @TempDir
    private Path folder;

    @Test
    void theReasonIsOneLineAndTheRestIsInAFile() {
        RuntimeException failure = FailedFork.of("openblas, 64 NN", TRACE, "forked VM failed", folder);
        assertThat(failure).isInstanceOf(MeasurementException.class).hasMessage(
                "openblas, 64 NN: could not be timed: java.lang.OutOfMemoryError: Java heap space (all that it printed: "
                        + folder.resolve("failed-fork.log") + ")");
        assertThat(folder.resolve("failed-fork.log")).hasContent(TRACE);
    }

    @Test
    void aForkThatGaveNoReasonHasThatOfJmh() {
        assertThat(FailedFork.of("openblas", "", "forked VM failed with exit code 134", folder))
                .hasMessageContaining("could not be timed: forked VM failed with exit code 134");
    }

    @Test
    void aWrongAnswerIsToldInItsOwnWords() {
        assertThat(FailedFork.of("x", "dev.evenkeel.bench.campaign.WrongAnswerException: x, 64 NN: element (0, 0) is 1",
                "", folder)).isInstanceOf(WrongAnswerException.class).hasMessage("x, 64 NN: element (0, 0) is 1");
    }

    @Test
    void aFolderThatIsGoneHidesNoReason() throws IOException {
        assertThat(FailedFork.of("x", TRACE, "", folder.resolve("gone"))).hasMessageContaining("OutOfMemoryError")
                .hasMessageContaining("could not be stored");
    }
}
