package dev.evenkeel.bench.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Filling;
import dev.evenkeel.bench.random.peers.Initialization;
import dev.evenkeel.bench.random.peers.Memory;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeers;
import dev.evenkeel.bench.random.peers.WeightScheme;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingPeersTest {
    private static final long FEW = 1001;

    static Stream<String> names() {
        return SamplingPeers.load().byName().keySet().stream();
    }

    /** Starting a trial checks its moments. */
    @ParameterizedTest
    @MethodSource("names")
    void everyLibraryDrawsWhatIsAsked(String name) {
        for (DistributionFamily family : DistributionFamily.values()) {
            for (Memory memory : Memory.values()) {
                for (ElementType type : ElementType.values()) {
                    for (int threads : new int[] {1, 2}) {
                        start(new SamplingCell(new Count(1 << 16), family, memory, type, threads, false), name);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLibraryInitialisesWhatIsAsked(String name) {
        for (WeightScheme scheme : WeightScheme.values()) {
            for (Memory memory : Memory.values()) {
                start(new InitializerCell(new Initialization(scheme, 64, 96, memory, 1), false), name);
                start(new InitializerCell(new Initialization(scheme, 96, 64, memory, 2), false), name);
            }
        }
    }

    /** A cold trial runs once, and what it wrote is checked afterwards. */
    @ParameterizedTest
    @MethodSource("names")
    void firstWeightsAreChecked(String name) {
        for (WeightScheme scheme : WeightScheme.values()) {
            InitializerCell cell = new InitializerCell(new Initialization(scheme, 96, 64, Memory.NATIVE, 1), true);
            if (!cell.libraries().contains(name)) continue;
            try (PreparedFill fill = cell.prepare(name)) {
                fill.run();
                cell.check(name, fill);
                assertThatThrownBy(() -> cell.check(name, new Off(1.2, fill)))
                        .isInstanceOf(WrongAnswerException.class).hasMessageContaining(name);
            }
        }
    }

    private static void start(Cell cell, String name) {
        if (!cell.libraries().contains(name)) return;
        try (Trial trial = cell.start(name)) {
            assertThat(trial.codePath()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRunDrawsOtherNumbers(String name) {
        Filling filling = new Filling(Distribution.normal(0, 1), FEW, Memory.HEAP, ElementType.FLOAT32, 2);
        if (!SamplingPeers.load().get(name).accepts(filling)) return;
        try (PreparedFill fill = SamplingPeers.load().get(name).prepare(filling)) {
            fill.run();
            double first = fill.element(0);
            double last = fill.element(FEW - 1);
            fill.run();
            assertThat(fill.element(0)).isNotEqualTo(first);
            assertThat(fill.element(FEW - 1)).isNotEqualTo(last);
        }
    }

    @Test
    void ourLibraryComesFirst() {
        assertThat(SamplingPeers.load().byName().keySet()).startsWith(PeerCatalog.OURS, "evenkeel-splitmix");
    }

    /** Multiplies what a right library draws. */
    private record Off(double factor, PreparedFill right) implements PreparedFill {
        @Override
        public void run() {
            right.run();
        }

        @Override
        public double element(long index) {
            return factor * right.element(index);
        }

        @Override
        public String codePath() {
            return right.codePath();
        }

        @Override
        public void close() {
            right.close();
        }
    }

    /** 1 % of the variance of normals is 7 standard errors at this number, and 6 are let pass. */
    @ParameterizedTest
    @ValueSource(doubles = {0.99, 1.01, Double.NaN, 0, 1.7320508075688772})
    void aVarianceThatIsOffIsNotTimed(double factor) {
        for (Distribution distribution : List.of(Distribution.uniform(-1, 1), Distribution.normal(0, 1),
                Distribution.truncatedNormal(0, 1))) {
            Filling filling = new Filling(distribution, 1 << 20, Memory.HEAP, ElementType.FLOAT32, 1);
            try (Off off = new Off(factor, SamplingPeers.load().get(PeerCatalog.OURS).prepare(filling))) {
                assertThatThrownBy(() -> MomentsCheck.runAndCheck("liar", distribution, filling.elements(), off))
                        .isInstanceOf(WrongAnswerException.class).hasMessageContaining("liar");
            }
            try (Off right = new Off(1, SamplingPeers.load().get(PeerCatalog.OURS).prepare(filling))) {
                assertThatCode(() -> MomentsCheck.runAndCheck("right", distribution, filling.elements(), right))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void countsAreReadAndWritten() {
        for (String text : List.of("1", "1000", "1K", "64K", "1M", "64M")) {
            assertThat(Count.parse(text)).hasToString(text);
        }
        assertThat(Count.parse("64K").elements()).isEqualTo(65_536);
        assertThat(Count.parse("1024K")).isEqualTo(Count.parse("1M"));
        for (String text : List.of("", "0", "-1", "1G", "1.5M", "K")) {
            assertThatThrownBy(() -> Count.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void variantsAreReadInAnyOrder() {
        assertThat(SamplingVariant.parse("normal/native/float64"))
                .isEqualTo(SamplingVariant.parse("normal/float64/native"));
        assertThat(SamplingVariant.parse("truncated/first").isCold()).isTrue();
        for (String text : List.of("", "gamma", "normal/sideways", "first")) {
            assertThatThrownBy(() -> SamplingVariant.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void schemesAreReadWithWaysInAnyOrder() {
        assertThat(InitializerVariant.parse("he-normal/first/native"))
                .isEqualTo(InitializerVariant.parse("He-Normal/native/first"))
                .containsExactly(new InitializerVariant(WeightScheme.HE_NORMAL, Memory.NATIVE, true));
        assertThat(InitializerVariant.parse("all/native")).hasSameSizeAs(WeightScheme.values());
        for (String text : List.of("", "he", "he-normal/sideways", "native")) {
            assertThatThrownBy(() -> InitializerVariant.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNameWithAParameterTooFewOrAWrongOneIsRefused() {
        assertThatThrownBy(() -> new Fills().cell("SamplingBenchmark.fill", Map.of("shape", "1M")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("distribution");
        assertThatThrownBy(() -> new Initializers().cell("InitializerBenchmark.fill",
                Map.of("shape", "8x8", "scheme", "he-normal", "memory", "heap", "threads", 1, "dtype", "float64")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("float32");
    }
}
