package dev.evenkeel.bench.study.claim.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.init.VarianceScaling;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrialTest {
    /** SHA-256 of the parameters after ten thousand updates. */
    private static final String GOLDEN = "b946bd4ad02bbc4c3443da49222861d005df22950fa26e3fe922f9aa12aabad2";

    private static final Trial.Task TASK = Trial.Task.CLUSTERS;

    private static Trial trial(int steps) {
        return new Trial(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, TASK.widths(1, 40)), TASK,
                steps, 0.1);
    }

    @Test
    void aSmallNetworkLearnsTheTask() {
        assertThat(trial(0).run(1, Execution.sequential()).accuracy()).isBetween(5.0, 25.0);
        assertThat(trial(1500).run(1, Execution.sequential()).accuracy()).isGreaterThan(85);
    }

    @Test
    void aLinearClassifierDoesNot() {
        Trial linear = new Trial(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, TASK.widths(0, 0)),
                TASK, 5000, 0.01);
        assertThat(linear.run(1, Execution.sequential()).accuracy()).isBetween(50.0, 75.0);
    }

    @Test
    void theWatcherSeesEveryStepAndTheEnd() {
        List<Integer> steps = new ArrayList<>();
        trial(3).run(1, Execution.sequential(), (step, parameters) -> steps.add(step));
        assertThat(steps).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aSeedSaysEverything() {
        assertThat(trial(50).accuracies(List.of(1L, 2L, 1L), Execution.sequential()))
                .satisfies(found -> assertThat(found.get(0)).isEqualTo(found.get(2)).isNotEqualTo(found.get(1)));
    }

    /** On any machine, too: the hash is stored. */
    @Test
    @Tag("emulated")
    void tenThousandUpdatesHaveTheSameBitsOnAnyNumberOfThreads() throws Exception {
        Architecture architecture =
                Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, TASK.widths(2, 20));
        Trial trial = new Trial(architecture, TASK, 10_000, 0.05);
        assertThat(hash(trial.run(1, Execution.sequential()))).isEqualTo(GOLDEN);
        try (OwnExecution three = new OwnExecution(3)) {
            assertThat(hash(trial.run(1, three.get()))).isEqualTo(GOLDEN);
        }
    }

    private static String hash(Trial.Outcome outcome) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int layer = 0; layer < outcome.parameters().layers(); layer++) {
            Parameters.Layer its = outcome.parameters().layer(layer);
            ByteBuffer bytes = ByteBuffer.allocate(
                    Float.BYTES * (its.weights().rows() * its.weights().cols() + its.bias().length));
            for (float weight : its.weights().toArray()) bytes.putFloat(weight);
            for (float bias : its.bias()) bytes.putFloat(bias);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void theSpreadIsThatOfTheSeeds() {
        Spread spread = Spread.of(List.of(70.0, 72.0, 74.0));
        assertThat(spread).isEqualTo(new Spread(72, 2, 70, 74)).hasToString("72.0 ± 2.0 %");
    }
}
