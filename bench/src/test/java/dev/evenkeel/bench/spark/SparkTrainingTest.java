package dev.evenkeel.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.Main;
import dev.evenkeel.bench.campaign.PresentServices;
import dev.evenkeel.bench.cli.profile.ProfileCommand;
import dev.evenkeel.bench.launch.JavaProcess;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.shards.LocalWorkers;
import dev.evenkeel.bench.study.shards.ShardPlan;
import dev.evenkeel.bench.study.shards.ShardedCheckpoint;
import dev.evenkeel.bench.study.shards.ShardedTraining;
import dev.evenkeel.bench.study.shards.SyncReference;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command on clusters of several JVMs, beside the same training in this one. Skipped unless the build has the
 * profile {@code spark}.
 */
class SparkTrainingTest {
    private static final String CHECKPOINT = "training.safetensors";
    private static final List<String> TRAINING = List.of("--layers", "1024,12,9", "--batch", "23", "--batch-norm",
            "--rate", "0.1", "--seed", "5", "--validation", "10");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void onlyWithTheProfile() {
        String here = SparkTrainingTest.class.getPackageName();
        assumeTrue(PresentServices.load(ProfileCommand.class).services().stream()
                .anyMatch(command -> command.getClass().getPackageName().equals(here)), "the profile spark is off");
    }

    private static JavaProcess.Ended train(JavaProcess.Lines lines, Path out, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
                        Main.class.getName(), "spark", "train", "--out", out.toString(), "--executor-memory", "512",
                        "--driver-memory", "512"));
        command.addAll(TRAINING);
        command.addAll(List.of(more));
        return JavaProcess.run(command, lines);
    }

    /** The same training, shard after shard in this thread. */
    private static ShardedCheckpoint expected(ShardPlan plan, int steps) {
        DataSet data = Shapeset.dataSet(plan.settings().seed(), false);
        if (plan.syncBatchNorm()) return SyncReference.train(plan, data, steps);
        ShardedTraining training = ShardedTraining.begin(plan, data, Execution.sequential());
        LocalWorkers workers = LocalWorkers.inOrder(plan, data);
        while (training.steps() < steps) training.round(workers);
        return training.checkpoint();
    }

    private static void assertSameBits(Path out, int steps) throws IOException {
        ShardedCheckpoint found = ShardedCheckpoint.read(out.resolve(CHECKPOINT));
        assertThat(found.step()).isEqualTo(steps);
        Path expected = out.resolveSibling(out.getFileName() + "-expected").resolve(CHECKPOINT);
        expected(found.plan(), steps).write(expected);
        assertThat(out.resolve(CHECKPOINT)).hasSameBinaryContentAs(expected);
    }

    @Test
    void whoeverIsDoneFirstAndHoweverManyGoOnTheBitsAreThoseOfOneJvm() throws Exception {
        Path out = folder.resolve("resumed");
        JavaProcess.Ended begun =
                train(line -> {}, out, "--executors", "2", "--shards", "3", "--stagger", "60", "--steps", "4");
        assertThat(begun.code()).as(begun.printed()).isEqualTo(ExitCode.OK);
        assertThat(begun.printed()).contains("local-cluster[2,1,");
        assertSameBits(out, 4);
        JavaProcess.Ended resumed = train(line -> {}, out, "--executors", "1", "--resume", "--steps", "7");
        assertThat(resumed.code()).as(resumed.printed()).isEqualTo(ExitCode.OK);
        assertSameBits(out, 7);
        JavaProcess.Ended otherCut = train(line -> {}, out, "--shards", "4", "--resume", "--steps", "9");
        assertThat(otherCut.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(otherCut.printed()).contains("--shards is 4, but the training to resume has 3");
    }

    @Test
    void withStatisticsOfWholeBatchesBitsAreThoseOfOneThreadOnAnyNumberOfExecutors() throws Exception {
        Path out = folder.resolve("sync");
        JavaProcess.Ended begun = train(line -> {}, out, "--executors", "2", "--shards", "3", "--sync-batch-norm",
                "--stagger", "40", "--steps", "3");
        assertThat(begun.code()).as(begun.printed()).isEqualTo(ExitCode.OK);
        assertThat(ShardedCheckpoint.read(out.resolve(CHECKPOINT)).plan().syncBatchNorm()).isTrue();
        assertSameBits(out, 3);
        JavaProcess.Ended onThree = train(line -> {}, out, "--executors", "3", "--resume", "--steps", "6");
        assertThat(onThree.code()).as(onThree.printed()).isEqualTo(ExitCode.OK);
        assertSameBits(out, 6);
        JavaProcess.Ended onOne =
                train(line -> {}, out, "--executors", "1", "--resume", "--sync-batch-norm", "--steps", "8");
        assertThat(onOne.code()).as(onOne.printed()).isEqualTo(ExitCode.OK);
        assertSameBits(out, 8);
    }

    @Test
    void anExecutorThatIsKilledChangesNoBit() throws Exception {
        Path out = folder.resolve("killed");
        trainAndKill(out, "--local-steps", "2");
        assertSameBits(out, 6);
    }

    @Test
    void norDoesOneThatIsKilledWhileOthersWaitForItsStatistics() throws Exception {
        Path out = folder.resolve("killed-sync");
        trainAndKill(out, "--sync-batch-norm");
        assertSameBits(out, 6);
    }

    private static void trainAndKill(Path out, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--executors", "2", "--shards", "3", "--stagger", "150",
                "--steps", "6", "--interval", "2"));
        options.addAll(List.of(more));
        List<ProcessHandle> killed = new ArrayList<>();
        JavaProcess.Ended ended = train(line -> {
            if (!killed.isEmpty() || !line.startsWith("step ")) return;
            ProcessHandle victim = executors().getFirst();
            if (victim.destroyForcibly()) killed.add(victim);
        }, out, options.toArray(String[]::new));
        assertThat(ended.code()).as(ended.printed()).isEqualTo(ExitCode.OK);
        assertThat(killed).hasSize(1);
        assertThat(ended.printed()).contains("1 executor was lost");
    }

    @Test
    void statisticsOfWholeBatchesAreRefusedWhereThereAreNone() throws Exception {
        JavaProcess.Ended withSteps = train(line -> {}, folder.resolve("refused"), "--sync-batch-norm",
                "--local-steps", "2");
        assertThat(withSteps.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(withSteps.printed()).contains("--local-steps must be 1 with --sync-batch-norm, was 2");
        Path own = folder.resolve("own");
        ShardPlan plan = ShardedCheckpoint.read(checkpointWithoutSync(own)).plan();
        assertThat(plan.syncBatchNorm()).isFalse();
        JavaProcess.Ended other = train(line -> {}, own, "--sync-batch-norm", "--resume");
        assertThat(other.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(other.printed()).contains("--sync-batch-norm is given, but the training to resume");
    }

    private static Path checkpointWithoutSync(Path out) throws IOException {
        Settings settings = new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 12, 9)
                .withBatchNorm(), Cost.CROSS_ENTROPY, 0.1, 23, 5, "shapeset");
        Path file = out.resolve(CHECKPOINT);
        new ShardedCheckpoint(new ShardPlan(settings, 3, 1), 4, Parameters.zeros(settings.architecture())).write(file);
        return file;
    }

    /** Children of the driver, which is the child of the command. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current().children().flatMap(ProcessHandle::children).flatMap(ProcessHandle::children)
                .toList();
    }
}
