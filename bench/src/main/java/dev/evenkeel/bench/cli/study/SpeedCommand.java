package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.cli.convert.CountConverter;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.convert.LongCountConverter;
import dev.evenkeel.bench.cli.convert.ShareConverter;
import dev.evenkeel.bench.cli.convert.ThreadsConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.step.Step;
import dev.evenkeel.bench.step.StepCell;
import dev.evenkeel.bench.step.Steps;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.train.TrainingSpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.statistics.descriptive.Quantile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a training costs beside its steps. */
@Command(name = "speed", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            """
                    Times a training, with its reading and its log, in turns with the step of \
                    'run --benchmarks step'.""",
            "It trains for seconds, and keeps nothing."})
final class SpeedCommand implements Callable<Integer> {
    private static final long SEED = 2010;

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE",
            defaultValue = "10:1024-1000x5-9,32:1024-1000x5-9,128:1024-1000x5-9",
            description = "As for the step benchmark, batch:network. Default: ${DEFAULT-VALUE}.")
    private List<String> shapes;

    @Option(names = "--variants", split = ",", paramLabel = "NAME", defaultValue = "tanh",
            description = "Of tanh, relu, batchnorm-tanh, batchnorm-relu. Default: ${DEFAULT-VALUE}.")
    private List<String> variants;

    @Option(names = "--threads", split = ",", paramLabel = "N", defaultValue = "1",
            converter = ThreadsConverter.class, description = "Threads that compute. Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads;

    @Mixin
    private DataOption data;

    @Option(names = "--interval", paramLabel = "N", defaultValue = "10000", converter = LongCountConverter.class,
            description = "Steps from one line of the log, and checkpoint, to the next. Default: ${DEFAULT-VALUE}.")
    private long interval;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "25", converter = CountConverter.class,
            description = "In each of which both are timed. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "100ms", converter = DurationConverter.class,
            description = "Of each in a round. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(names = "--floor", paramLabel = "SHARE", converter = ShareConverter.class,
            description = """
                    Least share of the step's speed, such as 95%%. \
                    Exit code 1 if three quarters of the rounds do not reach it, 2 if a quarter does not.""")
    private Double floor;

    @Spec
    private CommandSpec command;

    SpeedCommand() {}

    @Override
    public Integer call() throws IOException {
        List<Cell> cells = new Steps().cells(shapes, variants, threads);
        DataSet set = data.read(SEED);
        Screen screen = Screen.of(command);
        int exitCode = ExitCode.OK;
        for (Cell cell : cells) {
            double[] shares = measure(((StepCell) cell).step(), set, screen);
            exitCode = worse(exitCode, verdict(shares));
        }
        return exitCode;
    }

    private double[] measure(Step step, DataSet set, Screen screen) throws IOException {
        TrainingSpeed speed = new TrainingSpeed(step, set, interval, rounds, time.toNanos());
        Path folder = Files.createTempDirectory("evenkeel-speed-");
        try {
            TrainingSpeed.Times times = measure(speed, folder);
            double[] shares = speed.shares(times);
            screen.println(text(step, times, shares));
            return shares;
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static TrainingSpeed.Times measure(TrainingSpeed speed, Path folder) throws IOException {
        try {
            return speed.measure(folder);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--shapes or --data: " + e.getMessage(), e);
        }
    }

    private String text(Step step, TrainingSpeed.Times times, double[] shares) {
        double examples = 1e9 * step.shape().batch();
        double stepNanos = median(times.step());
        double line = times.line() / interval;
        return String.format(Locale.ROOT, """
                %s
                  step alone         %,8.0f examples/s
                  training           %,8.0f examples/s, %.1f %% (quartiles %.1f and %.1f of %s)
                  reading            %.1f %% of a step, %.2f µs an example
                  log                %.1f %% of a step, %.2f s every %,d steps""",
                step, examples / stepNanos, examples / (median(times.training()) + line), 100 * median(shares),
                100 * quantile(shares, 0.25), 100 * quantile(shares, 0.75),
                Counted.of(rounds, "round"), 100 * times.reading() / stepNanos,
                times.reading() / 1000 / step.shape().batch(),
                100 * line / stepNanos, times.line() / 1e9, interval);
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double quantile(double[] values, double share) {
        return Quantile.withDefaults().evaluate(values, share);
    }

    private int verdict(double[] shares) {
        if (floor == null || quantile(shares, 0.25) >= floor) return ExitCode.OK;
        return quantile(shares, 0.75) >= floor ? ExitCode.INCONCLUSIVE : ExitCode.CHECK_FAILED;
    }

    /** A failure weighs more than doubt. */
    private static int worse(int one, int other) {
        return one == ExitCode.CHECK_FAILED || other == ExitCode.OK ? one : other;
    }
}
