package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.campaign.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar of JMH benchmarks, ours or anybody's.
 *
 * @param path where it lies
 * @param checksum SHA-256 of its bytes
 * @param isOurs whether it holds Evenkeel, which needs a module that nobody else should be given
 */
public record JmhJar(Path path, String checksum, boolean isOurs) {
    private static final Pattern NAME = Pattern.compile("^[\\w$]+(?:\\.[\\w$]+)+$");
    private static final Pattern PARAMETER = Pattern.compile("^\\s+param \"(.+)\" = \\{(.*)}$");

    /** Opens a jar; the message of an exception says what is wrong with it. */
    public static JmhJar open(String option, Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(option + ": " + path + " does not exist; expected a JMH jar");
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            if (jar.getEntry("META-INF/BenchmarkList") == null) {
                throw new IllegalArgumentException(option + ": " + path
                        + " has no META-INF/BenchmarkList; expected a jar that JMH's annotation processor has seen");
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            return new JmhJar(path.toAbsolutePath(), HexFormat.of().formatHex(digest),
                    jar.getEntry("dev/evenkeel/Matrix.class") != null);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": " + path + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * What it holds, by name in full and with each combination of parameters.
     *
     * @param include regular expression that a name must contain; empty for all
     * @param chosen values of parameters, by their names; one of a single class by {@code Class.name}
     */
    public List<BenchmarkId> benchmarks(String include, Map<String, List<String>> chosen, Forks forks) {
        Map<String, Map<String, List<String>>> found = new LinkedHashMap<>();
        Map<String, List<String>> current = null;
        String name = "";
        for (String line : forks.output(this, List.of("-lp", include)).lines().toList()) {
            Matcher parameter = PARAMETER.matcher(line);
            if (NAME.matcher(line).matches()) {
                name = line;
                current = new LinkedHashMap<>();
                found.put(name, current);
            } else if (parameter.matches() && current != null) {
                List<String> values = List.of(parameter.group(2).split(", "));
                current.put(parameter.group(1), chosen(chosen, name, parameter.group(1), values));
            }
        }
        if (found.isEmpty()) {
            throw new MeasurementException(path + " has no benchmark whose name contains \"" + include + "\"", null);
        }
        List<BenchmarkId> all = new ArrayList<>();
        found.forEach(
                (benchmark, parameters) -> combine(benchmark, new ArrayList<>(parameters.entrySet()), Map.of(), all));
        return all;
    }

    /** Values of a parameter that are chosen for a benchmark, or else these. */
    public static List<String> chosen(Map<String, List<String>> chosen, String benchmark, String parameter,
            List<String> values) {
        String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        String own = type.substring(type.lastIndexOf('.') + 1) + "." + parameter;
        return chosen.getOrDefault(own, chosen.getOrDefault(parameter, values));
    }

    private static void combine(String name, List<Map.Entry<String, List<String>>> open, Map<String, String> values,
            List<BenchmarkId> all) {
        if (open.isEmpty()) {
            all.add(new BenchmarkId(name, values));
            return;
        }
        Map.Entry<String, List<String>> first = open.getFirst();
        for (String value : first.getValue()) {
            Map<String, String> more = new LinkedHashMap<>(values);
            more.put(first.getKey(), value);
            combine(name, open.subList(1, open.size()), more, all);
        }
    }
}
