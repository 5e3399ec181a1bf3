package dev.evenkeel.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
