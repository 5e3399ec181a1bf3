package dev.evenkeel.bench.study.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch normalisation with the statistics of whole batches that are cut into shards. */
class SyncTrainingTest {
    private static final DataSet DATA = Shapeset.dataSet(7, false);
    private static final int BATCH = 17;

    @TempDir
    private Path folder;

    private static ShardPlan plan(int shards) {
        return plan(Activation.TANH, shards);
    }

    private static ShardPlan plan(Activation activation, int shards) {
        Architecture architecture = Architecture.of(activation, VarianceScaling.GLOROT_UNIFORM, 1024, 13, 11, 9)
                .withBatchNorm();
        return new ShardPlan(new Settings(architecture, Cost.CROSS_ENTROPY, 0.1, BATCH, 7, "shapeset"), shards, 1,
                true);
    }

    private static ShardedTraining train(ShardPlan plan, Workers workers, int steps) {
        ShardedTraining training = ShardedTraining.begin(plan, DATA, Execution.sequential());
        for (int i = 0; i < steps; i++) training.round(workers);
        return training;
    }

    private Path file(ShardedCheckpoint checkpoint, String name) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        checkpoint.write(file);
        return file;
    }

    @ParameterizedTest
    @CsvSource({"1, tanh", "2, relu", "5, tanh", "17, sigmoid"})
    void bitsAreThoseOfTheDocumentedOrder(int shards, String activation) throws IOException {
        ShardPlan plan = plan(Activation.byName(activation), shards);
        assertThat(file(train(plan, LocalWorkers.inOrder(plan, DATA), 4).checkpoint(), "found"))
                .hasSameBinaryContentAs(file(SyncReference.train(plan, DATA, 4), "expected"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void bitsDoNotDependOnHowManyWorkersShareTheShards(int workers) throws IOException {
        ShardPlan plan = plan(5);
        assertThat(file(train(plan, new ThreadedWorkers(plan, DATA, workers), 4).checkpoint(), "found"))
                .hasSameBinaryContentAs(file(SyncReference.train(plan, DATA, 4), "expected"));
    }

    @Test
    void workersMayGetOtherShardsInTheNextRound() throws IOException {
        ShardPlan plan = plan(5);
        ShardedTraining training = ShardedTraining.begin(plan, DATA, Execution.sequential());
        List<Replica> replicas = Stream.generate(() -> new Replica(plan, DATA.train(), Execution.sequential()))
                .limit(3).toList();
        for (List<Replica> some : List.of(replicas, replicas.subList(0, 2), replicas.reversed(),
                replicas.subList(1, 2)))
            training.round(new ThreadedWorkers(plan, some));
        assertThat(file(training.checkpoint(), "found"))
                .hasSameBinaryContentAs(file(SyncReference.train(plan, DATA, 4), "expected"));
    }

    @Test
    void oneShardHasTheBitsOfAShardWithItsOwnStatistics() {
        ShardPlan sync = plan(1);
        ShardPlan own = new ShardPlan(sync.settings(), 1, 1);
        Parameters found = train(sync, LocalWorkers.inOrder(sync, DATA), 5).parameters();
        Parameters expected = train(own, LocalWorkers.inOrder(own, DATA), 5).parameters();
        assertThat(FlatParameters.bytes(found)).isEqualTo(FlatParameters.bytes(expected));
        for (int layer = 0; layer < 2; layer++)
            assertThat(found.layer(layer).running().variance()).isEqualTo(expected.layer(layer).running().variance());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17})
    void whateverTheCutItIsTheTrainingOnWholeBatches(int shards) {
        ShardPlan plan = plan(shards);
        Training whole = Training.begin(plan.settings(), DATA, Execution.sequential());
        ShardedTraining cut = ShardedTraining.begin(plan, DATA, Execution.sequential());
        LocalWorkers workers = LocalWorkers.inOrder(plan, DATA);
        for (int i = 0; i < 5; i++) assertThat(cut.round(workers)).isCloseTo(whole.step(), within(1e-5));
        for (int layer = 0; layer < 3; layer++) {
            Parameters.Layer found = cut.parameters().layer(layer);
            Parameters.Layer expected = whole.parameters().layer(layer);
            assertThat(found.weights().toArray()).usingComparatorWithPrecision(1e-5f)
                    .containsExactly(expected.weights().toArray());
            assertThat(found.shift()).usingComparatorWithPrecision(1e-5f).containsExactly(expected.shift());
            if (found.scale() == null) continue;
            assertThat(found.scale()).usingComparatorWithPrecision(1e-5f).containsExactly(expected.scale());
            assertThat(found.running().variance()).usingComparatorWithPrecision(1e-5)
                    .containsExactly(expected.running().variance());
        }
    }

    @Test
    void statisticsOfEachShardAreAnotherTraining() {
        ShardPlan sync = plan(2);
        ShardPlan own = new ShardPlan(sync.settings(), 2, 1);
        double found = 0;
        double other = 0;
        ShardedTraining first = ShardedTraining.begin(sync, DATA, Execution.sequential());
        ShardedTraining second = ShardedTraining.begin(own, DATA, Execution.sequential());
        for (int i = 0; i < 3; i++) {
            found = first.round(LocalWorkers.inOrder(sync, DATA));
            other = second.round(LocalWorkers.inOrder(own, DATA));
        }
        assertThat(Math.abs(found - other)).isGreaterThan(1e-3);
    }

    @Test
    void whoeverGoesOnFromACheckpointGetsTheBitsOfATrainingThatNeverStopped() throws IOException {
        ShardPlan plan = plan(4);
        ShardedCheckpoint read =
                ShardedCheckpoint.read(file(train(plan, new ThreadedWorkers(plan, DATA, 4), 3).checkpoint(), "half"));
        assertThat(read.plan()).isEqualTo(plan);
        ShardedTraining resumed = ShardedTraining.resume(read, DATA, Execution.sequential());
        for (int i = 0; i < 2; i++) resumed.round(new ThreadedWorkers(plan, DATA, 2));
        assertThat(file(resumed.checkpoint(), "found"))
                .hasSameBinaryContentAs(file(SyncReference.train(plan, DATA, 5), "expected"));
    }

    @Test
    void plansWithoutABatchToTakeStatisticsOfAreRefusedByName() {
        Settings settings = plan(1).settings();
        Settings plain = new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 9),
                Cost.CROSS_ENTROPY, 0.1, BATCH, 7, "shapeset");
        assertThatThrownBy(() -> new ShardPlan(plain, 2, 1, true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("syncBatchNorm needs batchNorm");
        assertThatThrownBy(() -> new ShardPlan(settings, 2, 3, true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("localSteps must be 1 with syncBatchNorm, was 3");
        assertThatThrownBy(() -> plan(BATCH + 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shards must be from 1 to 17");
    }

    @Test
    void aPlanIsReadFromItsTextAndFromOneThatDoesNotKnowTheOption() {
        ShardPlan plan = plan(3);
        String text = plan.text();
        assertThat(ShardPlan.parse(text)).isEqualTo(plan);
        assertThat(ShardPlan.parse(text.replace(",\"syncBatchNorm\":true", "")).syncBatchNorm()).isFalse();
        assertThatThrownBy(() -> ShardPlan.parse(text.replace("\"syncBatchNorm\":true", "\"syncBatchNorm\":1")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("syncBatchNorm");
    }

    @Test
    void aReplicaIsNotAskedForOtherStatisticsThanThePlans() {
        Round first = new Round(0, null);
        Replica sync = new Replica(plan(2), DATA.train(), Execution.sequential());
        assertThatThrownBy(() -> sync.compute(first, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sync.compute(first, List.of(0), Exchange.NONE))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("2 shards");
        Replica own = new Replica(new ShardPlan(plan(2).settings(), 2, 1), DATA.train(), Execution.sequential());
        assertThatThrownBy(() -> own.compute(first, List.of(0, 1), Exchange.NONE))
                .isInstanceOf(IllegalStateException.class);
    }
}
