package dev.evenkeel.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a JVM of its own that is stopped while it measures the second of three cells. */
class StoppedRunTest {
    @TempDir
    private Path directory;

    @Test
    void aRunThatIsStoppedKeepsWhatItHasMeasuredAndSaysWhere() throws Exception {
        Path results = directory.resolve("results");
        Process run = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "--add-modules=jdk.incubator.vector", "-Djmh.ignoreLock=true", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "run", "--shapes", "8,9,10", "--threads",
                "1", "--libraries", "plain-java", "--warmup", "10ms", "--time", "1s", "--iterations", "2", "--results",
                results.toString()).redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile()).start();
        Path summary = results.resolve("latest/summary.json");
        while (run.isAlive() && !Files.exists(summary)) Thread.sleep(20);
        run.destroy();
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(directory.resolve("err"))).isNotZero();
        assertThat(Files.readString(directory.resolve("err"))).contains("stopped: the results of 1 of 3 cells are kept")
                .contains(summary.toRealPath().getParent().toString()).doesNotContain("Exception");
        StoredRun stored = StoredRun.read(results);
        assertThat(stored.figures()).hasSize(1);
        assertThat(stored.cells().chosen()).isEqualTo(3);
        JsonNode jmh = new ObjectMapper().readTree(results.resolve("latest/jmh.json").toFile());
        assertThat(jmh).hasSize(1);
    }
}
