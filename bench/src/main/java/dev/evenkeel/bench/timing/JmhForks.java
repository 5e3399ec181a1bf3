package dev.evenkeel.bench.timing;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.CellTimer;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.campaign.LibraryTimes;
import dev.evenkeel.bench.roofline.Roofline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
    /** The JVM, the check of the answer, and what compiles meanwhile. */
    private static final Duration START_OF_A_FORK = Duration.ofMillis(2000);

    /** Of the warm-up before JMH's own, as benchmarks have it. */
    private static final Duration BATCH = Duration.ofMillis(20);

    private static final int BATCHES = 15;

    private final String benchmarks;
    private final Settings settings;
    private final List<String> jvmArguments;
    private final Path folder;
    private final Map<String, OtherJar> jars = new LinkedHashMap<>();
    private final JmhResults results = new JmhResults();

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

        private long warmUpMillis() {
            return Math.max(1, warmUp.toMillis() / WARM_UP_ITERATIONS);
        }

        private long iterationMillis() {
            return Math.max(1, time.toMillis());
        }

        /** The same on JMH's command line. */
        private List<String> arguments() {
            return List.of("-wi", String.valueOf(WARM_UP_ITERATIONS), "-w", warmUpMillis() + "ms", "-i",
                    String.valueOf(iterations), "-r", iterationMillis() + "ms");
        }
    }

    /**
     * Nothing is started yet.
     *
     * @param benchmarks the package of the classes that JMH runs
     * @param jvmArguments for every fork
     * @param folder gets what a fork printed that failed
     * @param jars of other revisions that take part as libraries
     */
    public JmhForks(String benchmarks, Settings settings, List<String> jvmArguments, Path folder,
            List<OtherJar> jars) {
        this.benchmarks = benchmarks;
        this.settings = settings;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.folder = folder;
        for (OtherJar jar : jars) this.jars.put(jar.library(), jar);
    }

    @Override
    public Duration expected(Contest contest, Roofline roofline) {
        Duration round = Duration.ZERO;
        for (String library : contest.libraries()) {
            Duration call = Duration.ofNanos(Math.round(CallTimes.nanos(contest.cell(), library, roofline)));
            round = round.plus(START_OF_A_FORK).plus(contest.cell().isCold() ? call : warm(call));
        }
        return round.multipliedBy(settings.forks);
    }

    /** Each batch and each iteration takes at least one call. */
    private Duration warm(Duration call) {
        Duration warmUp = settings.warmUp.dividedBy(Settings.WARM_UP_ITERATIONS);
        return longer(BATCH, call).multipliedBy(BATCHES).plus(longer(warmUp, call).multipliedBy(
                Settings.WARM_UP_ITERATIONS)).plus(longer(settings.time, call).multipliedBy(settings.iterations));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Override
    public List<LibraryTimes> measure(Contest contest) {
        Map<String, List<JmhFork>> forks = new LinkedHashMap<>();
        for (int round = 0; round < settings.forks; round++) {
            for (String library : contest.libraries()) {
                JmhFork fork = fork(contest.cell(), library);
                forks.computeIfAbsent(library, name -> new ArrayList<>()).add(fork);
                results.add(contest.cell(), library, fork.json());
            }
        }
        return forks.entrySet().stream().map(all -> JmhFork.together(all.getKey(), all.getValue())).toList();
    }

    /** What JMH's own format holds of all forks so far. */
    public JmhResults results() {
        return results;
    }

    private JmhFork fork(Cell cell, String library) {
        OtherJar jar = jars.get(library);
        return jar == null ? ownFork(cell, library)
                : jar.fork(cell, cell.isCold() ? List.of() : settings.arguments(), jvmArguments, folder);
    }

    private JmhFork ownFork(Cell cell, String library) {
        ChainedOptionsBuilder options =
                new OptionsBuilder().include("^" + Pattern.quote(benchmarks + "." + cell.benchmark()) + "$")
                        .param("library", library).forks(1).shouldFailOnError(true)
                        .jvmArgs(jvmArguments.toArray(String[]::new));
        cell.parameters().forEach((name, value) -> options.param(name, value.toString()));
        if (!cell.isCold()) {
            options.warmupIterations(Settings.WARM_UP_ITERATIONS)
                    .warmupTime(TimeValue.milliseconds(settings.warmUpMillis()))
                    .measurementIterations(settings.iterations)
                    .measurementTime(TimeValue.milliseconds(settings.iterationMillis()));
        }
        ForkLog log = new ForkLog();
        try {
            RunResult result = log.capture(() -> new Runner(options.build(), log).run()).iterator().next();
            return new JmhFork(JmhFork.json(result), log.text());
        } catch (RunnerException e) {
            throw FailedFork.of(library + ", " + cell, log.text(), e.getMessage(), folder);
        }
    }
}
