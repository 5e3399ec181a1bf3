package dev.evenkeel.bench.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every library of the build in every layout and pass; with the peers profile that compares ours with theirs. */
class NormalizationCellTest {
    /** Layers of ResNet-50, GoogLeNet and DenseNet-121, with fewer samples and positions; odd and dense ones. */
    private static final List<String> SHAPES = List.of("2x64x784", "3x256x196", "2x1024x49", "4x2048x49", "2x192x100",
            "2x480x64", "3x832x49", "2x112x144", "2x92x81", "2x1x37", "3x3x50", "5x17x16", "7x5x3", "33x1000", "16x64",
            "9x4");

    static Stream<String> libraries() {
        return NormalizationCell.catalog().byName().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyLibraryComputesWhatIsAskedInEveryLayoutAndPass(String library) {
        NormalizationPeer peer = NormalizationCell.catalog().get(library);
        for (String text : SHAPES) {
            FeatureShape shape = FeatureShape.parse(text);
            for (Storage storage : Storage.of(shape)) {
                for (Pass pass : Pass.values()) check(peer, new Normalization(shape, storage, pass, 1));
                check(peer, new Normalization(shape, storage, Pass.BACKWARD, 2));
            }
        }
    }

    private static void check(NormalizationPeer peer, Normalization normalization) {
        if (!peer.accepts(normalization)) return;
        try (PreparedNormalization prepared = new NormalizationCell(normalization).start(peer)) {
            assertThat(prepared.codePath()).isNotBlank();
            float[] first = prepared.output().clone();
            prepared.run();
            assertThat(prepared.output()).isEqualTo(first);
        }
    }

    /** A garbage collection must not free what a native library still reads. */
    @ParameterizedTest
    @MethodSource("libraries")
    void aPassOutlivesAGarbageCollection(String library) {
        NormalizationPeer peer = NormalizationCell.catalog().get(library);
        Normalization normalization =
                new Normalization(FeatureShape.parse("2x32x64"), Storage.NCHW, Pass.BACKWARD, 1);
        try (PreparedNormalization prepared = new NormalizationCell(normalization).start(peer)) {
            float[] first = prepared.output().clone();
            for (int i = 0; i < 3; i++) {
                System.gc();
                prepared.run();
            }
            assertThat(prepared.output()).isEqualTo(first);
        }
    }

    @Test
    void aWrongAnswerIsNotTimed() {
        for (Pass pass : Pass.values()) {
            Liar liar = new Liar();
            Normalization normalization = new Normalization(FeatureShape.parse("4x8x16"), Storage.NCHW, pass, 1);
            assertThatThrownBy(() -> new NormalizationCell(normalization).start(liar))
                    .isInstanceOf(WrongAnswerException.class).hasMessageContaining("liar");
            assertThat(liar.closed).isTrue();
        }
    }

    @Test
    void variantsChooseLayoutsAndPasses() {
        List<Cell> cells = new Normalizations().cells(List.of("2x3x4", "5x6"), List.of("nhwc", "backward-relu"),
                List.of(2));
        assertThat(cells).extracting(Cell::parameters).containsExactly(
                Map.of("shape", "2x3x4", "layout", "NHWC", "pass", "BACKWARD_RELU", "threads", 2, "dtype", "float32"));
    }

    @Test
    void aLayoutThatTheShapeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new Normalization(FeatureShape.parse("2x3x4"), Storage.NC, Pass.FORWARD, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NHWC");
        assertThatThrownBy(() -> FeatureShape.parse("2x0")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x0");
    }

    @Test
    void everySetOfShapesIsReadable() {
        for (FeatureShapes set : FeatureShapes.values()) assertThat(FeatureShapes.parse(set.name())).isNotEmpty();
    }

    @Test
    void aWrongGradientOfWhatWasAddedIsNotTimed() {
        Liar liar = new Liar();
        liar.liesAboutResidual = true;
        Normalization normalization =
                new Normalization(FeatureShape.parse("4x8x16"), Storage.NCHW, Pass.BACKWARD_ADD_RELU, 1);
        assertThatThrownBy(() -> new NormalizationCell(normalization).start(liar))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("dresidual");
    }

    /** Answers as ours does, but for one value in the last channel. */
    private static final class Liar implements NormalizationPeer {
        private boolean closed;
        private boolean liesAboutResidual;

        @Override
        public String name() { return "liar"; }

        @Override
        public boolean accepts(Normalization normalization) { return true; }

        @Override
        public PreparedNormalization prepare(Normalization normalization, FeatureData data) {
            PreparedNormalization honest = new EvenkeelNormalization().prepare(normalization, data);
            return new PreparedNormalization() {
                @Override
                public void run() { honest.run(); }

                @Override
                public float[] output() {
                    float[] output = honest.output().clone();
                    if (!liesAboutResidual) output[normalization.shape().values() - 1] += 0.01f;
                    return output;
                }

                @Override
                public float[] residualGradient() {
                    float[] gradient = honest.residualGradient().clone();
                    if (liesAboutResidual) gradient[gradient.length - 1] += 0.01f;
                    return gradient;
                }

                @Override
                public float[] gammaGradient() { return honest.gammaGradient(); }

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
