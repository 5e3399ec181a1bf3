package dev.evenkeel.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    private static Path expected(Path out, ShardPlan plan, int steps) throws IOException {
        DataSet data = Shapeset.dataSet(plan.settings().seed(), false);
        ShardedTraining training = ShardedTraining.begin(plan, data, Execution.sequential());
        LocalWorkers workers = LocalWorkers.inOrder(plan, data);
        while (training.steps() < steps) training.round(workers);
        Path file = out.resolveSibling(out.getFileName() + "-expected").resolve(CHECKPOINT);
        training.checkpoint().write(file);
        return file;
    }

    private static void assertSameBits(Path out, int steps) throws IOException {
        ShardedCheckpoint found = ShardedCheckpoint.read(out.resolve(CHECKPOINT));
        assertThat(found.step()).isEqualTo(steps);
        assertThat(out.resolve(CHECKPOINT)).hasSameBinaryContentAs(expected(out, found.plan(), steps));
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
    void anExecutorThatIsKilledChangesNoBit() throws Exception {
        Path out = folder.resolve("killed");
        List<ProcessHandle> killed = new ArrayList<>();
        JavaProcess.Ended ended = train(line -> {
            if (!killed.isEmpty() || !line.startsWith("step ")) return;
            ProcessHandle victim = executors().getFirst();
            if (victim.destroyForcibly()) killed.add(victim);
        }, out, "--executors", "2", "--shards", "3", "--stagger", "150", "--steps", "6", "--interval", "2",
                "--local-steps", "2");
        assertThat(ended.code()).as(ended.printed()).isEqualTo(ExitCode.OK);
        assertThat(killed).hasSize(1);
        assertThat(ended.printed()).contains("1 executor was lost");
        assertSameBits(out, 6);
    }

    /** Children of the driver, which is the child of the command. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current().children().flatMap(ProcessHandle::children).flatMap(ProcessHandle::children)
                .toList();
    }
}
