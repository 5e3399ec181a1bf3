package dev.evenkeel.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductCellTest {
    private static final ProductCell CELL = new ProductCell(Shape.square(16), Transposition.NN, 1);

    @Test
    void aWrongAnswerIsNotTimed() {
        Liar liar = new Liar();
        assertThatThrownBy(() -> CELL.start(liar)).isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("liar");
        assertThat(liar.closed).isTrue();
    }

    @Test
    void everyCellIsFoundAgainByItsName() {
        Products products = new Products();
        assertThat(products.cell(CELL.benchmark(), CELL.parameters())).contains(CELL);
        assertThat(products.cell("Sieve.run", CELL.parameters())).isEmpty();
        assertThatThrownBy(() -> products.cell(CELL.benchmark(), Map.of("shape", "16", "transpose", "NN")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threads");
        Map<String, Object> otherType = Map.of("shape", "16", "transpose", "NN", "threads", 1, "dtype", "float64");
        assertThatThrownBy(() -> products.cell(CELL.benchmark(), otherType))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("float64");
    }

    @Test
    void stepsBringTheirOwnTranspositions() {
        List<Cell> cells = new Products().cells(List.of("steps"), List.of(), List.of(1));
        assertThat(cells).extracting(cell -> cell.parameters().get("transpose")).contains("NN", "TN", "NT");
    }

    @Test
    void randomProductsAreTheSameForTheSameSeedAndMoreBeginLikeFewer() {
        List<Cell> ten = new Products().cells(List.of("random:7:10"), List.of(), List.of(1));
        List<Cell> hundred = new Products().cells(List.of("Random:7"), List.of(), List.of(1));
        assertThat(ten).hasSize(10);
        assertThat(hundred).hasSize(100).startsWith(ten.toArray(Cell[]::new));
        assertThat(ten.get(0)).hasToString("26x1x1794 TT, 1 thread");
        assertThat(new Products().cells(List.of("random:8:10"), List.of(), List.of(1))).isNotEqualTo(ten);
    }

    @Test
    void randomProductsStayWithinTheirLimitsAndReachAllSizesAndTranspositions() {
        List<ProductCell> cells = new Products().cells(List.of("random:3:2000"), List.of(), List.of(2)).stream()
                .map(ProductCell.class::cast).toList();
        assertThat(cells).allSatisfy(cell -> {
            assertThat(List.of(cell.shape().m(), cell.shape().n(), cell.shape().k()))
                    .allMatch(size -> size >= 1 && size <= 4096);
            assertThat(cell.work()).isLessThanOrEqualTo(5e9);
            assertThat(cell.product().workingSet()).isLessThanOrEqualTo(64L << 20);
            assertThat(cell.threads()).isEqualTo(2);
        });
        assertThat(cells).extracting(ProductCell::transposition).contains(Transposition.values());
        assertThat(cells).extracting(cell -> cell.shape().n()).contains(1, 2, 3).anyMatch(n -> n > 3500);
        assertThat(cells).as("a median near 64, logarithms being uniform")
                .filteredOn(cell -> cell.shape().n() <= 64).hasSizeBetween(950, 1250);
    }

    @Test
    void randomProductsTakeTheChosenTranspositionsOnly() {
        assertThat(new Products().cells(List.of("random:1:50"), List.of("nt"), List.of(1)))
                .extracting(cell -> cell.parameters().get("transpose")).containsOnly("NT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "random:", "random:x", "random:-1", "random:1:", "random:1:0", "random:1:2:3"})
    void randomProductsOfAnotherFormAreRefusedWithTheFormToWrite(String text) {
        assertThatThrownBy(() -> new Products().cells(List.of(text), List.of(), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("random:SEED[:COUNT]")
                .hasMessageContaining("'" + text + "'");
    }

    /** Leaves C as it was. */
    private static final class Liar implements GemmPeer {
        private boolean closed;

        @Override
        public String name() {
            return "liar";
        }

        @Override
        public boolean accepts(Product product) {
            return true;
        }

        @Override
        public PreparedProduct prepare(Product product, Operands operands) {
            return new PreparedProduct() {
                @Override
                public void multiply() {}

                @Override
                public float[] result() {
                    return operands.c();
                }

                @Override
                public String codePath() {
                    return "none";
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
