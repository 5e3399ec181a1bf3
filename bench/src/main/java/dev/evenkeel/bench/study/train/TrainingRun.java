package dev.evenkeel.bench.study.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.report.ProgressLine;
import dev.evenkeel.bench.study.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A training with what people want of one: a log, a checkpoint from time to time, and to be told how far it is. The
 * folder has {@value #CHECKPOINT} and {@value #LOG}.
 */
public final class TrainingRun {
    /** The last checkpoint. */
    public static final String CHECKPOINT = "training.checkpoint";

    /** A line for each interval. */
    public static final String LOG = "log.jsonl";

    private static final long NANOS_BETWEEN_TICKS = 500_000_000;

    private final Training training;
    private final Schedule schedule;
    private final Path folder;
    private final Monitor monitor;
    private final TrainingLog log;
    private final ErrorRate validation;
    private final ErrorRate test;
    private long intervalStart;
    private long intervalSteps;

    /**
     * How long, and when to look.
     *
     * @param steps at which to end, those before a checkpoint included
     * @param interval steps from one line of the log, and checkpoint, to the next
     * @param validationExamples for the error of each line
     * @param testExamples for the error at the end
     */
    public record Schedule(long steps, long interval, long validationExamples, long testExamples) {
        /** @throws IllegalArgumentException if a number is below 1 */
        public Schedule {
            if (steps < 1 || interval < 1 || validationExamples < 1 || testExamples < 1)
                throw new IllegalArgumentException("steps, interval and numbers of examples must be at least 1");
        }
    }

    /** Who waits for it. */
    public interface Monitor {
        /** How far it is; to be forgotten when the next one comes. */
        void tick(String line);

        /** What the log says, for people. */
        void line(String line);

        /** Whether to save and to end; asked after every step. */
        boolean mustStop();

        /** Adds to a line of the log what else is to be kept. */
        default void observe(ObjectNode line) {}
    }

    /** How it ended. */
    public enum Outcome {
        /** All steps were taken. */
        DONE,
        /** It was stopped, and can be resumed. */
        STOPPED,
        /** The loss is no number any more, or infinite. */
        DIVERGED
    }

    /** @throws IOException if the folder cannot be written to, or has something else under the log's name */
    public TrainingRun(Training training, DataSet data, Schedule schedule, Path folder, Monitor monitor,
            Execution execution) throws IOException {
        this.training = training;
        this.schedule = schedule;
        this.folder = folder;
        this.monitor = monitor;
        log = TrainingLog.open(folder.resolve(LOG), training.steps());
        validation =
                new ErrorRate(training.parameters(), data.validation(), schedule.validationExamples, execution);
        test = new ErrorRate(training.parameters(), data.test(), schedule.testExamples, execution);
    }

    /** Takes the steps that are missing. */
    public Outcome run() throws IOException {
        long start = System.nanoTime();
        long firstStep = training.steps();
        long lastTick = start;
        intervalStart = start;
        intervalSteps = 0;
        while (training.steps() < schedule.steps) {
            double loss = training.step();
            intervalSteps++;
            if (!Double.isFinite(loss)) return diverged(loss);
            boolean isLast = training.steps() == schedule.steps;
            if (isLast || training.steps() % schedule.interval == 0) report(isLast);
            long now = System.nanoTime();
            if (now - lastTick > NANOS_BETWEEN_TICKS) {
                lastTick = now;
                monitor.tick(progress(loss, training.steps() - firstStep, now - start));
            }
            if (!isLast && monitor.mustStop()) {
                training.checkpoint().write(folder.resolve(CHECKPOINT));
                return Outcome.STOPPED;
            }
        }
        return Outcome.DONE;
    }

    private String progress(double loss, long done, long nanos) {
        Duration left = Duration.ofNanos((long) ((double) nanos / done * (schedule.steps - training.steps())));
        return String.format(Locale.ROOT, "step %,d of %,d, %,.0f examples/s, %s left, loss %.4f", training.steps(),
                schedule.steps, 1e9 * done * training.settings().batch() / nanos, ProgressLine.duration(left), loss);
    }

    /** Looks at the network, adds a line to the log, and saves. */
    void report(boolean isLast) throws IOException {
        double loss = training.takeMeanLoss();
        double error = validation.measure();
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("step", training.steps()).put("loss", loss)
                .put("validationError", error);
        if (isLast) line.put("testError", test.measure());
        monitor.observe(line);
        training.checkpoint().write(folder.resolve(CHECKPOINT));
        long now = System.nanoTime();
        double speed = 1e9 * intervalSteps * training.settings().batch() / (now - intervalStart);
        intervalStart = now;
        intervalSteps = 0;
        log.append(line.put("examplesPerSecond", Math.round(speed)));
        monitor.line(String.format(Locale.ROOT, "step %,11d  loss %.4f  validation error %6.2f %%  %,.0f examples/s",
                training.steps(), loss, 100 * error, speed));
        if (isLast) monitor.line(
                String.format(Locale.ROOT, "test error %.2f %%", 100 * line.get("testError").doubleValue()));
    }

    private Outcome diverged(double loss) throws IOException {
        log.append(JsonNodeFactory.instance.objectNode().put("step", training.steps()).put("loss",
                Double.toString(loss)));
        return Outcome.DIVERGED;
    }
}
