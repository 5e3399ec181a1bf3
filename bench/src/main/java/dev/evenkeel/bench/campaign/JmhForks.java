package dev.evenkeel.bench.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times each library in a fresh JVM per round, by JMH.
 *
 * <p>JMH itself would run all forks of one library before the next library's first. Here every fork is a JMH run of its
 * own, so that the forks that are compared start within seconds of each other.
 */
public final class JmhForks implements CellTimer {
    /** The line on which a fork tells which code the library chose starts with this. */
    public static final String CODE_PATH = "code path: ";

    private static final Duration START_OF_A_FORK = Duration.ofMillis(1600);

    private final String benchmarks;
    private final Settings settings;
    private final List<String> jvmArguments;
    private final Map<List<String>, List<RunResult>> results = new LinkedHashMap<>();

    /**
     * How each fork spends its time.
     *
     * @param forks rounds
     * @param warmUp before the first iteration, after the benchmark's own
     * @param iterations timed
     * @param time of one iteration
     */
    public record Settings(int forks, Duration warmUp, int iterations, Duration time) {
        private static final int WARM_UP_ITERATIONS = 5;
    }

    /**
     * Nothing is started yet.
     *
     * @param benchmarks the package of the classes that JMH runs
     * @param jvmArguments for every fork
     */
    public JmhForks(String benchmarks, Settings settings, List<String> jvmArguments) {
        this.benchmarks = benchmarks;
        this.settings = settings;
        this.jvmArguments = List.copyOf(jvmArguments);
    }

    @Override
    public Duration expected() {
        return START_OF_A_FORK.plus(settings.warmUp).plus(settings.time.multipliedBy(settings.iterations))
                .multipliedBy(settings.forks);
    }

    @Override
    public List<LibraryTimes> measure(Contest contest) {
        Map<String, List<double[]>> rounds = new LinkedHashMap<>();
        Map<String, String> codePaths = new LinkedHashMap<>();
        for (int fork = 0; fork < settings.forks; fork++) {
            for (String library : contest.libraries()) {
                ForkLog log = new ForkLog();
                double[] nanos = fork(contest.cell(), library, log);
                rounds.computeIfAbsent(library, name -> new ArrayList<>()).add(nanos);
                codePaths.put(library, log.lineAfter(CODE_PATH));
            }
        }
        return rounds.entrySet().stream()
                .map(times -> new LibraryTimes(times.getKey(), codePaths.get(times.getKey()), times.getValue()))
                .toList();
    }

    /** What JMH's own result formats print: all forks of the same parameters as one result. */
    public Collection<RunResult> results() {
        List<RunResult> merged = new ArrayList<>();
        for (List<RunResult> forks : results.values()) {
            List<BenchmarkResult> runs = forks.stream().flatMap(fork -> fork.getBenchmarkResults().stream()).toList();
            merged.add(new RunResult(forks.getFirst().getParams(), runs));
        }
        return merged;
    }

    private double[] fork(Cell cell, String library, ForkLog log) {
        ChainedOptionsBuilder options =
                new OptionsBuilder().include("^" + Pattern.quote(benchmarks + "." + cell.benchmark()) + "$")
                        .param("library", library).forks(1).shouldFailOnError(true)
                        .jvmArgs(jvmArguments.toArray(String[]::new));
        cell.parameters().forEach((name, value) -> options.param(name, value.toString()));
        if (!cell.isCold()) {
            options.warmupIterations(Settings.WARM_UP_ITERATIONS)
                    .warmupTime(milliseconds(settings.warmUp.dividedBy(Settings.WARM_UP_ITERATIONS)))
                    .measurementIterations(settings.iterations).measurementTime(milliseconds(settings.time));
        }
        try {
            RunResult result = log.capture(() -> new Runner(options.build(), log).run()).iterator().next();
            results.computeIfAbsent(List.of(cell.toString(), library), key -> new ArrayList<>()).add(result);
            return result.getBenchmarkResults().stream().flatMap(run -> run.getIterationResults().stream())
                    .map(IterationResult::getPrimaryResult)
                    .mapToDouble(primary -> primary.getScore()).toArray();
        } catch (RunnerException e) {
            String wrong = log.text().lines().filter(line -> line.contains(WrongAnswerException.class.getName()))
                    .findFirst().orElse(null);
            if (wrong != null) throw new WrongAnswerException(wrong.strip());
            throw new MeasurementException(
                    library + " could not be timed at " + cell + ": " + e.getMessage() + "\n" + log.text(), e);
        }
    }

    private static TimeValue milliseconds(Duration duration) {
        return TimeValue.milliseconds(Math.max(1, duration.toMillis()));
    }
}
