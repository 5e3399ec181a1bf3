package dev.evenkeel.bench.spark;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.convert.LongCountConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.cli.study.DataChoice;
import dev.evenkeel.bench.cli.study.SettingsOptions;
import dev.evenkeel.bench.launch.StopRequest;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.shards.ShardedCheckpoint;
import dev.evenkeel.bench.study.shards.ShardedTraining;
import dev.evenkeel.bench.study.shards.Workers;
import dev.evenkeel.bench.study.train.ErrorRate;
import dev.evenkeel.bench.study.train.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One training, cut into shards. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a multilayer perceptron by plain gradient descent, a task per shard of each batch.",
            "The cut is part of the result. Executors, and whether one is lost on the way, change no bit of it.",
            "Ctrl-C saves; --resume goes on, on any number of executors."})
final class SparkTrainCommand implements Callable<Integer> {
    private static final String CHECKPOINT = "training.safetensors";

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--shards", paramLabel = "N",
            description = "Into how many each batch is cut. Default: 2, or as in the checkpoint.")
    private Integer shards;

    @Option(names = "--local-steps", paramLabel = "N",
            description = "1 merges the gradients of each step, more the parameters after so many steps that each shard takes on its own. Default: 1, or as in the checkpoint.")
    private Integer localSteps;

    @Option(names = "--sync-batch-norm", arity = "0",
            description = "With --batch-norm: normalise by the statistics of the whole batch, not by those of the shard. Default: as in the checkpoint.")
    private Boolean syncBatchNorm;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "1000", converter = LongCountConverter.class,
            description = "The step to end at. Default: ${DEFAULT-VALUE}.")
    private long steps;

    @Option(names = "--interval", paramLabel = "N", defaultValue = "100", converter = LongCountConverter.class,
            description = "Steps from one line, and checkpoint, to the next. Default: ${DEFAULT-VALUE}.")
    private long interval;

    @Option(names = "--validation", paramLabel = "N", defaultValue = "1000", converter = LongCountConverter.class,
            description = "Examples for the error of each line. Default: ${DEFAULT-VALUE}.")
    private long validationExamples;

    @Option(names = "--out", paramLabel = "FOLDER", required = true,
            description = "Gets " + CHECKPOINT + ".")
    private Path folder;

    @Option(names = "--resume", description = "Go on with the training in the folder.")
    private boolean resume;

    @Option(names = "--stagger", paramLabel = "MS", defaultValue = "0",
            description = "Each shard waits so much longer than the next, so that the last one is done first. Changes no bit.")
    private long staggerMillis;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    SparkTrainCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (staggerMillis < 0)
            throw new IllegalArgumentException("--stagger must be at least 0, was " + staggerMillis);
        requireFolder();
        ShardedCheckpoint checkpoint = resume ? checkpoint() : null;
        ShardPlan plan = checkpoint == null ? plan() : checkpoint.plan();
        requireMultiple("--steps", steps, plan);
        requireMultiple("--interval", interval, plan);
        DataSet data = DataChoice.read(settings.data(plan.settings()), plan.settings().seed());
        ShardedTraining training = training(plan, checkpoint, data);
        if (training.steps() >= steps) throw new IllegalArgumentException(
                "--steps is " + steps + ", but the training in " + folder + " has taken " + training.steps());
        OwnCluster own = cluster.cluster();
        if (!OwnCluster.isThere())
            return own.rerun(command.root().commandLine().getParseResult().originalArgs());
        return train(training, data);
    }

    /** To go on there must be a training in the folder, to begin there must be none. */
    private void requireFolder() {
        boolean isThere = Files.isRegularFile(folder.resolve(CHECKPOINT));
        if (resume && !isThere) throw new IllegalArgumentException(
                "--resume: " + folder + " has no " + CHECKPOINT + "; leave it out to begin");
        if (!resume && isThere) throw new IllegalArgumentException("--out: " + folder + " has a training (" + CHECKPOINT
                + "); --resume goes on with it, another folder begins anew");
    }

    private ShardPlan plan() {
        try {
            return new ShardPlan(settings.settings(), shards == null ? 2 : shards, localSteps == null ? 1 : localSteps,
                    syncBatchNorm != null);
        } catch (IllegalArgumentException e) {
            throw named(e);
        }
    }

    private static IllegalArgumentException named(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        return new IllegalArgumentException(
                message.replaceFirst("^shards ", "--shards ").replaceFirst("^localSteps ", "--local-steps ")
                        .replace("syncBatchNorm", "--sync-batch-norm").replace("batchNorm", "--batch-norm"),
                e);
    }

    private static void requireMultiple(String option, long value, ShardPlan plan) {
        if (value % plan.localSteps() != 0) throw new IllegalArgumentException(option
                + " must be a multiple of --local-steps " + plan.localSteps() + ", was " + value);
    }

    private ShardedTraining training(ShardPlan plan, ShardedCheckpoint checkpoint, DataSet data) {
        try {
            return checkpoint == null ? ShardedTraining.begin(plan, data, Execution.sequential())
                    : ShardedTraining.resume(checkpoint, data, Execution.sequential());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--layers, --init or --data: " + e.getMessage(), e);
        }
    }

    private ShardedCheckpoint checkpoint() throws IOException {
        ShardedCheckpoint checkpoint = ShardedCheckpoint.read(folder.resolve(CHECKPOINT));
        settings.requireSame(checkpoint.plan().settings());
        requireSame("--shards", shards, checkpoint.plan().shards());
        requireSame("--local-steps", localSteps, checkpoint.plan().localSteps());
        if (syncBatchNorm != null && !checkpoint.plan().syncBatchNorm()) throw new IllegalArgumentException(
                "--sync-batch-norm is given, but the training to resume takes the statistics of each shard, if any");
        return checkpoint;
    }

    private static void requireSame(String option, Integer given, int stored) {
        if (given != null && given != stored) throw new IllegalArgumentException(option + " is " + given
                + ", but the training to resume has " + stored + ": the cut is part of the result");
    }

    private int train(ShardedTraining training, DataSet data) throws IOException {
        Screen screen = Screen.of(command);
        ErrorRate validation = new ErrorRate(training.parameters(), data.validation(), validationExamples,
                Execution.sequential());
        try (FolderLock lock = new FolderLock(folder); JavaSparkContext spark = SparkContexts.open();
                StopRequest stop = new StopRequest()) {
            lock.take();
            requireFolder();
            screen.println(training.plan().settings().architecture().network() + ", " + training.plan().shards()
                    + " shards, merged every " + training.plan().localSteps() + " steps, " + spark.sc().master());
            Workers workers = SparkWorkers.of(spark, training.plan(), staggerMillis);
            LostExecutors lost = LostExecutors.of(spark);
            long intervalStart = System.nanoTime();
            long intervalSteps = 0;
            while (training.steps() < steps) {
                double loss = training.round(workers);
                intervalSteps += training.plan().localSteps();
                if (!Double.isFinite(loss)) {
                    screen.println("the loss is no finite number after step " + training.steps()
                            + "; a smaller --rate may help");
                    return ExitCode.CHECK_FAILED;
                }
                int newlyLost = lost.take();
                if (newlyLost > 0) screen.println(newlyLost + (newlyLost == 1 ? " executor was" : " executors were")
                        + " lost before step " + training.steps() + " was done; what it had to do was done again");
                boolean isStopped = stop.hasCome();
                if (isStopped || training.steps() == steps || training.steps() % interval == 0) {
                    double speed = 1e9 * intervalSteps * training.plan().settings().batch()
                            / (System.nanoTime() - intervalStart);
                    training.checkpoint().write(folder.resolve(CHECKPOINT));
                    screen.println(String.format(Locale.ROOT,
                            "step %,11d  loss %.4f  validation error %6.2f %%  %,.0f examples/s", training.steps(),
                            loss,
                            100 * validation.measure(), speed));
                    intervalStart = System.nanoTime();
                    intervalSteps = 0;
                }
                if (isStopped && training.steps() < steps) {
                    screen.println("stopped after step " + training.steps() + ", saved in " + folder
                            + "; --resume goes on");
                    return ExitCode.CHECK_FAILED;
                }
            }
        }
        screen.println("kept in " + folder);
        return ExitCode.OK;
    }
}
