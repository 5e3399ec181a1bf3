package dev.evenkeel.bench.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every library of the build in every sort of network; with the peers profile that compares ours with theirs. */
class StepCellTest {
    private static final List<String> SHAPES =
            List.of("2:3-2", "10:24-40x2-9", "7:5-1-4", "32:64-100-33-17-10", "129:17-65-3");

    static Stream<String> libraries() {
        return StepCell.catalog().byName().keySet().stream();
    }

    private static Step step(String shape, Hidden hidden, int threads) {
        return new Step(StepShape.parse(shape), hidden, threads);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyLibraryTakesTheSteps(String library) {
        StepPeer peer = StepCell.catalog().get(library);
        for (String shape : SHAPES) {
            for (Hidden hidden : Hidden.values()) {
                check(peer, step(shape, hidden, 1));
                check(peer, step(shape, hidden, 2));
            }
        }
    }

    private static void check(StepPeer peer, Step step) {
        try (PreparedStep prepared = new StepCell(step).start(peer)) {
            assertThat(prepared.codePath()).isNotBlank();
            double second = prepared.loss();
            for (int i = 0; i < 100; i++) prepared.run();
            assertThat(prepared.loss()).as("%s, %s", peer.name(), step).isLessThan(second);
        }
    }

    /** A garbage collection must not free what a native library still reads. */
    @ParameterizedTest
    @MethodSource("libraries")
    void stepsOutliveAGarbageCollection(String library) {
        StepPeer peer = StepCell.catalog().get(library);
        Step step = step("8:16-32x2-4", Hidden.BATCHNORM_TANH, 1);
        try (PreparedStep collected = new StepCell(step).start(peer);
                PreparedStep undisturbed = new StepCell(step).start(peer)) {
            for (int i = 0; i < 3; i++) {
                System.gc();
                collected.run();
                undisturbed.run();
            }
            assertThat(collected.loss()).isCloseTo(undisturbed.loss(), within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongStepIsNotTimed(Hidden hidden) {
        Step step = step("6:8-12x2-4", hidden, 1);
        int arrays = StepData.of(step, Buffers.own()).parameters().size();
        for (int array = 0; array < arrays; array++) {
            Liar liar = new Liar(array);
            assertThatThrownBy(() -> new StepCell(step).start(liar)).isInstanceOf(WrongAnswerException.class)
                    .hasMessageContaining("liar");
            assertThat(liar.closed).isTrue();
        }
    }

    @Test
    void productsAreThreeOfALayerAndTwoOfTheFirst() {
        assertThat(step("10:1024-1000x4-9", Hidden.TANH, 1).products()).hasSize(14);
        assertThat(step("5:7-3-2", Hidden.TANH, 1).products().stream().mapToDouble(one -> one.shape().flops()).sum())
                .isEqualTo(2 * 5 * (2 * 7 * 3 + 3 * 3 * 2));
    }

    @Test
    void networksAreReadAndWrittenShort() {
        assertThat(Network.parse("1024-1000-1000x3-9")).hasToString("1024-1000x4-9");
        assertThat(Network.parse("4x2-3").widths()).containsExactly(4, 4, 3);
        for (String wrong : List.of("", "10", "10-1", "0-3", "3--4", "3-4x0", "3-4-"))
            assertThatThrownBy(() -> Network.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StepShape.parse("1:4-3")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch");
        assertThatThrownBy(() -> StepShape.parse("4-3")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4-3");
    }

    @Test
    void variantsChooseWhatFollowsTheProduct() {
        List<Cell> cells = new Steps().cells(List.of("10:4-3"), List.of("batchnorm-relu"), List.of(2));
        assertThat(cells).extracting(Cell::parameters).containsExactly(
                Map.of("shape", "10:4-3", "hidden", "BATCHNORM_RELU", "threads", 2, "dtype", "float32"));
    }

    @Test
    void everySetOfShapesIsReadable() {
        for (StepShapes set : StepShapes.values()) assertThat(StepShapes.parse(set.name())).isNotEmpty();
    }

    /** Steps as ours does, but for one parameter, which moved half as far again. */
    private static final class Liar implements StepPeer {
        private final int array;
        private boolean closed;

        Liar(int array) {
            this.array = array;
        }

        @Override
        public String name() { return "liar"; }

        @Override
        public PreparedStep prepare(Step step, StepData data) {
            PreparedStep honest = new EvenkeelStep().prepare(step, data);
            return new PreparedStep() {
                @Override
                public void run() { honest.run(); }

                @Override
                public double loss() { return honest.loss(); }

                @Override
                public List<float[]> parameters() {
                    List<float[]> parameters = honest.parameters().stream().map(float[]::clone).toList();
                    float[] lie = parameters.get(array);
                    float[] from = data.parameters().get(array);
                    int farthest = 0;
                    for (int i = 1; i < lie.length; i++)
                        if (Math.abs(lie[i] - from[i]) > Math.abs(lie[farthest] - from[farthest])) farthest = i;
                    lie[farthest] += 0.5f * (lie[farthest] - from[farthest]);
                    return parameters;
                }

                @Override
                public String codePath() { return "none"; }

                @Override
                public void close() {
                    closed = true;
                    honest.close();
                }
            };
        }
    }
}
