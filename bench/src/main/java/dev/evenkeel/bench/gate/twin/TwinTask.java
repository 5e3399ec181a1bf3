package dev.evenkeel.bench.gate.twin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one JVM measures, as arguments of {@link TwinFork}.
 *
 * @param baseline old jar
 * @param candidate new jar
 * @param baselineFirst which of them is loaded first and has the first turn
 * @param works in this order
 */
public record TwinTask(Path baseline, Path candidate, boolean baselineFirst, List<Work> works) {
    private static final String NEXT = "--";

    /**
     * One benchmark.
     *
     * @param benchmark class and method, without the package
     * @param parameters as JMH has them
     */
    public record Work(String benchmark, Map<String, String> parameters) {}

    /** For the command line. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of(baseline.toString(), candidate.toString(), String.valueOf(baselineFirst)));
        for (Work work : works) {
            arguments.addAll(List.of(NEXT, work.benchmark));
            work.parameters.forEach((name, value) -> arguments.add(name + "=" + value));
        }
        return arguments;
    }

    static TwinTask parse(String... arguments) {
        List<Work> works = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(3, arguments.length)) {
            if (argument.equals(NEXT)) works.add(new Work(null, new LinkedHashMap<>()));
            else if (works.getLast().benchmark == null) works.set(works.size() - 1,
                    new Work(argument, works.getLast().parameters));
            else works.getLast().parameters.put(argument.substring(0, argument.indexOf('=')),
                    argument.substring(argument.indexOf('=') + 1));
        }
        return new TwinTask(Path.of(arguments[0]), Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]), works);
    }
}
