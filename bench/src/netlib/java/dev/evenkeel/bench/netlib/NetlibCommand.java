package dev.evenkeel.bench.netlib;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.cli.profile.ProfileCommand;
import dev.evenkeel.bench.launch.JavaProcess;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.RunFolder;
import dev.evenkeel.bench.report.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Netlib's routines and Spark MLlib, with and without Evenkeel's jar in front. */
@Command(name = "netlib", mixinStandardHelpOptions = true,
        description = {"Times netlib's routines and Spark MLlib in JVMs with Evenkeel's jar in front and without it.",
            "Answers are compared; exit code 1 if they differ by more than the table says."})
public final class NetlibCommand implements ProfileCommand, Callable<Integer> {
    private static final String JAR = "evenkeel-netlib-0.1.0-SNAPSHOT.jar";

    @Option(names = "--jobs", paramLabel = "PATTERN", defaultValue = ".",
            description = "Of which a part of the name matches, such as \"dgemm|PCA\". Default: all.")
    private String jobs;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "JVMs of each side, by turns. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--warmup", paramLabel = "MS", defaultValue = "1500",
            description = "Of each job. Default: ${DEFAULT-VALUE}.")
    private long warmUpMillis;

    @Option(names = "--native", paramLabel = "FILE",
            description = "Also this library, such as OpenBLAS's, on one thread.")
    private Path library;

    @Option(names = "--jar", paramLabel = "FILE", description = "Default: core/target/netlib/" + JAR + ".")
    private Path jar = ResultsDirectory.ofThisProgram().resolve("../../../core/target/netlib").resolve(JAR).normalize();

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for netlib.json and netlib.md. Default: target/results of the bench module.")
    private Path resultsDirectory = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    /** For the service loader. */
    public NetlibCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        RunDescription run = RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        Screen screen = Screen.of(command);
        Comparisons comparisons = new Comparisons();
        List<Side> sides = library != null ? List.of(Side.values()) : List.of(Side.NETLIB, Side.EVENKEEL);
        for (int round = 0; round < rounds; round++) {
            for (Side side : round % 2 == 0 ? sides : sides.reversed()) {
                screen.progress("round " + (round + 1) + " of " + rounds + ": " + side.className());
                measure(side, comparisons);
            }
        }
        if (comparisons.lines().isEmpty()) {
            throw new IllegalArgumentException("--jobs: no job has a name with \"" + jobs + "\"");
        }
        return report(run, comparisons, screen);
    }

    private void check() {
        if (rounds < 1) throw new IllegalArgumentException("--rounds must be at least 1, is " + rounds);
        if (warmUpMillis < 0) throw new IllegalArgumentException("--warmup must be at least 0, is " + warmUpMillis);
        if (!Files.isRegularFile(jar)) throw new IllegalArgumentException(
                "--jar: there is no " + jar + "; mvn -Pnetlib package -DskipTests builds it");
        if (library != null && !Files.isRegularFile(library)) throw new IllegalArgumentException(
                "--native: there is no file " + library);
        try {
            Pattern.compile(jobs);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--jobs is no pattern: " + e.getDescription(), e);
        }
    }

    private void measure(Side side, Comparisons comparisons) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(side.environment());
        line.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "-Xmx4g"));
        line.addAll(List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+")));
        line.addAll(side.flags(jar, library));
        line.addAll(List.of(MeasuredJvm.class.getName(), side.className(), jobs, Long.toString(warmUpMillis)));
        ObjectMapper mapper = new ObjectMapper();
        JavaProcess.Ended ended = JavaProcess.run(line, printed -> {
            if (printed.startsWith(MeasuredJvm.MARK)) comparisons.add(side,
                    mapper.readValue(printed.substring(MeasuredJvm.MARK.length()), Measurement.class));
        });
        if (ended.code() != 0 && side == Side.NATIVE) {
            throw new IllegalArgumentException("--native: netlib cannot compute with " + library + ": "
                    + complaint(ended.printed()).replace("\n", "; "));
        }
        if (ended.code() != 0) {
            throw new IllegalStateException("the JVM with " + side.className() + " ended with code " + ended.code()
                    + ":\n" + complaint(ended.printed()));
        }
    }

    /** What was printed beside measurements, but for a long trace. */
    private static String complaint(String printed) {
        return printed.lines().filter(line -> !line.startsWith(MeasuredJvm.MARK)
                && !line.startsWith("\tat")).collect(Collectors.joining("\n"));
    }

    private int report(RunDescription run, Comparisons comparisons, Screen screen) throws IOException {
        Path folder = RunFolder.create(resultsDirectory, run).path();
        String table = comparisons.markdown();
        WholeFile.write(folder.resolve("netlib.json"), new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsBytes(new Report(run, comparisons.lines())));
        Path page = WholeFile.write(folder.resolve("netlib.md"), table.getBytes(StandardCharsets.UTF_8));
        screen.println(table);
        screen.println("figures: " + page);
        List<String> wrong = comparisons.wrong();
        screen.println(wrong.isEmpty() ? "all answers agree" : "answers differ: " + String.join(", ", wrong));
        return wrong.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    /**
     * The file.
     *
     * @param run which one
     * @param lines of the table
     */
    public record Report(RunDescription run, List<Comparisons.Line> lines) {}
}
