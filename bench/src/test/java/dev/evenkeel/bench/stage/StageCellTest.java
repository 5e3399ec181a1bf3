package dev.evenkeel.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every library of the build in every stage; with the peers profile that compares ours with theirs. */
class StageCellTest {
    private static final List<String> SHAPES = List.of("32x10", "128x9", "7x1", "37", "64x1000", "1K");

    static Stream<String> libraries() {
        return StageCell.catalog().byName().keySet().stream();
    }

    static Stream<Stage> stages() {
        return Stream.of(ActivationStage.all().stream(), Stream.of(LossStage.values()),
                Stream.of(UpdateStage.values())).flatMap(stage -> stage);
    }

    private static StageTask task(Stage stage, String shape, int threads) {
        return new StageTask(stage, Extent.parse(shape), threads);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyLibraryComputesWhatIsAskedInEveryStage(String library) {
        StagePeer peer = StageCell.catalog().get(library);
        stages().forEach(stage -> {
            for (String shape : SHAPES) check(peer, task(stage, shape, 1));
            check(peer, task(stage, "300x401", 2));
        });
    }

    private static void check(StagePeer peer, StageTask task) {
        if (!peer.accepts(task)) return;
        try (PreparedStage prepared = new StageCell(task).start(peer)) {
            assertThat(prepared.codePath()).isNotBlank();
            float[] first = prepared.output().clone();
            double value = prepared.value();
            prepared.run();
            assertThat(prepared.value()).isEqualTo(value);
            if (task.stage() instanceof UpdateStage) assertThat(prepared.output()).isNotEqualTo(first);
            else assertThat(prepared.output()).isEqualTo(first);
        }
    }

    /** A garbage collection must not free what a native library still reads. */
    @ParameterizedTest
    @MethodSource("libraries")
    void aStageOutlivesAGarbageCollection(String library) {
        StagePeer peer = StageCell.catalog().get(library);
        List<StageCell> cells = stages().map(stage -> new StageCell(task(stage, "9x33", 1)))
                .filter(cell -> peer.accepts(cell.task())).toList();
        List<PreparedStage> collected = cells.stream().map(cell -> cell.start(peer)).toList();
        System.gc();
        for (int i = 0; i < cells.size(); i++) {
            try (PreparedStage old = collected.get(i); PreparedStage fresh = cells.get(i).start(peer)) {
                old.run();
                fresh.run();
                assertThat(old.output()).as(cells.get(i).toString()).isEqualTo(fresh.output());
                assertThat(old.value()).isEqualTo(fresh.value());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aWrongAnswerIsNotTimed(Stage stage) {
        Liar liar = new Liar(stage);
        assertThatThrownBy(() -> new StageCell(task(stage, "4x9", 1)).start(liar))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("liar").hasMessageContaining("expected");
        assertThat(liar.closed).isTrue();
    }

    @Test
    void aWrongLossBesideARightGradientIsNotTimed() {
        Liar liar = new Liar(LossStage.CROSS_ENTROPY);
        liar.liesAboutValue = true;
        assertThatThrownBy(() -> new StageCell(task(LossStage.CROSS_ENTROPY, "4x9", 1)).start(liar))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("the loss");
    }

    @Test
    void anotherFunctionOrRuleIsNotTakenForTheOneThatIsAsked() {
        Stage gelu = new ActivationStage(ActivationFunction.GELU, ActivationStage.Pass.VALUE);
        Stage approximation = new ActivationStage(ActivationFunction.GELU_TANH, ActivationStage.Pass.VALUE);
        assertMistaken(gelu, approximation);
        assertMistaken(UpdateStage.ADAMW, UpdateStage.ADAM);
    }

    private static void assertMistaken(Stage asked, Stage done) {
        StagePeer mistaken = new Replacing("mistaken") {
            @Override
            public PreparedStage prepare(StageTask task, StageData data) {
                return new EvenkeelStages().prepare(new StageTask(done, task.extent(), task.threads()), data);
            }
        };
        assertThatThrownBy(() -> new StageCell(task(asked, "64x100", 1)).start(mistaken))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("element");
    }

    @Test
    void theStateFromEarlierStepsCounts() {
        StagePeer forgetful = new Replacing("forgetful") {
            @Override
            public PreparedStage prepare(StageTask task, StageData data) {
                List<float[]> zeros = data.states().stream().map(state -> new float[state.length]).toList();
                return new EvenkeelStages().prepare(task,
                        new StageData(data.x(), data.gradient(), data.labels(), zeros));
            }
        };
        for (UpdateStage stage : UpdateStage.values())
            assertThatThrownBy(() -> new StageCell(task(stage, "1000", 1)).start(forgetful))
                    .isInstanceOf(WrongAnswerException.class).hasMessageContaining("forgetful");
    }

    /** Accepts everything. */
    private abstract static class Replacing implements StagePeer {
        private final String name;

        Replacing(String name) {
            this.name = name;
        }

        @Override
        public String name() { return name; }

        @Override
        public boolean accepts(StageTask task) { return true; }
    }

    /** Answers as ours does, but for the last element; for the value where there is no other answer. */
    private static final class Liar extends Replacing {
        private boolean closed;
        private boolean liesAboutValue;

        Liar(Stage stage) {
            super("liar");
            liesAboutValue = stage == LossStage.CROSS_ENTROPY_VALUE;
        }

        @Override
        public PreparedStage prepare(StageTask task, StageData data) {
            PreparedStage honest = new EvenkeelStages().prepare(task, data);
            return new PreparedStage() {
                @Override
                public void run() { honest.run(); }

                @Override
                public float[] output() {
                    float[] output = honest.output().clone();
                    if (!liesAboutValue) output[output.length - 1] += 1e-4f;
                    return output;
                }

                @Override
                public double value() { return honest.value() + (liesAboutValue ? 1e-3 : 0); }

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
