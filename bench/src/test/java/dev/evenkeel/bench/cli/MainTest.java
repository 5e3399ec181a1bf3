package dev.evenkeel.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** These runs time nothing, so benchmarks that run elsewhere on the machine need not stop them. */
    @BeforeAll
    static void ignoreTheLockOfJmh() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return Main.execute(commandLine, Main.withDefaultCommand(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "--frobnicate", "run x", "run --forks 0", "run --forks many", "run --time 3",
        "run --time 0ms", "run --shapes 12z",
        "run --transposes XX", "run --benchmarks abacus", "run --benchmarks sampling --variants sideways",
        "run --benchmarks initializers --shapes 3", "run --benchmarks replay --variants sideways",
        "run --libraries abacus", "run --isa mmx",
        "run --quick --jvm-arg=-Xmx1g", "run --write-floors target/floors.json --results target/no-results",
        "run --write-floors x --from 2",
        "run --write-floors x --min-roof y", "run --risk 2", "run --jar x", "run --jar x=no-such.jar",
        "run --jar a/b=pom.xml", "run --jar x=pom.xml", "run --threads 0", "run --inconclusive=pass",
        "run --inconclusive=maybe",
        "run --threads 1,100000",
        "run --min-roof no-such-file.json",
        "machine x", "kernels --fast", "kernels --jar no-such.jar", "kernels --include x", "kernels x",
        "jmh --no-such-option", "jmh NoSuchBenchmark"})
    void wrongUsageEndsWithThree(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString().lines()).singleElement().asString().isNotBlank().doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--version", "run --help", "machine --help", "kernels --help", "jmh -l",
        "help", "help run", "gate selftest --help"})
    void askingForHelpIsFine(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlib", "spark"})
    void aCommandThatTheJarLacksNamesTheProfileThatAddsIt(String name) {
        StringWriter text = new StringWriter();
        assertThat(Failure.tell(new CommandLine.UnmatchedArgumentException(Main.commandLine(), List.of(name, "train")),
                new PrintWriter(text))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(text.toString()).contains("build it with -P" + name);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate, benchmarks", "run x, benchmarks run", "gate selftest, benchmarks gate selftest"})
    void whatWrongUsageIsReferredToIsHelp(String line, String command) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.UNUSABLE);
        Matcher hint = Pattern.compile("\\('([^']*)' lists what there is\\)").matcher(err.toString());
        assertThat(hint.find()).as(err.toString()).isTrue();
        assertThat(execute(hint.group(1).split(" "))).as(hint.group(1)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Usage: " + command + " [");
    }

    @Test
    void anErrorNobodyExpectedIsOneLineThatNamesAFile() throws IOException {
        assertThat(Failure.tell(new IllegalStateException("a\nb"), new PrintWriter(err))).isEqualTo(ExitCode.UNUSABLE);
        String line = err.toString();
        assertThat(line.lines()).hasSize(1);
        assertThat(line).startsWith("unexpected java.lang.IllegalStateException: a; b (stack trace: ");
        Path trace = Path.of(line.substring(line.indexOf("trace: ") + 7, line.lastIndexOf(')')));
        assertThat(trace).content().contains("at dev.evenkeel.bench.cli.MainTest");
        Files.delete(trace);
    }

    @Test
    void aFileThatCannotBeReadIsNamedInWords() {
        assertThat(Failure.reason(new NoSuchFileException("some/file")))
                .isEqualTo("some/file: there is no such file or folder");
        assertThat(Failure.reason(new IOException("in words"))).isEqualTo("in words");
    }

    @Test
    void progressIsOneLineThatChangesOnATerminalAndLinesElsewhere() {
        Screen terminal = new Screen(new PrintWriter(out), true, 40);
        terminal.progress("1 of 2, a line that is much longer than forty columns");
        terminal.tick("2 of 2");
        terminal.println("done");
        assertThat(out.toString()).isEqualTo("\r1 of 2, a line that is much longer tha…\r2 of 2"
                + " ".repeat(33) + "\r" + " ".repeat(6) + "\rdone" + System.lineSeparator())
                .doesNotContain("\n1", "\u001b");
        out.getBuffer().setLength(0);
        Screen file = new Screen(new PrintWriter(out), false, 80);
        file.progress("1 of 2");
        file.tick("many times a second");
        file.println("done");
        assertThat(out.toString().lines()).containsExactly("1 of 2", "done");
    }

    @Test
    void optionsWithoutACommandBelongToRun() {
        assertThat(Main.withDefaultCommand(new String[] {})).containsExactly("run");
        assertThat(Main.withDefaultCommand(new String[] {"--quick"})).containsExactly("run", "--quick");
        assertThat(Main.withDefaultCommand(new String[] {"machine"})).containsExactly("machine");
        assertThat(Main.withDefaultCommand(new String[] {"-h"})).containsExactly("-h");
    }

    /** The whole way through a JMH fork; the names in the file are what others rely on. */
    @Test
    void aRunStoresJmhResultsUnderStableNames(@TempDir Path directory) throws IOException {
        int exitCode = execute("run", "--shapes", "8", "--threads", "1", "--libraries", "evenkeel,plain-java",
                "--forks", "2", "--warmup", "50ms", "--iterations",
                "1", "--time", "10ms", "--results", directory.toString());
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.OK);
        JsonNode results = new ObjectMapper().readTree(directory.resolve("latest/jmh.json").toFile());
        assertThat(results).hasSize(2);
        JsonNode ours = results.get(0);
        assertThat(ours.get("benchmark").asText()).isEqualTo("dev.evenkeel.bench.jmh.GemmBenchmark.multiply");
        JsonNode names = ours.get("params");
        assertThat(names.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("library", "shape",
                "transpose", "threads", "dtype");
        assertThat(names.get("library").asText()).isEqualTo("evenkeel");
        assertThat(names.get("shape").asText()).isEqualTo("8");
        assertThat(ours.get("primaryMetric").get("rawData")).hasSize(2);
        assertThat(ours.get("forks").asInt()).isEqualTo(2);
        JsonNode figure =
                new ObjectMapper().readTree(directory.resolve("latest/summary.json").toFile()).get("figures").get(0);
        assertThat(ours.get("primaryMetric").get("score")).isEqualTo(figure.get("nanosPerCall"));
        assertThat(ours.get("secondaryMetrics").get("GFLOP/s").get("score")).isEqualTo(figure.get("speed"));
        assertThat(directory.resolve("latest/summary.json")).isNotEmptyFile();
        assertThat(directory.resolve("latest/report.html")).content().contains("<h2>Matrix products</h2>");
        assertThat(out.toString()).contains("evenkeel").contains("plain-java").contains("% ").contains("s left");
    }

    /** A jar that names the class path of this test stands for one of another revision. */
    @Test
    void aJarOfAnotherRevisionTakesPartAsALibrary(@TempDir Path directory) throws IOException {
        Path jar = directory.resolve("other.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream list = MainTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            out.putNextEntry(new JarEntry("META-INF/BenchmarkList"));
            list.transferTo(out);
        }
        int exitCode = execute("run", "--shapes", "8", "--threads", "1", "--libraries", "evenkeel,plain-java",
                "--jar", "previous=" + jar, "--warmup", "50ms", "--iterations", "1", "--time", "10ms", "--results",
                directory.toString());
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.OK);
        JsonNode results = new ObjectMapper().readTree(directory.resolve("latest/jmh.json").toFile());
        assertThat(results).extracting(result -> result.get("params").get("library").asText())
                .containsExactly("evenkeel", "evenkeel@previous", "plain-java");
        assertThat(out.toString()).contains("ours / previous", "evenkeel@previous: vector-");
        assertThat(execute("run", "--libraries", "plain-java", "--jar", "x=" + jar)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("none of the benchmarks in which evenkeel takes part");
        assertThat(execute("run", "--quick", "--jar", "x=" + jar)).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void floorsDecideTheExitCode(@TempDir Path directory) throws IOException {
        assertThat(runWithFloor(directory, "0.0001", "--inconclusive=pass")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).doesNotContain("BELOW");
        assertThat(runWithFloor(directory, "100000")).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString()).contains("BELOW").contains("floor 100000.0 %");
    }

    private int runWithFloor(Path directory, String percent, String... options) throws IOException {
        Path floors = Files.writeString(directory.resolve("floors.json"),
                """
                        [{"benchmark": "GemmBenchmark.multiply", "library": "evenkeel", "shape": "8", "transpose": "TN", "threads": 1,
                          "dtype": "float32", "percentOfRoof": %s}]"""
                        .formatted(percent));
        List<String> arguments = new ArrayList<>(
                List.of("run", "--quick", "--min-roof", floors.toString(), "--results", directory.toString()));
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
    }

    @Test
    void floorsThatCheckNothingOrAreNotMeasuredEndWithThreeBeforeAnythingIsMeasured(@TempDir Path directory)
            throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.json"), "[]");
        assertThat(execute("run", "--quick", "--min-roof", empty.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("empty.json", "expected").doesNotContain("\tat ");
        assertThat(runWithFloor(directory, "50", "--shapes", "9")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("1 of 1 floors would not be measured").doesNotContain("\tat ");
        assertThat(runWithFloor(directory, "50, \"color\": \"red\"")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("color").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void resultsThatCannotBeWrittenEndWithThreeBeforeAnythingIsMeasured(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Path results : List.of(file, file.resolve("below"))) {
            assertThat(execute("run", "--quick", "--results", results.toString())).isEqualTo(ExitCode.UNUSABLE);
            assertThat(err.toString()).contains("--results: " + results, "expected a folder").doesNotContain("\tat ");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aReportThatCannotBeMadeIsRefusedInOneLine(@TempDir Path directory) throws IOException {
        Path other = Files.writeString(directory.resolve("other.json"), "{}");
        Path page = directory.resolve("page.html");
        assertThat(execute("report", other.toString(), "--html", page.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString().lines()).singleElement().asString().contains("other.json holds no results");
        assertThat(page).doesNotExist();
        assertThat(execute("report", other.toString(), "--html", directory.resolve("none/page.html").toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("--html: ", "in a folder that exists").doesNotContain("\tat ");
        assertThat(execute("report", other.toString(), other.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).contains("Markdown is written of one run");
    }

    @Test
    void timesAreReadWithTheirUnit() {
        DurationConverter converter = new DurationConverter();
        assertThat(converter.convert("300ms")).hasMillis(300);
        assertThat(converter.convert("2s")).hasSeconds(2);
    }
}
