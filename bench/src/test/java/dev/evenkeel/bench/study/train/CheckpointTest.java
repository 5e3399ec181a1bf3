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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final Execution EXECUTION = Execution.sequential();
    private static final DataSet SHAPES = Shapeset.dataSet(5, false);

    @TempDir
    private Path folder;

    private static Settings settings(boolean batchNorm) {
        Architecture plain =
                Architecture.of(Activation.leakyRelu(0.2f), VarianceScaling.HE_NORMAL, 1024, 20, 13, 9).withBias(0.01f);
        return new Settings(batchNorm ? plain.withBatchNorm() : plain, Cost.QUADRATIC, 0.1, 10, 77, "shapeset");
    }

    private static byte[] bytes(Path file, Training training) throws IOException {
        training.checkpoint().write(file);
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoGoesOnHasTheBitsOfOneThatNeverStopped(boolean batchNorm) throws IOException {
        Path file = folder.resolve("made/checkpoint");
        Training whole = Training.begin(settings(batchNorm), SHAPES, EXECUTION);
        for (int i = 0; i < 60; i++) whole.step();
        byte[] expected = bytes(file, whole);

        Training part = Training.begin(settings(batchNorm), SHAPES, EXECUTION);
        for (int i = 0; i < 60; i++) {
            if (i == 7 || i == 31) {
                part.checkpoint().write(file);
                part = Training.resume(Checkpoint.read(file), SHAPES, EXECUTION);
            }
            part.step();
        }
        assertThat(part.steps()).isEqualTo(60);
        assertThat(bytes(file, part)).isEqualTo(expected);
        assertThat(part.takeMeanLoss()).isEqualTo(whole.takeMeanLoss());
        assertThat(Checkpoint.read(file).settings()).isEqualTo(settings(batchNorm));
    }

    @Test
    void whatIsNoCheckpointIsRefusedByName() throws IOException {
        Path file = folder.resolve("some.checkpoint");
        Training training = Training.begin(settings(true), SHAPES, EXECUTION);
        training.step();
        byte[] good = bytes(file, training);
        for (int length : new int[] {0, 7, 15, 16, 20, 100, good.length / 2, good.length - 1})
            refuses(file, Arrays.copyOf(good, length), length < 16 ? "no checkpoint" : "damaged or cut off");
        refuses(file, Arrays.copyOf(good, good.length + 1), "damaged or cut off");
        for (int place : new int[] {16, 40, good.length / 2, good.length - 1}) {
            byte[] damaged = good.clone();
            damaged[place] ^= 4;
            refuses(file, damaged, "damaged or cut off");
        }
        byte[] other = good.clone();
        other[8] = 2;
        refuses(file, other, "version 2");
        other[0] = 'X';
        refuses(file, other, "no checkpoint");
        refuses(file, "a letter to somebody else".getBytes(), "no checkpoint");
        byte[] length = good.clone();
        length[15] = (byte) 0x80;
        refuses(file, length, "damaged or cut off");
    }

    private static void refuses(Path file, byte[] content, String reason) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), reason);
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        Path file = folder.resolve("some.checkpoint");
        Training training = Training.begin(settings(false), SHAPES, EXECUTION);
        training.checkpoint().write(file);
        training.step();
        training.checkpoint().write(file);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of(file));
        }
        assertThat(Checkpoint.read(file).step()).isEqualTo(1);
    }

    @Test
    void aNetworkThatDoesNotFitTheExamplesIsRefused() {
        Settings unfit = new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 784, 9),
                Cost.CROSS_ENTROPY, 0.1, 10, 1, "shapeset");
        assertThatThrownBy(() -> Training.begin(unfit, SHAPES, EXECUTION))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("1024", "784", "shapeset");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Architecture normalized = settings(true).architecture();
        assertThatThrownBy(() -> new Settings(normalized, Cost.QUADRATIC, 0.1, 1, 1, ""))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batch");
        assertThatThrownBy(() -> new Settings(normalized, Cost.QUADRATIC, Double.NaN, 2, 1, ""))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("learningRate");
        assertThatThrownBy(() -> Cost.byName("hinge")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hinge");
    }
}
