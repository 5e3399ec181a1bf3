package dev.evenkeel.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FirstSecondsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int execute(String... options) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        List<String> arguments = Stream.concat(Stream.of("first-seconds", "--results", results().toString()),
                Stream.of(options)).toList();
        return Main.execute(commandLine, arguments.toArray(String[]::new));
    }

    private Path results() {
        return directory.resolve("results");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "--shapes 12z", "--transposes XX", "--threads 0", "--threads 100000", "--forks 0",
        "--forks many", "--busy -1", "--busy many", "--time 3", "--time 10m", "--slice 7s", "--floor-share 80%",
        "--floor-share 80@1s", "--floor-share 80%@1", "--floor-share 80%@6s", "--floor-plain 7s",
        "--markdown no-such-folder/x.md", "--markdown ."})
    void badInputIsRefusedInOneLineBeforeAnythingIsWritten(String options) {
        assertThat(execute(options.split(" "))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString().lines()).singleElement().asString().isNotBlank().doesNotContain("Exception");
        assertThat(results()).doesNotExist();
        assertThat(out.toString()).isEmpty();
    }

    /** These tests run from a folder of classes. */
    @Test
    void aCacheOfClassesThatLieInAFolderIsRefused() {
        assertThat(execute("--aot")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("--aot: ").contains("expected jars");
        assertThat(results()).doesNotExist();
    }

    @Test
    void helpIsFine() {
        assertThat(execute("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("--floor-share", "--busy", "--jvm-arg");
    }

    /** The whole way through two JVMs beside a busy process. */
    @Test
    void aRunStoresItsFiguresAndShowsFlagsAndOtherWork() throws Exception {
        Path markdown = directory.resolve("page.md");
        int exitCode = execute("--shapes", "8", "--threads", "1", "--forks", "1", "--slice", "5ms", "--time", "60ms",
                "--busy", "1", "--jvm-arg=-Xmx256m", "--floor-share", "0.0001%@50ms", "--markdown",
                markdown.toString());
        assertThat(exitCode).as(err.toString()).isIn(ExitCode.OK, ExitCode.INCONCLUSIVE);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("with -Xmx256m; beside them 1 busy process",
                "8 NN, 1 thread; ",
                " plain-java", "floor 0 %");
        assertThat(markdown).content().contains("| 8 NN, 1 thread | evenkeel |");
        try (Stream<Path> folders = Files.list(results())) {
            Path json = folders.findFirst().orElseThrow().resolve("first-seconds.json");
            assertThat(new ObjectMapper().readTree(json.toFile()).get("courses")).hasSize(2);
        }
    }

    @Test
    void aJvmThatDoesNotStartEndsWithThree() {
        assertThat(execute("--shapes", "8", "--threads", "1", "--jvm-arg=-XX:NoSuchFlag=1"))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("failed: nothing was measured", "could not be timed")
                .doesNotContain("\tat ");
    }

    /** Ctrl-C: nothing goes on, and nothing is left. */
    @Test
    void aRunThatIsStoppedStopsAllThatItStarted() throws Exception {
        Process run = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "first-seconds", "--shapes", "8", "--threads", "1", "--time", "1m", "--busy", "2",
                "--results", results().toString()).redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile()).start();
        while (run.isAlive() && run.descendants().count() < 3) Thread.sleep(20);
        List<ProcessHandle> started = run.descendants().toList();
        run.destroy();
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(started).as(Files.readString(directory.resolve("err"))).hasSizeGreaterThanOrEqualTo(3);
        for (ProcessHandle process : started) process.onExit().get(1, TimeUnit.MINUTES);
        assertThat(run.exitValue()).isNotZero();
        assertThat(Files.readString(directory.resolve("err"))).contains("stopped: nothing was measured")
                .doesNotContain("Exception");
        assertThat(results()).isEmptyDirectory();
    }
}
