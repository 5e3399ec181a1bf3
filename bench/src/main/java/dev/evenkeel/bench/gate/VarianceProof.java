package dev.evenkeel.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.launch.JavaProcess;
import dev.evenkeel.bench.report.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The variance check of a jar of ours, run out of that jar: weights of a wrong variance are wrong, however fast.
 *
 * @param java the program
 * @param jvmArguments for the JVM, as in the forks
 * @param folder for the figures of the check
 */
public record VarianceProof(Path java, List<String> jvmArguments, Path folder) {
    private static final String COMMAND = "dev/evenkeel/bench/cli/VarianceCommand.class";
    private static final List<String> MAIN =
            List.of("--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED", "-cp");

    /** Whether the jar has the check: somebody's benchmarks that use Evenkeel do not. */
    static boolean isIn(JmhJar jar) throws IOException {
        try (JarFile file = new JarFile(jar.path().toFile())) {
            return jar.isOurs() && file.getEntry(COMMAND) != null;
        }
    }

    /** Proves a candidate, if its jar has the check, with the JVM of its forks. */
    public static void prove(JmhJar candidate, Forks forks, PrintWriter out) throws IOException {
        if (!isIn(candidate)) return;
        out.println("the candidate's variance check, some 20 s");
        out.flush();
        Path folder = forks.folder().resolveSibling("variance");
        int right = new VarianceProof(forks.java(), forks.jvmArguments(), folder).require(candidate);
        out.printf("variances: %d as promised%n", right);
        out.flush();
    }

    /**
     * Runs it.
     *
     * @return how many variances were as promised
     * @throws WrongAnswerException naming the schemes that are wrong
     * @throws MeasurementException if the check did not come to its end
     */
    int require(JmhJar jar) throws IOException {
        Path results = Files.createTempDirectory(Files.createDirectories(folder), "check");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmArguments);
        command.addAll(MAIN);
        command.addAll(List.of(jar.path().toString(), "dev.evenkeel.bench.cli.Main", "variance", "--results",
                results.toString()));
        try {
            JavaProcess.Ended ended = JavaProcess.run(command);
            return judge(jar, ended, figures(results));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted", e);
        } finally {
            Forks.delete(results);
        }
    }

    private int judge(JmhJar jar, JavaProcess.Ended ended, Optional<Path> figures) throws IOException {
        JsonNode findings = findings(figures);
        Map<String, TreeSet<String>> wrong = new LinkedHashMap<>();
        Map<String, Integer> layers = new HashMap<>();
        for (JsonNode finding : findings) {
            layers.merge(finding.path("scheme").asText(), 1, Integer::sum);
            if (!finding.path("passed").asBoolean()) {
                wrong.computeIfAbsent(finding.path("scheme").asText(), scheme -> new TreeSet<>())
                        .add(finding.path("layer").asText().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        if (!wrong.isEmpty()) {
            throw new WrongAnswerException(jar.path() + ": the variance check fails for " + wrong.entrySet().stream()
                    .map(entry -> entry.getKey() + " ("
                            + (entry.getValue().size() == layers.get(entry.getKey()) ? "every layer"
                                    : String.join(", ", entry.getValue()))
                            + ")")
                    .collect(Collectors.joining("; ")));
        }
        if (findings.isEmpty() || ended.code() != 0) {
            Path log = folder.resolve("variance.log");
            Files.writeString(log, ended.printed());
            throw new MeasurementException(
                    jar.path() + ": the variance check ended with " + ended.code() + " after "
                            + Counted.of(findings.size(), "finding") + "; expected 0 and all of them (what it printed: "
                            + log + ")",
                    null);
        }
        return findings.size();
    }

    /** Beside the folder's own files or, from newer jars, in the folder of that run. */
    private static Optional<Path> figures(Path results) throws IOException {
        try (Stream<Path> files = Files.walk(results, 2)) {
            return files.filter(file -> file.endsWith("variance.json")).findFirst();
        }
    }

    /** None if the check left no figures, or half of them. */
    private static JsonNode findings(Optional<Path> figures) throws IOException {
        try {
            return figures.isPresent() ? new ObjectMapper().readTree(figures.get().toFile()).path("findings")
                    : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
