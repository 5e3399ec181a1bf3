package dev.evenkeel.bench.study.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Execution EXECUTION = Execution.sequential();
    private static final DataSet SHAPES = Shapeset.dataSet(5, false);

    @TempDir
    private Path folder;

    private static Settings settings() {
        return new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 20, 9),
                Cost.CROSS_ENTROPY, 0.05, 10, 77, "shapeset");
    }

    private static TrainingRun.Outcome run(Training training, Path folder, Watch watch) throws IOException {
        return new TrainingRun(training, SHAPES, new TrainingRun.Schedule(100, 30, 333, 501), folder, watch, EXECUTION)
                .run();
    }

    /** All but the speeds. */
    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log.jsonl")).replaceAll(",\"examplesPerSecond\":\\d+", "");
    }

    @Test
    void aRunThatWasStoppedTwiceLeavesTheSameFiles() throws IOException {
        Path whole = folder.resolve("whole");
        Watch watch = new Watch(1000);
        assertThat(run(Training.begin(settings(), SHAPES, EXECUTION), whole, watch))
                .isEqualTo(TrainingRun.Outcome.DONE);
        assertThat(log(whole).lines().map(line -> line.replaceAll("\\D+.*?(\\d+).*", "$1")))
                .containsExactly("30", "60", "90", "100");
        assertThat(log(whole)).containsOnlyOnce("testError");
        assertThat(watch.lines()).hasSize(5).last().asString().matches("test error \\d+\\.\\d\\d %");

        Path parts = folder.resolve("parts");
        assertThat(run(Training.begin(settings(), SHAPES, EXECUTION), parts, new Watch(40)))
                .isEqualTo(TrainingRun.Outcome.STOPPED);
        Path checkpoint = parts.resolve("training.checkpoint");
        byte[] saved = Files.readAllBytes(checkpoint);
        assertThat(run(Training.resume(Checkpoint.read(checkpoint), SHAPES, EXECUTION), parts, new Watch(35)))
                .isEqualTo(TrainingRun.Outcome.STOPPED);
        Files.write(checkpoint, saved); // killed after the log was written, before it was saved
        Files.writeString(parts.resolve("log.jsonl"), "{\"step\":9", StandardOpenOption.APPEND);
        assertThat(run(Training.resume(Checkpoint.read(checkpoint), SHAPES, EXECUTION), parts, new Watch(1000)))
                .isEqualTo(TrainingRun.Outcome.DONE);
        assertThat(log(parts)).isEqualTo(log(whole));
        assertThat(checkpoint).hasSameBinaryContentAs(whole.resolve("training.checkpoint"));
    }

    @Test
    void aLossThatIsNoNumberEndsTheRun() throws IOException {
        Settings steep = new Settings(Architecture.of(Activation.RELU, VarianceScaling.HE_NORMAL, 1024, 20, 20, 9),
                Cost.CROSS_ENTROPY, 1e30, 10, 77, "shapeset");
        assertThat(run(Training.begin(steep, SHAPES, EXECUTION), folder, new Watch(1000)))
                .isEqualTo(TrainingRun.Outcome.DIVERGED);
        assertThat(log(folder)).containsAnyOf("NaN", "Infinity");
        assertThat(folder.resolve("training.checkpoint")).doesNotExist();
    }

    @Test
    void anErrorRateIsTheShareOfWrongClasses() {
        Training training = Training.begin(settings(), SHAPES, EXECUTION);
        ErrorRate all = new ErrorRate(training.parameters(), SHAPES.test(), 1003, EXECUTION);
        ErrorRate most = new ErrorRate(training.parameters(), SHAPES.test(), 1002, EXECUTION);
        ErrorRate some = new ErrorRate(training.parameters(), SHAPES.test(), 497, EXECUTION);
        for (int i = 0; i < 50; i++) training.step();
        Perceptron one = new Perceptron(training.parameters(), 1, EXECUTION);
        int[] label = new int[1];
        int wrong = 0;
        for (int i = 0; i < 1003; i++) {
            SHAPES.test().read(i, one.x(), label, EXECUTION);
            float[] logits = one.infer().toArray();
            int best = 0;
            for (int j = 1; j < 9; j++) if (logits[j] > logits[best]) best = j;
            if (best != label[0]) wrong++;
            if (i == 496) assertThat(some.measure()).isEqualTo(wrong / 497.0);
            if (i == 1001) assertThat(most.measure()).isEqualTo(wrong / 1002.0);
        }
        assertThat(all.measure()).isEqualTo(wrong / 1003.0).isBetween(0.5, 0.95);
        assertThatThrownBy(() -> new ErrorRate(training.parameters(), SHAPES.test(), 0, EXECUTION))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("most");
    }

    @Test
    void shapesAreLearned() {
        Training training = Training.begin(settings(), SHAPES, EXECUTION);
        for (int i = 0; i < 100; i++) training.step();
        double early = training.takeMeanLoss();
        for (int i = 0; i < 4000; i++) training.step();
        training.takeMeanLoss();
        for (int i = 0; i < 500; i++) training.step();
        assertThat(training.takeMeanLoss()).isLessThan(0.95 * early);
    }

    @Test
    void aForeignLogIsNotOverwritten() throws IOException {
        Path log = Files.writeString(folder.resolve("log.jsonl"), "{\"page\":1}\nof something else\n");
        assertThatThrownBy(() -> TrainingLog.open(log, 0)).isInstanceOf(IOException.class)
                .hasMessageContaining(log.toString());
        assertThat(log).hasContent("{\"page\":1}\nof something else\n");
    }
}
