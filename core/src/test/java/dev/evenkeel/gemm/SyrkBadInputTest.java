package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What a symmetric update refuses, in words that name the argument, before anything is written. */
class SyrkBadInputTest {
    private static final Execution ONE = Execution.sequential();

    @Test
    void shapesThatDoNotMatch() {
        String expected = "shapes do not match: a is 3 × 4, c is %s; expected n × k and n × n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Syrk.update(Triangle.LOWER, Matrix.allocate(3, 4), Matrix.allocate(3, 4), ONE))
                .withMessage(expected.formatted("3 × 4"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Syrk.update(Triangle.UPPER, Matrix.allocate(3, 4), Matrix.allocate(4, 4), ONE))
                .withMessage(expected.formatted("4 × 4"));
        assertThatIllegalArgumentException().isThrownBy(
                () -> Syrk.update(Triangle.LOWER, DoubleMatrix.allocate(3, 4), DoubleMatrix.allocate(3, 2), ONE))
                .withMessage(expected.formatted("3 × 2"));
    }

    @Test
    void anOutputThatSharesAnElementWithAInEitherTriangle() {
        Matrix whole = Matrix.allocate(6, 6);
        whole.fill(1f);
        Matrix c = whole.slice(0, 0, 4, 4);
        for (Triangle triangle : Triangle.values()) {
            for (Matrix a : new Matrix[] {c, whole.slice(0, 3, 4, 2), whole.slice(2, 0, 4, 1), c.transposed()}) {
                assertThatIllegalArgumentException().isThrownBy(() -> Syrk.update(triangle, a, c, ONE))
                        .withMessageStartingWith("c overlaps a: c is 4 × 4");
            }
        }
        assertThat(whole.toArray()).containsOnly(1f);
        Syrk.update(Triangle.LOWER, whole.slice(0, 4, 4, 2), c, ONE);
        assertThat(c.get(3, 3)).isEqualTo(2f);
    }

    @Test
    void anOutputThatRepeatsAnElement() {
        Matrix c = Matrix.of(new float[3], 0, 3, 3, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Syrk.update(Triangle.LOWER, Matrix.allocate(3, 2), c, ONE))
                .withMessageStartingWith("c holds an element more than once");
    }

    @Test
    void segmentsThatCannotBeUsed() {
        MemorySegment fixed = Arena.ofAuto().allocate(36, 4).asReadOnly();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Syrk.update(Triangle.LOWER, Matrix.allocate(3, 2), Matrix.of(fixed, 3, 3), ONE))
                .withMessageStartingWith("c is a read-only segment");
        Arena arena = Arena.ofConfined();
        Matrix confined = Matrix.of(arena.allocate(24, 4), 3, 2);
        Matrix c = Matrix.allocate(3, 3);
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            assertThatThrownBy(() -> Syrk.update(Triangle.LOWER, confined, c, Execution.on(pool, 2)))
                    .isInstanceOf(WrongThreadException.class).hasMessageStartingWith("a is a segment confined");
        }
        arena.close();
        assertThatThrownBy(() -> Syrk.update(Triangle.LOWER, confined, c, ONE))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("a is a closed segment");
    }

    @Test
    void aPoolThatIsShutDown() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.shutdown();
        assertThatThrownBy(
                () -> Syrk.update(Triangle.LOWER, Matrix.allocate(3, 2), Matrix.allocate(3, 3), Execution.on(pool, 2)))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
