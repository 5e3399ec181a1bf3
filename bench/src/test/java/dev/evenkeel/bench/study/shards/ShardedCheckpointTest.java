package dev.evenkeel.bench.study.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.file.Safetensors;
import dev.evenkeel.file.Tensor;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedCheckpointTest {
    private static final DataSet DATA = Shapeset.dataSet(7, false);
    private static final ShardPlan PLAN = new ShardPlan(new Settings(
            Architecture.of(Activation.RELU, VarianceScaling.HE_NORMAL, 1024, 6, 5, 9).withBatchNorm(),
            Cost.CROSS_ENTROPY, 0.1, 12, 7, "shapeset"), 3, 1);

    @TempDir
    private Path folder;

    private ShardedTraining trained(int rounds) {
        ShardedTraining training = ShardedTraining.begin(PLAN, DATA, Execution.sequential());
        LocalWorkers workers = LocalWorkers.inOrder(PLAN, DATA);
        for (int i = 0; i < rounds; i++) training.round(workers);
        return training;
    }

    @Test
    void whoeverGoesOnGetsTheBitsOfATrainingThatNeverStopped() throws IOException {
        Path file = folder.resolve("new/training.safetensors");
        trained(3).checkpoint().write(file);
        ShardedCheckpoint read = ShardedCheckpoint.read(file);
        assertThat(read.plan()).isEqualTo(PLAN);
        assertThat(read.step()).isEqualTo(3);
        ShardedTraining resumed = ShardedTraining.resume(read, DATA, Execution.sequential());
        LocalWorkers workers = LocalWorkers.shuffled(PLAN, DATA, 2, 5);
        for (int i = 0; i < 2; i++) resumed.round(workers);
        Path other = folder.resolve("other.safetensors");
        trained(5).checkpoint().write(other);
        resumed.checkpoint().write(file);
        assertThat(file).hasSameBinaryContentAs(other);
    }

    @Test
    void aFileIsReplacedByItsNextState() throws IOException {
        Path file = folder.resolve("training.safetensors");
        ShardedTraining training = trained(1);
        training.checkpoint().write(file);
        training.round(LocalWorkers.inOrder(PLAN, DATA));
        training.checkpoint().write(file);
        assertThat(ShardedCheckpoint.read(file).step()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "layer.1.weight", "layer.3.bias", "layer.2.gamma", "layer.2.running_var",
        "layer.2.running_batches"})
    void aFileWithoutATensorOrWithAnotherShapeIsRefusedByName(String name) throws IOException {
        Path file = folder.resolve("training.safetensors");
        trained(1).checkpoint().write(file);
        rewrite(file, name, null);
        assertThatThrownBy(() -> ShardedCheckpoint.read(file)).isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(name + " is missing");
        trained(1).checkpoint().write(file);
        rewrite(file, name, Tensor.of(new float[4], 2, 2));
        assertThatThrownBy(() -> ShardedCheckpoint.read(file)).isInstanceOf(IOException.class)
                .hasMessageContaining(name + " must be ");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        Safetensors.write(weights, Map.of("w", Tensor.of(new float[3])));
        assertThatThrownBy(() -> ShardedCheckpoint.read(weights)).isInstanceOf(IOException.class)
                .hasMessageContaining("no checkpoint");
        Path text = Files.writeString(folder.resolve("text.safetensors"), "hello, this is text");
        assertThatThrownBy(() -> ShardedCheckpoint.read(text)).isInstanceOf(IOException.class)
                .hasMessageContaining(text.toString());
    }

    private static void rewrite(Path file, String name, Tensor other) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Safetensors read = Safetensors.map(file, arena);
            Map<String, Tensor> tensors = new LinkedHashMap<>(read.tensors());
            if (other == null) tensors.remove(name);
            else tensors.put(name, other);
            Safetensors.write(file, tensors, read.metadata());
        }
    }
}
