package dev.evenkeel.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.evenkeel.bench.gate.FakeJar;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The gate as it is called: whatever is wrong ends with 3 and one line, and never with a verdict. */
class GateCommandTest {
    private static final String LISTING = "System.out.println(\"Benchmarks: \\na.B.c\"); return;";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path good;

    @BeforeEach
    void aJarWhoseForksMeasure() throws IOException {
        good = jmh("good.jar", write("[{'benchmark': 'a.B.c', 'mode': 'avgt', "
                + "'primaryMetric': {'score': 5.0, 'scoreUnit': 'ns/op', 'rawData': [[4.0, 5.0, 6.0]]}}]"));
    }

    /** A jar that lists one benchmark, and does this when it shall measure it. */
    private Path jmh(String name, String measuring) throws IOException {
        return FakeJar.write(folder.resolve(name), Map.of("org.openjdk.jmh.Main",
                """
                        package org.openjdk.jmh;
                        public class Main {
                            public static void main(String[] arguments) throws Exception {
                                java.util.List<String> all = java.util.List.of(arguments);
                                if (all.get(0).equals("-lp")) { %s }
                                %s
                            }
                        }
                        """.formatted(LISTING, measuring)),
                List.of(FakeJar.BENCHMARK_LIST));
    }

    private static String write(String result) {
        return "java.nio.file.Files.writeString(java.nio.file.Path.of(all.get(all.indexOf(\"-rff\") + 1)), \""
                + result.replace("'", "\\\"") + "\");";
    }

    private int gate(Object... arguments) {
        return gateFor("20s", arguments);
    }

    private int gateFor(String budget, Object... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 5];
        all[0] = "gate";
        all[1] = "--results";
        all[2] = folder.resolve("results").toString();
        all[3] = "--budget";
        all[4] = budget;
        for (int i = 0; i < arguments.length; i++) all[i + 5] = arguments[i].toString();
        return commandLine.execute(all);
    }

    private void assertRefused(int exitCode, String... words) {
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString().strip()).contains(words).hasLineCount(1);
    }

    @Test
    void jarsThatAreMissingEmptyOrSomethingElseAreNamed() throws IOException {
        Path none = folder.resolve("none.jar");
        assertRefused(gate("--baseline", none, "--candidate", good), "--baseline: " + none + " does not exist");
    }

    @ParameterizedTest
    @CsvSource({"'', cannot be read", "no archive, cannot be read"})
    void jarsThatAreNoArchivesAreNamed(String contents, String words) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jar"), contents);
        assertRefused(gate("--baseline", good, "--candidate", bad), "--candidate: " + bad, words);
    }

    @Test
    void aJarWithoutBenchmarksIsNamed() throws IOException {
        Path bad = FakeJar.write(folder.resolve("bad.jar"), Map.of(), List.of("a.txt"));
        assertRefused(gate("--baseline", good, "--candidate", bad), "--candidate: " + bad, "META-INF/BenchmarkList");
    }

    @Test
    void aJarWithoutJmhIsNamed() throws IOException {
        Path bad = FakeJar.write(folder.resolve("bad.jar"), Map.of(), List.of(FakeJar.BENCHMARK_LIST));
        assertRefused(gate("--baseline", good, "--candidate", bad), bad.toString(), "ClassNotFoundException");
    }

    @Test
    void aJarForANewerJdkIsNamed() throws IOException {
        Path bad = jmh("bad.jar", "");
        FakeJar.makeNewer(bad, "org/openjdk/jmh/Main.class");
        assertRefused(gate("--baseline", good, "--candidate", bad), bad.toString(), "UnsupportedClassVersionError");
    }

    @Test
    void aForkThatCrashesEndsTheGate() throws IOException {
        Path bad = jmh("bad.jar", "throw new IllegalStateException(\"boom\");");
        assertRefused(gate("--baseline", good, "--candidate", bad), bad.toString(), "IllegalStateException: boom",
                "failed-fork.log");
        assertThat(folder.resolve("results/gate.md")).as("no verdict").doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[]", "[{'mode': ", "[{'mode': 'avgt', 'primaryMetric': {'score': 'NaN'}}]",
        "[{'mode': 'thrpt', 'primaryMetric': {'score': 0.0}}]", "[{}]"}, quoteCharacter = '~')
    void aForkWithoutAResultEndsTheGate(String result) throws IOException {
        assertRefused(gate("--baseline", good, "--candidate", jmh("bad.jar", write(result))), "bad.jar");
    }

    @Test
    void anotherUnitIsNoComparison() throws IOException {
        Path other = jmh("other.jar", write("[{'benchmark': 'a.B.c', 'mode': 'avgt', "
                + "'primaryMetric': {'score': 5.0, 'scoreUnit': 'us/op', 'rawData': [[5.0]]}}]"));
        assertRefused(gate("--baseline", good, "--candidate", other), "avgt ns/op", "avgt us/op", "expected the same");
    }

    @Test
    void aNameThatNothingHasIsNamed() {
        assertRefused(gate("--baseline", good, "--candidate", good, "--include", "("), "--include: '('");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
        Files.writeString(folder.resolve("results"), "a file");
        assertRefused(gate("--baseline", good, "--candidate", good), "--results");
    }

    @ParameterizedTest
    @CsvSource({"''", "{", "{}", "[]"})
    void storedForksThatAreEmptyOrCutOffAreNamed(String contents) throws IOException {
        Path stored = Files.writeString(folder.resolve("stored.json"), contents);
        assertRefused(gate("--baseline", stored, "--candidate", good), "--baseline: " + stored, "gate --record");
    }

    @Test
    void storedForksOfAnotherMachineAreRefused() throws IOException {
        Path stored = folder.resolve("stored.json");
        assertThat(gateFor("100ms", "--record", stored, "--candidate", good)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.toString()).contains("too few forks");
        assertRefused(gate("--baseline", stored, "--candidate", good), "--baseline: " + stored + " has",
                "expected 8 or more");
        err.getBuffer().setLength(0);
        Files.writeString(stored, Files.readString(stored).replaceFirst("\"lanes\" : \\d+", "\"lanes\" : 3"));
        assertRefused(gate("--baseline", stored, "--candidate", good), "lanes 3 then and", "Record it anew");
    }

    @ParameterizedTest
    @CsvSource({"gate", "gate --baseline a.jar", "gate --candidate b.jar",
        "gate --candidate b.jar --baseline a.jar --record c.json", "gate selftest", "gate selftest --jar a.jar",
        "gate selftest --forks none.json", "gate selftest --record-forks x.json --jar none.jar"})
    void halfACallIsRefused(String line) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        assertThat(commandLine.execute(line.split(" "))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void aRecordingHasRoundsOfOneForm() {
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        List<String> call = List.of("gate", "selftest", "--record-forks", folder.resolve("rounds.json").toString(),
                "--jar", good.toString(), "--rounds", "1");
        List<String> forksOnly = new ArrayList<>(call);
        forksOnly.add("--forks-only");
        assertThat(commandLine.execute(forksOnly.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
        assertRefused(commandLine.execute(call.toArray(String[]::new)), "holds other rounds", "forks only");
    }

    @ParameterizedTest
    @CsvSource({"1, has 1 round of every", "7, has 7 rounds of every"})
    void roundsTooFewForTheGateToDecideByAreNotPlayed(int rounds, String words) throws IOException {
        Path file = folder.resolve("rounds.json");
        assertThat(selftest("--record-forks", file, "--jar", good, "--forks-only", "--rounds", 1)).isZero();
        assertThat(out.toString()).contains(file + " has 1 of 1 round of 1 benchmark");
        repeat(file, rounds);
        Path report = folder.resolve("report.md");
        assertRefused(selftest("--forks", file, "--families", 1, "--markdown", report), "--forks: " + file, words,
                "expected 8 or more");
        assertThat(report).doesNotExist();
    }

    @Test
    void roundsThatTheGateMayDecideByArePlayed() throws IOException {
        Path file = folder.resolve("rounds.json");
        assertThat(selftest("--record-forks", file, "--jar", good, "--forks-only", "--rounds", 1)).isZero();
        repeat(file, 8);
        assertThat(selftest("--forks", file, "--families", 1)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("| recorded | 8 rounds, ");
    }

    private int selftest(Object... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(Stream.of("gate", "selftest"), Stream.of(arguments))
                .map(Object::toString).toArray(String[]::new));
    }

    /** The recorded round, so many times. */
    private static void repeat(Path recording, int rounds) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode root = json.readTree(recording.toFile());
        for (JsonNode recorded : root.get("rounds")) {
            for (int i = 1; i < rounds; i++) ((ArrayNode) recorded).add(recorded.get(0));
        }
        json.writeValue(recording.toFile(), root);
    }

    @Test
    void timeThatIsTooShortLeavesReportsThatSayWhatToDo() {
        assertThat(gateFor("1ms", "--baseline", good, "--candidate", good))
                .isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.toString()).contains("INCONCLUSIVE: 1 of 1 are open", "longer --budget");
        assertThat(folder.resolve("results/gate.md")).content().startsWith("**INCONCLUSIVE**: 1 of 1 are open");
    }
}
