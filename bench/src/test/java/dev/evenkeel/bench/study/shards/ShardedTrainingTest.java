package dev.evenkeel.bench.study.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedTrainingTest {
    private static final DataSet DATA = Shapeset.dataSet(7, false);

    private static ShardPlan plan(boolean batchNorm, int shards, int localSteps) {
        Architecture plain = Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 13, 11, 9);
        return new ShardPlan(new Settings(batchNorm ? plain.withBatchNorm() : plain, Cost.CROSS_ENTROPY, 0.1, 17, 7,
                "shapeset"), shards, localSteps);
    }

    private static byte[] bits(Parameters parameters) {
        return FlatParameters.bytes(parameters);
    }

    private static ShardedTraining train(ShardPlan plan, Workers workers, int rounds) {
        ShardedTraining training = ShardedTraining.begin(plan, DATA, Execution.sequential());
        for (int i = 0; i < rounds; i++) training.round(workers);
        return training;
    }

    @ParameterizedTest
    @CsvSource({"false, 5, 1", "true, 5, 1", "false, 4, 3", "true, 8, 2"})
    void bitsDoNotDependOnWhoIsDoneFirstNorOnHowManyCompute(boolean batchNorm, int shards, int localSteps) {
        ShardPlan plan = plan(batchNorm, shards, localSteps);
        ShardedTraining expected = train(plan, LocalWorkers.inOrder(plan, DATA), 4);
        for (int replicas = 1; replicas <= 3; replicas++) {
            ShardedTraining found = train(plan, LocalWorkers.shuffled(plan, DATA, replicas, replicas), 4);
            assertThat(bits(found.parameters())).isEqualTo(bits(expected.parameters()));
            for (int layer = 0; batchNorm && layer < 2; layer++) {
                assertThat(found.parameters().layer(layer).running().mean())
                        .isEqualTo(expected.parameters().layer(layer).running().mean());
                assertThat(found.parameters().layer(layer).running().variance())
                        .isEqualTo(expected.parameters().layer(layer).running().variance());
            }
        }
    }

    @Test
    void theCutIsPartOfTheResult() {
        ShardPlan two = plan(false, 2, 1);
        ShardPlan three = plan(false, 3, 1);
        assertThat(bits(train(two, LocalWorkers.inOrder(two, DATA), 3).parameters()))
                .isNotEqualTo(bits(train(three, LocalWorkers.inOrder(three, DATA), 3).parameters()));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void oneShardWithLocalStepsHasTheBitsOfATrainingThatIsNotCut(boolean batchNorm) {
        ShardPlan plan = plan(batchNorm, 1, 2);
        Training whole = Training.begin(plan.settings(), DATA, Execution.sequential());
        for (int i = 0; i < 6; i++) whole.step();
        ShardedTraining found = train(plan, LocalWorkers.inOrder(plan, DATA), 3);
        assertThat(found.steps()).isEqualTo(6);
        assertThat(bits(found.parameters())).isEqualTo(bits(whole.parameters()));
        if (batchNorm) assertThat(found.parameters().layer(1).running().variance())
                .isEqualTo(whole.parameters().layer(1).running().variance());
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5", "17"})
    void sumsOfGradientsOfShardsAreTheGradientOfTheBatch(int shards) {
        ShardPlan plan = plan(false, shards, 1);
        Training whole = Training.begin(plan.settings(), DATA, Execution.sequential());
        ShardedTraining cut = ShardedTraining.begin(plan, DATA, Execution.sequential());
        LocalWorkers workers = LocalWorkers.inOrder(plan, DATA);
        for (int i = 0; i < 5; i++) assertThat(cut.round(workers)).isCloseTo(whole.step(), within(1e-5));
        for (int layer = 0; layer < 3; layer++) {
            assertThat(cut.parameters().layer(layer).weights().toArray())
                    .usingComparatorWithPrecision(2e-6f).containsExactly(
                            whole.parameters().layer(layer).weights().toArray());
            assertThat(cut.parameters().layer(layer).bias()).usingComparatorWithPrecision(2e-6f)
                    .containsExactly(whole.parameters().layer(layer).bias());
        }
    }

    @Test
    void gradientsOfScaleAndShiftAreThoseOfATrainingThatIsNotCut() {
        ShardPlan plan = plan(true, 1, 1);
        Training whole = Training.begin(plan.settings(), DATA, Execution.sequential());
        whole.step();
        ShardedTraining found = train(plan, LocalWorkers.inOrder(plan, DATA), 1);
        for (int layer = 0; layer < 2; layer++) {
            Parameters.Layer expected = whole.parameters().layer(layer);
            assertThat(found.parameters().layer(layer).scale()).usingComparatorWithPrecision(2e-6f)
                    .containsExactly(expected.scale());
            assertThat(found.parameters().layer(layer).shift()).usingComparatorWithPrecision(2e-6f)
                    .containsExactly(expected.shift());
            assertThat(expected.scale()[0]).isNotEqualTo(1f);
        }
    }

    @Test
    void momentsOfShardsAreMergedToThoseOfTheBatch() {
        ShardPlan plan = plan(true, 4, 1);
        ShardedTraining found = train(plan, LocalWorkers.inOrder(plan, DATA), 1);
        Parameters first = Parameters.draw(plan.settings().architecture(), RandomStream.philox(7),
                Execution.sequential());
        Matrix x = Matrix.allocate(17, 1024);
        DATA.train().read(0, x, new int[17], Execution.sequential());
        Matrix product = Matrix.allocate(17, 13);
        Gemm.multiply(x, first.layer(0).weights(), product, Execution.sequential());
        Moments whole = new Moments(13);
        BatchNorm.moments(Features.of(product), whole, Execution.sequential());
        for (int unit = 0; unit < 13; unit++) {
            assertThat(found.parameters().layer(0).running().mean(unit)).isCloseTo(whole.mean(unit), within(1e-6));
            assertThat(found.parameters().layer(0).running().variance(unit))
                    .isCloseTo(whole.variance(unit, VarianceKind.UNBIASED), within(1e-5));
        }
        assertThat(found.parameters().layer(0).running().batches()).isEqualTo(1);
    }

    @Test
    void workersThatLeaveAShardOutAreFoundOut() {
        ShardPlan plan = plan(false, 2, 1);
        ShardedTraining training = ShardedTraining.begin(plan, DATA, Execution.sequential());
        byte[] before = bits(training.parameters());
        assertThatThrownBy(() -> training.round(round -> List.of())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 shards");
        assertThat(bits(training.parameters())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"false, 0, 1, shards", "false, 18, 1, shards", "true, 9, 1, shards", "false, 1, 0, localSteps"})
    void plansThatLeaveAShardWithoutRowsAreRefused(boolean batchNorm, int shards, int localSteps, String named) {
        assertThatThrownBy(() -> plan(batchNorm, shards, localSteps)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named + " must be ");
    }

    @Test
    void shardsCoverTheBatch() {
        for (int shards = 1; shards <= 17; shards++) {
            ShardPlan plan = plan(false, shards, 1);
            assertThat(plan.firstRow(0)).isZero();
            assertThat(plan.firstRow(shards)).isEqualTo(17);
            for (int shard = 0; shard < shards; shard++)
                assertThat(plan.rows(shard)).isBetween(17 / shards,
                        (17 + shards - 1) / shards);
        }
    }

    @Test
    void aPlanIsReadFromItsText() {
        ShardPlan plan = plan(true, 3, 4);
        assertThat(ShardPlan.parse(plan.text())).isEqualTo(plan);
        assertThatThrownBy(() -> ShardPlan.parse("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShardPlan.parse(plan.text().replace("\"shards\":3", "\"shards\":\"three\"")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("shards");
    }
}
