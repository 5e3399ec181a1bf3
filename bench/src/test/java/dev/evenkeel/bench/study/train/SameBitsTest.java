package dev.evenkeel.bench.study.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.init.VarianceScaling;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained is the same to the bit, on every machine and by every kernel. */
class SameBitsTest {
    private static final DataSet SHAPES = Shapeset.dataSet(2010, false);

    private static byte[] trained(Architecture architecture, int steps, Execution execution) {
        Settings settings = new Settings(architecture, Cost.CROSS_ENTROPY, 0.1, 10, 2010, "shapeset");
        Training training = Training.begin(settings, SHAPES, execution);
        for (int step = 0; step < steps; step++) training.step();
        ByteBuffer bytes = ByteBuffer.allocate((int) training.parameters().bytes());
        training.parameters().write(bytes);
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sigmoid", "softsign", "relu", "gelu"})
    void scalarKernelsTrainToTheSameBits(String activation) {
        Architecture plain =
                Architecture.of(Activation.byName(activation), VarianceScaling.GLOROT_UNIFORM, 1024, 19, 7, 9);
        for (Architecture architecture : new Architecture[] {plain, plain.withBatchNorm()}) {
            assertThat(trained(architecture, 40, Execution.sequential().withScalarKernels()))
                    .isEqualTo(trained(architecture, 40, Execution.sequential()));
        }
    }

    /** A change of this number is a change of every training that was published. */
    @Test
    void tenThousandUpdatesHaveTheSameBitsOnEveryMachine() {
        CRC32 crc = new CRC32();
        crc.update(trained(Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 16, 16, 9), 10_000,
                Execution.sequential()));
        assertThat(crc.getValue()).isEqualTo(2_374_582_766L);
    }
}
