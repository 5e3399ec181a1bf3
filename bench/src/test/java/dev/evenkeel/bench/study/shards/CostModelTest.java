package dev.evenkeel.bench.study.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.init.VarianceScaling;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final CostModel MODEL = new CostModel(0.01, 1e-9, 2e-9, 7e-10, 3e-10, 4e-9, 5e-10, 0.02, 0.003);

    private static ShardPlan plan(int shards, int localSteps) {
        return new ShardPlan(
                new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 100, 9),
                        Cost.CROSS_ENTROPY, 0.1, 250, 7, "shapeset"),
                shards, localSteps);
    }

    @Test
    void secondsAreThoseOfTheFormula() {
        double parameters = 1024 * 100 + 100 + 100 * 9 + 9;
        CostModel.Seconds seconds = MODEL.predict(plan(3, 5), 2);
        assertThat(seconds.latency()).isEqualTo(0.01);
        assertThat(seconds.broadcast()).isCloseTo(4 * parameters * 1e-9, within(1e-12));
        assertThat(seconds.compute()).isCloseTo(2 * (4 * parameters * 2e-9 + 5 * 84 * parameters * 3e-10),
                within(1e-12));
        assertThat(MODEL.predict(plan(3, 1), 3).compute())
                .isCloseTo(4 * parameters * 2e-9 + 84 * parameters * 7e-10, within(1e-12));
        assertThat(seconds.collect()).isCloseTo(3 * 4 * parameters * 4e-9, within(1e-12));
        assertThat(seconds.merge()).isCloseTo(3 * 4 * parameters * 5e-10, within(1e-12));
        assertThat(seconds.total()).isCloseTo(seconds.latency() + seconds.broadcast() + seconds.compute()
                + seconds.collect() + seconds.merge(), within(1e-12));
    }

    @Test
    void statisticsOfWholeBatchesCostTwoExchangesALayer() {
        ShardPlan own = new ShardPlan(
                new Settings(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 9, 9, 9)
                        .withBatchNorm(), Cost.CROSS_ENTROPY, 0.1, 250, 7, "shapeset"),
                3, 1);
        assertThat(own.exchanges()).isZero();
        assertThat(own.withSyncBatchNorm().exchanges()).isEqualTo(4);
        assertThat(MODEL.predict(own.withSyncBatchNorm(), 2).total() - MODEL.predict(own, 2).total())
                .isCloseTo(0.02 + 4 * 0.003, within(1e-12));
    }

    @Test
    void beyondTheMostExecutorsARoundTakesLonger() {
        double most = MODEL.mostExecutors(250, 4);
        assertThat(most).isBetween(3.0, 5.0);
        int near = (int) Math.round(most);
        double best = MODEL.predict(plan(near, 4), near).total();
        assertThat(MODEL.predict(plan(near + 2, 4), near + 2).total()).isGreaterThan(best);
        assertThat(MODEL.predict(plan(near - 2, 4), near - 2).total()).isGreaterThan(best);
    }

    @Test
    void noExecutorIsRefused() {
        assertThatThrownBy(() -> MODEL.predict(plan(2, 1), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("executors must be at least 1");
    }
}
