package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.cli.convert.LongCountConverter;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.launch.StopRequest;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.train.Checkpoint;
import dev.evenkeel.bench.study.train.FolderLock;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.bench.study.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One training, for experiments of one's own. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a multilayer perceptron by plain gradient descent.",
            "Ctrl-C saves; --resume goes on, to the bits of a training that was not stopped."})
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "100000", converter = LongCountConverter.class,
            description = "The step to end at. Default: ${DEFAULT-VALUE}.")
    private long steps;

    @Option(names = "--validation", paramLabel = "N", defaultValue = "2000", converter = LongCountConverter.class,
            description = "Examples for the error of each line. Default: ${DEFAULT-VALUE}.")
    private long validationExamples;

    @Option(names = "--test", paramLabel = "N", defaultValue = "10000", converter = LongCountConverter.class,
            description = "Examples for the error at the end. Default: ${DEFAULT-VALUE}.")
    private long testExamples;

    @Mixin
    private TrainingOptions options;

    @Option(names = "--out", paramLabel = "FOLDER", required = true,
            description = "Gets " + TrainingRun.CHECKPOINT + " and " + TrainingRun.LOG + ".")
    private Path folder;

    @Option(names = "--resume", description = "Go on with the training in the folder.")
    private boolean resume;

    @Spec
    private CommandSpec command;

    TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        Screen screen = Screen.of(command);
        requireFolder();
        try (OwnExecution own = new OwnExecution(options.threads()); StopRequest stop = new StopRequest();
                FolderLock lock = new FolderLock(folder)) {
            if (resume) lock.take();
            Checkpoint checkpoint = resume ? checkpoint() : null;
            Settings chosen = checkpoint == null ? settings.settings() : checkpoint.settings();
            DataSet data = DataChoice.read(settings.data(chosen), chosen.seed());
            Training training = training(chosen, checkpoint, data, own);
            TrainingOptions.createFolder(folder);
            lock.take();
            requireFolder();
            if (training.steps() >= steps) throw new IllegalArgumentException(
                    "--steps is " + steps + ", but the training in " + folder + " has taken " + training.steps());
            screen.println(chosen.architecture().network() + " " + chosen.architecture().activation() + ", "
                    + chosen.architecture().initializer().name() + (chosen.architecture().batchNorm()
                            ? ", batch normalisation" : "")
                    + ", " + chosen.cost() + ", rate " + chosen.learningRate() + ", " + data.name() + ", "
                    + own.codePath());
            TrainingRun run = new TrainingRun(training, data,
                    new TrainingRun.Schedule(steps, options.interval(), validationExamples, testExamples), folder,
                    new ShownTraining(screen, stop), own.get());
            return exitCode(run.run(), training, screen);
        }
    }

    private Training training(Settings chosen, Checkpoint checkpoint, DataSet data, OwnExecution own) {
        try {
            return checkpoint == null ? Training.begin(chosen, data, own.get())
                    : Training.resume(checkpoint, data, own.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--layers, --init, --batch or --data: " + e.getMessage(), e);
        }
    }

    private Checkpoint checkpoint() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(folder.resolve(TrainingRun.CHECKPOINT));
        settings.requireSame(checkpoint.settings());
        return checkpoint;
    }

    /** To go on there must be a training in the folder, to begin there must be none. */
    private void requireFolder() {
        if (resume && !Files.isRegularFile(folder.resolve(TrainingRun.CHECKPOINT))) throw new IllegalArgumentException(
                "--resume: " + folder + " has no " + TrainingRun.CHECKPOINT + "; leave it out to begin");
        for (String name : new String[] {TrainingRun.CHECKPOINT, TrainingRun.LOG}) {
            if (!resume && Files.exists(folder.resolve(name))) throw new IllegalArgumentException("--out: " + folder
                    + " has a training (" + name + "); --resume goes on with it, another folder begins anew");
        }
    }

    private int exitCode(TrainingRun.Outcome outcome, Training training, Screen screen) {
        switch (outcome) {
            case DONE -> screen.println("kept in " + folder);
            case STOPPED -> screen.println("stopped after step " + training.steps() + ", saved in " + folder
                    + "; --resume goes on");
            case DIVERGED -> screen.println("the loss is no finite number after step " + training.steps()
                    + "; a smaller --rate may help");
        }
        return outcome == TrainingRun.Outcome.DONE ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
