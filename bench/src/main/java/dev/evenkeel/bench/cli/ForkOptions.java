package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.gate.GateRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** Which benchmarks of a jar are measured, and how. */
final class ForkOptions {
    @Option(names = "--include", paramLabel = "REGEX", defaultValue = "",
            description = "Benchmarks whose name contains this. Default: all.")
    private String include;

    @Option(names = "--param", paramLabel = "NAME=VALUES",
            description = {"Values of a parameter, separated by commas; one of a single class is Class.name.",
                "Default: those of the benchmark."})
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "500ms", converter = DurationConverter.class,
            description = "Warm-up of a fork of one jar. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "100ms", converter = DurationConverter.class,
            description = "Each of such a fork's ten iterations. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(names = "--forks-only",
            description = "A JVM for each jar, even where both can be timed side by side in one.")
    private boolean forksOnly;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT", description = "Passed to every JVM that measures.")
    private List<String> jvmArguments = new ArrayList<>();

    ForkOptions() {}

    /** A regular expression: another text is refused. */
    String include() {
        try {
            return Pattern.compile(include).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--include: '" + include + "' is no regular expression: "
                    + e.getDescription() + " near index " + e.getIndex(), e);
        }
    }

    Map<String, List<String>> parameters() {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        parameters.forEach((name, values) -> chosen.put(name, Arrays.asList(values.split(","))));
        return chosen;
    }

    GateRun.Measuring measuring() {
        return new GateRun.Measuring(warmUp, time, jvmArguments, forksOnly);
    }
}
