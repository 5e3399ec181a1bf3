package dev.evenkeel.bench.firstseconds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.ReferenceProduct;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FreshJvmTest {
    private static final Duration SLICE = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(60);

    @TempDir
    private static Path folder;

    private static FirstSeconds experiment(String... jvmArguments) {
        return new FirstSeconds(new FirstSeconds.Settings(1, SLICE, LONGEST, 0, List.of(jvmArguments), false), folder);
    }

    /** The whole way through two JVMs, which check their answers. */
    @Test
    void aProductIsMeasuredFromItsFirstCallToTheEndOfItsTime() throws Exception {
        ProductCell cell = new ProductCell(new Shape(17, 33, 9), Transposition.TN, 2);
        List<String> started = new ArrayList<>();
        CellCourse course = experiment("-Xmx256m").measure(cell, started::add);
        assertThat(started).containsExactly("evenkeel, " + cell, "plain-java, " + cell);
        for (Course library : List.of(course.ours(), course.plain())) {
            Series series = library.runs().getFirst();
            Curve curve = series.curve();
            assertThat(curve.end()).isGreaterThanOrEqualTo(0.06);
            assertThat(curve.ends()[0]).isGreaterThanOrEqualTo(Math.max(0.005, series.firstResult()));
            assertThat(curve.ends()).isSorted();
            assertThat(curve.speeds()).hasSameSizeAs(curve.ends());
            for (double speed : curve.speeds()) assertThat(speed).isPositive();
            assertThat(series.allocated()).hasSameSizeAs(curve.ends());
            assertThat(series.untilFirstCall()).isPositive();
            assertThat(series.codePath()).isNotBlank();
        }
    }

    @Test
    void aJvmThatDoesNotStartIsToldInItsOwnWords() {
        ProductCell cell = new ProductCell(Shape.square(8), Transposition.NN, 1);
        assertThatThrownBy(() -> experiment("-XX:NoSuchFlag=1").measure(cell, started -> {}))
                .isInstanceOf(MeasurementException.class).hasMessageContaining("evenkeel, 8 NN, 1 thread")
                .hasMessageContaining("failed-fork.log");
        assertThat(folder.resolve("failed-fork.log")).content().contains("NoSuchFlag");
    }

    @Test
    void processorTimeIsWhatWasWork() {
        assertThat(ProcessorTime.ticks("cpu  1 20 300 4000 50000 600000 7000000 80000000 9 9\ncpu0 1"))
                .isEqualTo(87_600_321);
        ProcessorTime earlier = new ProcessorTime(0, 100, 10);
        double processors = Runtime.getRuntime().availableProcessors();
        assertThat(new ProcessorTime(1_000_000_000, 100.75, 10.25).shareOfOthersSince(earlier))
                .isEqualTo(0.5 / processors);
        assertThat(new ProcessorTime(1, Double.NaN, 0).shareOfOthersSince(earlier)).isNaN();
    }

    @Test
    void aTaskIsReadAsItWasWritten() {
        FreshTask task = new FreshTask(new ProductCell(new Shape(3, 5, 7), Transposition.TT, 2), Library.PLAIN_JAVA,
                SLICE, LONGEST);
        assertThat(FreshTask.parse(task.arguments().toArray(String[]::new))).isEqualTo(task);
    }

    /** More rows than threads and fewer, whole blocks and parts, terms that are no multiple of four. */
    @ParameterizedTest
    @EnumSource
    void blockedLoopsMultiply(Transposition transposition) {
        for (int threads = 1; threads <= 3; threads++) {
            for (Shape shape : List.of(new Shape(1, 1, 1), new Shape(2, 5, 3), new Shape(5, 600, 7),
                    new Shape(7, 13, 131), new Shape(9, 512, 128))) {
                Product product = Product.of(shape, transposition, threads);
                Operands operands = Operands.of(product);
                try (PreparedProduct loops = Library.PLAIN_JAVA.prepare(product, operands)) {
                    loops.multiply();
                    loops.multiply();
                    assertThatCode(() -> new ReferenceProduct(product, operands).check("loops", loops.result()))
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void blockedLoopsRefuseWhatTheyDoNotCompute() {
        Product product = new Product(Shape.square(2), Transposition.NN, 1, 1, 1);
        assertThatThrownBy(() -> Library.PLAIN_JAVA.prepare(product, Operands.of(product)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected 1 and 0");
    }
}
