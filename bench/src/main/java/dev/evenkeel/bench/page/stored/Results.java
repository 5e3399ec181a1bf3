package dev.evenkeel.bench.page.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.RunFolder;
import dev.evenkeel.bench.variance.VarianceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that a page shows.
 *
 * @param runs from the oldest to the newest
 * @param jmh files in JMH's format, from the oldest to the newest; not those beside a run, which say the same
 * @param variances variance checks, the last one read last
 * @param gates comparisons of two jars
 */
public record Results(List<Run> runs, List<JmhResults> jmh, List<VarianceReport> variances, List<GateRounds> gates) {
    private static final String EXPECTED =
            "expected summary.json, variance.json or rounds.json of this program, or JMH's JSON";

    /** Reads files, folders and the folders in these; a file must hold results, a folder at least one of them. */
    public static Results read(List<Path> places) throws IOException {
        Results results = new Results(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<Path> seen = new LinkedHashSet<>();
        for (Path given : places) {
            Path place = RunFolder.pointed(given);
            if (Files.isDirectory(place)) {
                if (!results.addFolder(place, seen)) throw new IOException(place + " holds no results; " + EXPECTED);
            } else if (!Files.isRegularFile(place)) {
                throw new IOException(place + " does not exist; " + EXPECTED);
            } else if (seen.add(place.toRealPath()) && !results.add(place, json(place))) {
                throw new IOException(place + " holds no results; " + EXPECTED);
            }
        }
        results.runs.sort(Comparator.comparing(Run::date));
        results.jmh.sort(Comparator.comparing(JmhResults::date));
        return results;
    }

    /** A folder with results, or one of such folders; rounds of a gate may lie in one of their own. */
    private boolean addFolder(Path folder, Set<Path> seen) throws IOException {
        boolean hasOwn = addFiles(folder, seen);
        boolean found = hasOwn | addGate(folder, seen);
        for (Path inner : hasOwn ? List.<Path>of() : children(folder)) {
            if (Files.isDirectory(inner)) found |= addFiles(inner, seen) | addGate(inner, seen);
        }
        return found;
    }

    private boolean addGate(Path folder, Set<Path> seen) throws IOException {
        Path gate = folder.resolve("gate");
        return Files.isDirectory(gate) && addFiles(gate, seen);
    }

    private boolean addFiles(Path folder, Set<Path> seen) throws IOException {
        boolean found = false;
        Map<Path, JsonNode> jmhFiles = new LinkedHashMap<>();
        int runsBefore = runs.size();
        for (Path file : children(folder)) {
            if (!file.getFileName().toString().endsWith(".json") || !Files.isRegularFile(file)) continue;
            if (!seen.add(file.toRealPath())) {
                found = true;
                continue;
            }
            JsonNode root = json(file);
            if (JmhResults.isOne(root)) jmhFiles.put(file, root);
            else found |= add(file, root);
        }
        found |= addVerdicts(folder);
        if (runs.size() > runsBefore) return true;
        for (Map.Entry<Path, JsonNode> file : jmhFiles.entrySet()) found |= add(file.getKey(), file.getValue());
        return found;
    }

    /** A gate against stored results has no rounds. */
    private boolean addVerdicts(Path folder) throws IOException {
        Path verdicts = folder.resolve("gate.csv");
        if (!Files.isRegularFile(verdicts) || Files.exists(folder.resolve("rounds.json"))) return false;
        gates.add(GateRounds.ofVerdicts(verdicts));
        return true;
    }

    private boolean add(Path file, JsonNode root) throws IOException {
        if (root.has("run") && root.has("figures")) runs.add(Run.read(file, root));
        else if (root.has("findings") && root.has("propagation")) variances.add(variance(file, root));
        else if (GateRounds.isOne(root)) gates.add(GateRounds.read(file, root));
        else if (JmhResults.isOne(root)) jmh.add(JmhResults.read(file, root));
        else return false;
        return true;
    }

    private static VarianceReport variance(Path file, JsonNode root) throws IOException {
        try {
            VarianceReport report = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .treeToValue(root, VarianceReport.class);
            boolean isWhole = report.findings() != null && report.propagation() != null
                    && report.findings().stream().allMatch(finding -> finding != null && finding.scheme() != null
                            && finding.layer() != null)
                    && report.propagation().stream().allMatch(run -> run != null && run.scheme() != null
                            && run.activation() != null && run.forward() != null && run.backward() != null);
            if (!isWhole)
                throw new IOException(file + ": expected a scheme, and a layer or an activation, in every entry");
            return report;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": expected a variance.json of this program: " + firstLine(e), e);
        }
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            if (root.isMissingNode()) throw new IOException(file + " is empty; " + EXPECTED);
            return root;
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON; " + EXPECTED + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /** The cells of each benchmark as the newest run with this benchmark has them. */
    public Map<String, List<Contest>> newest() {
        Map<String, List<Contest>> newest = new LinkedHashMap<>();
        for (Run run : runs.reversed()) run.contests().forEach(newest::putIfAbsent);
        return newest;
    }
}
