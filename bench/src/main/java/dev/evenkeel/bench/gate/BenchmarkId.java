package dev.evenkeel.bench.gate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One thing that JMH times.
 *
 * @param benchmark class and method, or group, with the package
 * @param parameters one value each
 */
public record BenchmarkId(String benchmark, Map<String, String> parameters) {
    /** Sorts the parameters by name. */
    public BenchmarkId {
        parameters = new TreeMap<>(parameters);
    }

    /** Class and method without the package. */
    @JsonIgnore
    public String shortName() {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** For people: the short name, then the values of the parameters. */
    @Override
    public String toString() {
        String values = parameters.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? shortName() : shortName() + " (" + values + ")";
    }
}
