package dev.evenkeel.bench.timing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.launch.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * A jar of our benchmarks of another revision, which takes part as a library.
 *
 * @param library its name in tables and results: {@code evenkeel@} and what it is called
 * @param path where it lies
 * @param benchmarks full names by class and method
 */
public record OtherJar(String library, Path path, Map<String, String> benchmarks) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String LIST = BenchmarkList.BENCHMARK_LIST.substring(1);
    private static final String OUR_JMH_PACKAGE = "dev.evenkeel.bench.";

    /**
     * Looks at a jar.
     *
     * @param name what it is called
     * @throws IllegalArgumentException if it is no such jar; the message says what was expected
     */
    public static OtherJar open(String name, Path path) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("--jar " + name + "=" + path
                    + ": expected a name of letters, digits, dots and hyphens");
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("--jar " + name + ": " + path + " does not exist; " + expected());
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            ZipEntry entry = jar.getEntry(LIST);
            if (entry == null) {
                throw new IllegalArgumentException("--jar " + name + ": " + path + " has no " + LIST + "; "
                        + expected());
            }
            try (InputStream in = jar.getInputStream(entry)) {
                Map<String, String> names = names(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                if (names.isEmpty()) {
                    throw new IllegalArgumentException("--jar " + name + ": " + path
                            + " has no benchmark of Evenkeel; " + expected());
                }
                return new OtherJar(PeerCatalog.version(name), path.toAbsolutePath(), names);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--jar " + name + ": " + path + " is no jar (" + e.getMessage() + "); "
                    + expected(), e);
        }
    }

    private static String expected() {
        return "expected a benchmarks.jar of another revision";
    }

    private static Map<String, String> names(String list) {
        Map<String, String> names = new TreeMap<>();
        for (BenchmarkListEntry entry : BenchmarkList.fromString(list).getAll(new ForkLog(), List.of())) {
            String full = entry.getUsername();
            if (full.startsWith(OUR_JMH_PACKAGE)) {
                names.put(full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1), full);
            }
        }
        return names;
    }

    /** Whether the jar has the cell's benchmark. */
    public boolean has(Cell cell) {
        return benchmarks.containsKey(cell.benchmark());
    }

    /**
     * Times our library of that jar in a fork of its own.
     *
     * @param settings of JMH
     * @param jvmArguments of the fork
     * @param folder for the log of a fork that fails
     */
    JmhFork fork(Cell cell, List<String> settings, List<String> jvmArguments, Path folder) {
        try {
            Path result = Files.createTempFile("evenkeel-fork", ".json");
            try {
                return fork(cell, settings, jvmArguments, folder, result);
            } finally {
                Files.deleteIfExists(result);
            }
        } catch (IOException e) {
            throw new MeasurementException(library + ", " + cell + ": could not be timed: " + e.getMessage(), e);
        }
    }

    private JmhFork fork(Cell cell, List<String> settings, List<String> jvmArguments, Path folder, Path result)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Optional.ofNullable(System.getProperty("jmh.ignoreLock"))
                .ifPresent(is -> command.add("-Djmh.ignoreLock=" + is));
        command.addAll(List.of("-cp", path.toString(), "org.openjdk.jmh.Main",
                "^" + Pattern.quote(benchmarks.get(cell.benchmark())) + "$", "-p", "library=" + PeerCatalog.OURS));
        cell.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        command.addAll(settings);
        command.addAll(List.of("-f", "1", "-foe", "true", "-jvmArgs", String.join(" ", jvmArguments), "-rf", "json",
                "-rff", result.toString()));
        try {
            JavaProcess.Ended ended = JavaProcess.run(command);
            JsonNode json = Files.size(result) == 0 ? null : new ObjectMapper().readTree(result.toFile());
            if (ended.code() != 0 || json == null || json.isEmpty()) {
                throw FailedFork.of(library + ", " + cell, ended.printed(), "JMH ended with " + ended.code(), folder);
            }
            return new JmhFork(json.get(0), ended.printed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted", e);
        }
    }
}
