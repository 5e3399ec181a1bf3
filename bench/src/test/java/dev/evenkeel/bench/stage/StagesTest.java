package dev.evenkeel.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.Subject;
import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.CacheSizes;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.bench.roofline.Roofline.Bandwidth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static List<String> names(Subject subject, List<String> shapes, List<String> variants, int threads) {
        return subject.cells(shapes, variants, List.of(threads)).stream().map(Cell::toString).toList();
    }

    @Test
    void variantsChooseFunctionsAndPasses() {
        assertThat(names(Stages.activations(), List.of("3x5"), List.of("gelu-tanh", "value"), 1))
                .containsExactly("3x5 GELU_TANH VALUE, 1 thread");
        assertThat(names(Stages.activations(), List.of("64K"), List.of("Relu"), 2))
                .containsExactly("64K RELU VALUE, 2 threads", "64K RELU GRADIENT, 2 threads");
        assertThat(names(Stages.activations(), List.of("3x5"), List.of("gradient"), 1)).containsExactly(
                "3x5 TANH GRADIENT, 1 thread", "3x5 SIGMOID GRADIENT, 1 thread", "3x5 GELU GRADIENT, 1 thread");
        assertThat(names(Stages.activations(), List.of("3x5"), List.of("all"), 1)).hasSize(22);
    }

    @Test
    void lossesAndRulesHaveTheirUsualVariants() {
        assertThat(names(Stages.losses(), List.of("3x5"), List.of(), 1))
                .containsExactly("3x5 CROSS_ENTROPY, 1 thread");
        assertThat(names(Stages.optimizers(), List.of("1M"), List.of(), 1))
                .containsExactly("1M ADAMW, 1 thread", "1M SGD_MOMENTUM, 1 thread");
        assertThat(names(Stages.optimizers(), List.of("1M"), List.of("adam"), 1)).containsExactly("1M ADAM, 1 thread");
    }

    @Test
    void severalThreadsOfTheMainJobHaveTheLargestShape() {
        assertThat(names(Stages.losses(), List.of(), List.of(), 2))
                .containsExactly("1024x1000 CROSS_ENTROPY, 2 threads");
        assertThat(names(Stages.losses(), List.of("headline"), List.of(), 2)).hasSize(4);
        assertThat(names(Stages.losses(), List.of("all", "128x9"), List.of(), 1)).hasSize(6);
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> names(Stages.optimizers(), List.of(), List.of("lion"), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lion")
                .hasMessageContaining("ADAMW");
        assertThatThrownBy(() -> names(Stages.losses(), List.of("4x0"), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4x0")
                .hasMessageContaining("headline");
        assertThatThrownBy(() -> Stages.activations().cell(ActivationStage.COMPUTE, Map.of("shape", "3x5")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("function");
    }

    @Test
    void shapesAreReadAndWrittenShort() {
        assertThat(Extent.parse("3x5")).isEqualTo(new Extent(3, 5)).hasToString("3x5");
        assertThat(Extent.parse("1x65536")).hasToString("64K");
        assertThat(Extent.parse("16M").elements()).isEqualTo(1 << 24);
        for (String wrong : List.of("", "x", "0x3", "3x0", "3x4x5", "2048M", "99999x99999"))
            assertThatThrownBy(() -> Extent.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }

    /** 8 bytes copied at 4 GB/s, 4 bytes read at 8, and one array written at 2. */
    @Test
    void theLimitIsTheTimeOfCopiesLoadsAndStores() {
        Roofline roofline = new Roofline(16, new CacheSizes(32 << 10, 1 << 20, 32 << 20), Map.of(1, 100d),
                List.of(new Bandwidth(Level.DRAM, Access.COPY, 1, 4), new Bandwidth(Level.DRAM, Access.READ, 1, 8),
                        new Bandwidth(Level.DRAM, Access.WRITE, 1, 2)));
        assertThat(new Traffic(1, 1, 0).limit(roofline, 16 << 20, 1)).isCloseTo(1 / 2d, within(1e-12));
        assertThat(new Traffic(2, 1, 0).limit(roofline, 16 << 20, 1)).isCloseTo(1 / 2.5, within(1e-12));
        assertThat(new Traffic(1, 0, 1).limit(roofline, 16 << 20, 1)).isCloseTo(1 / 2.5, within(1e-12));
    }
}
