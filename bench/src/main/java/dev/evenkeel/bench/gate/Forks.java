package dev.evenkeel.bench.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.gate.twin.TwinFork;
import dev.evenkeel.bench.gate.twin.TwinTask;
import dev.evenkeel.bench.launch.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Starts JMH out of a jar, one fork at a time.
 *
 * @param java the program
 * @param jvmArguments for every JVM, of both jars
 * @param jmhArguments for JMH: how long to warm up and to measure
 * @param folder for what a process leaves behind
 */
public record Forks(Path java, List<String> jvmArguments, List<String> jmhArguments, Path folder) {
    private static final String WRONG_ANSWER = WrongAnswerException.class.getSimpleName();
    private static final Pattern REASON =
            Pattern.compile("^(Suppressed: |Caused by: |Exception in thread \"[^\"]*\" )?[\\w.$]+(Exception|Error)\\b");
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** What JMH prints. */
    String output(JmhJar jar, List<String> arguments) {
        try {
            Path temporary = Files.createTempDirectory(Files.createDirectories(folder), "jmh");
            try {
                return start(jar, arguments, temporary);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new MeasurementException("cannot start " + java + ": " + e.getMessage(), e);
        }
    }

    /**
     * Times one benchmark in a fresh JVM.
     *
     * @throws WrongAnswerException if the benchmark says that its answer is wrong
     * @throws MeasurementException if the fork fails
     */
    public ForkResult measure(JmhJar jar, BenchmarkId id) {
        List<String> arguments = new ArrayList<>(List.of("^" + Pattern.quote(id.benchmark()) + "$", "-f", "1", "-foe",
                "true", "-prof", "gc", "-rf", "json"));
        arguments.addAll(jmhArguments);
        id.parameters().forEach((name, value) -> arguments.addAll(List.of("-p", name + "=" + value)));
        try {
            Path temporary = Files.createTempDirectory(Files.createDirectories(folder), "fork");
            try {
                Path file = temporary.resolve("result.json");
                arguments.addAll(List.of("-rff", file.toString()));
                String printed = start(jar, arguments, temporary);
                JsonNode results = Files.exists(file) ? new ObjectMapper().readTree(file.toFile()) : null;
                if (results == null || results.isEmpty()) {
                    throw failed(jar.path().toString(), id + " gave no result", printed);
                }
                ForkResult result = result(results.get(0));
                if (result.cost() > 0 && result.cost() < Double.POSITIVE_INFINITY) return result;
                throw failed(jar.path().toString(), id + " has no score above 0", printed);
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new MeasurementException(jar.path() + ": " + id + ": no result can be read: "
                    + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    /**
     * Times both jars in one fresh JVM, which runs this program's own classes beside theirs.
     *
     * @throws WrongAnswerException if a benchmark says that its answer is wrong
     * @throws MeasurementException if the JVM fails
     */
    void twin(TwinTask task, JavaProcess.Lines lines) throws IOException {
        Path temporary = Files.createTempDirectory(Files.createDirectories(folder), "twin");
        try {
            List<String> arguments = new ArrayList<>(
                    List.of("-cp", System.getProperty("java.class.path"), TwinFork.class.getName()));
            arguments.addAll(task.arguments());
            start(task.baseline() + " with " + task.candidate(), true, arguments, temporary, lines);
        } finally {
            delete(temporary);
        }
    }

    private String start(JmhJar jar, List<String> arguments, Path temporary) throws IOException {
        List<String> jmh = new ArrayList<>(List.of("-cp", jar.path().toString(), "org.openjdk.jmh.Main"));
        jmh.addAll(arguments);
        return start(jar.path().toString(), jar.isOurs(), jmh, temporary, line -> {});
    }

    /** Everything that is printed, which {@code lines} also gets as it comes. */
    private String start(String jars, boolean areOurs, List<String> arguments, Path temporary, JavaProcess.Lines lines)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmArguments);
        if (areOurs) command.add("--add-modules=jdk.incubator.vector");
        // A directory of its own: JMH's lock file breaks where two users share one.
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(arguments);
        try {
            JavaProcess.Ended ended = JavaProcess.run(command, lines);
            if (ended.code() == 0) return ended.printed();
            if (ended.printed().contains(WRONG_ANSWER)) {
                throw new WrongAnswerException(jars + ": " + ended.printed().lines()
                        .filter(line -> line.contains(WRONG_ANSWER)).findFirst().orElseThrow().strip());
            }
            throw failed(jars, "the JVM ended with " + ended.code(), ended.printed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted", e);
        }
    }

    /** In one line what went wrong; all that JMH printed goes to a file. */
    private MeasurementException failed(String jars, String what, String printed) throws IOException {
        Path log = folder.resolveSibling("failed-fork.log");
        Files.writeString(log, printed);
        String reason = printed.lines().map(String::strip)
                .filter(line -> REASON.matcher(line).find()).reduce((first, second) -> second)
                .orElse("no reason given");
        return new MeasurementException(jars + ": " + what + ": " + reason + " (all of it: " + log + ")", null);
    }

    /** With all that is in it. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
        }
    }

    /** From JMH's JSON; less is better in the end, whatever the mode. */
    static ForkResult result(JsonNode result) {
        String mode = result.path("mode").asText();
        JsonNode primary = result.path("primaryMetric");
        JsonNode raw = primary.get("rawData");
        double[] scores = raw == null || raw.isEmpty() || raw.get(0).isEmpty()
                ? new double[] {primary.path("score").asDouble()} : iterations(raw.get(0));
        double score = Median.withDefaults().withCopy(true).evaluate(scores);
        double bytes = Double.NaN;
        for (var metric : result.path("secondaryMetrics").properties()) {
            if (metric.getKey().endsWith(ALLOCATION)) bytes = metric.getValue().get("score").asDouble();
        }
        boolean isThroughput = mode.equals("thrpt");
        return new ForkResult(isThroughput ? 1 / score : score, mode + " " + primary.path("scoreUnit").asText(), bytes,
                Arrays.stream(scores).map(value -> isThroughput ? 1 / value : value).boxed().toList());
    }

    private static double[] iterations(JsonNode scores) {
        double[] values = new double[scores.size()];
        Arrays.setAll(values, i -> scores.get(i).asDouble());
        return values;
    }
}
