package dev.evenkeel.bench.dgemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.gemm.Products;
import dev.evenkeel.bench.gemm.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoubleProductCellTest {
    static Stream<String> names() {
        return DoublePeers.load().byName().keySet().stream();
    }

    /** Spoils one element of our answer. */
    private record Liar(int at, double error) implements DoublePeer {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public boolean accepts(DoubleProduct product) {
            return true;
        }

        @Override
        public PreparedDoubleProduct prepare(DoubleProduct product, DoubleOperands operands, Buffers buffers) {
            PreparedDoubleProduct right = new EvenkeelDgemm().prepare(product, operands, buffers);
            return new PreparedDoubleProduct() {
                @Override
                public void run() {
                    right.run();
                    right.result()[at] += error;
                }

                @Override
                public double[] result() {
                    return right.result();
                }

                @Override
                public String codePath() {
                    return "none";
                }

                @Override
                public void close() {
                    right.close();
                }
            };
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLibraryComputesWhatIsAsked(String name) {
        DoublePeer peer = DoublePeers.load().get(name);
        for (Operation operation : Operation.values()) {
            for (String shape : List.of("1x1x1", "7x7x5", "64x64x96", "33x33x7")) {
                for (int threads : new int[] {1, 2}) {
                    DoubleProduct product = new DoubleProduct(Shape.parse(shape), operation, threads);
                    if (peer.accepts(product)) {
                        PreparedDoubleProduct prepared = new DoubleProductCell(product).start(peer, Buffers.own());
                        assertThat(prepared.codePath()).isNotBlank();
                        prepared.close();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anAnswerBeyondTheBoundIsNotTimed(Operation operation) {
        DoubleProductCell cell = new DoubleProductCell(new DoubleProduct(Shape.square(16), operation, 1));
        assertThatThrownBy(() -> cell.start(new Liar(16 * 9 + 3, 1e-12), Buffers.own()))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("liar")
                .hasMessageContaining("(9, 3)");
        cell.start(new Liar(16 * 9 + 3, 1e-17), Buffers.own()).close();
    }

    @Test
    void anUpdateThatWritesTheOtherTriangleIsNotTimed() {
        DoubleProductCell cell = new DoubleProductCell(new DoubleProduct(Shape.square(16), Operation.AAT, 1));
        assertThatThrownBy(() -> cell.start(new Liar(16 * 3 + 9, 1e-12), Buffers.own()))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("(3, 9)")
                .hasMessageContaining("as it was");
    }

    @Test
    void updatesAreOfSquaresAlone() {
        List<Cell> cells = new DoubleProducts().cells(List.of("32x1000x1000", "64"), List.of("nn", "ata"), List.of(1));
        assertThat(cells).extracting(Cell::toString).containsExactly("32x1000x1000 NN, 1 thread", "64 NN, 1 thread",
                "64 ATA, 1 thread");
        assertThatThrownBy(() -> new DoubleProduct(Shape.parse("2x3x4"), Operation.AAT, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("equal m and n");
    }

    @Test
    void randomShapesAreThoseOfFloat32AndAnUpdateTakesTheShorterSide() {
        List<Cell> floats = new Products().cells(List.of("random:7:10"), List.of(), List.of(2));
        List<Cell> doubles = new DoubleProducts().cells(List.of("random:7:10"), List.of(), List.of(2));
        assertThat(doubles).extracting(Cell::toString).containsExactlyElementsOf(
                floats.stream().map(Cell::toString).toList());
        assertThat(new DoubleProducts().cells(List.of("random:7:20"), List.of("aat"), List.of(1)))
                .hasSizeGreaterThan(10).allSatisfy(cell -> {
                    DoubleProduct product = ((DoubleProductCell) cell).product();
                    assertThat(product.m()).isEqualTo(product.n());
                    assertThat(product.flops()).isLessThanOrEqualTo(5e9);
                });
    }

    @Test
    void aShapeThatNobodyKnowsIsRefusedWithTheFormsToWrite() {
        assertThatThrownBy(() -> new DoubleProducts().cells(List.of("large"), List.of(), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'large'")
                .hasMessageContaining("random:SEED[:COUNT]");
    }

    @Test
    void anUpdateCountsHalfOfTheProduct() {
        assertThat(new DoubleProduct(Shape.square(10), Operation.AAT, 1).flops()).isEqualTo(10 * 11 * 10);
        assertThat(new DoubleProduct(Shape.square(10), Operation.NT, 1).flops()).isEqualTo(2000);
    }

    @Test
    void otherElementTypesAreRefused() {
        assertThatThrownBy(() -> new DoubleProducts().cell(DoubleProductCell.COMPUTE,
                Map.of("shape", "16", "operation", "NN", "threads", 1, "dtype", "float32")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("float64");
    }
}
