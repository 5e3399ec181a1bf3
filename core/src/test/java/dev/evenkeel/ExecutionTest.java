package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.testing.Executions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    @Test
    void kernelsNamesKernelsAndThreads() {
        String kernels = Executions.vectorKernelsExist() ? "vector-\\d+" : "scalar";
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            assertThat(Execution.sequential().kernels()).matches(kernels + ", 1 thread");
            assertThat(Execution.on(pool, 1).kernels()).matches(kernels + ", 1 thread");
            assertThat(Execution.on(pool, 3).kernels()).matches(kernels + ", 3 threads");
            assertThat(Execution.sequential().withScalarKernels().kernels()).isEqualTo("scalar, 1 thread");
            assertThat(Execution.on(pool, 2).withScalarKernels()).hasToString("Execution[scalar, 2 threads]");
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorKernelsAreAsWideAsAskedFor() {
        Integer bits = Integer.getInteger("evenkeel.vectorBits");
        String expected = bits == null ? "vector-\\d+, 1 thread" : "vector-" + bits + ", 1 thread";
        assertThat(Execution.sequential().kernels()).matches(expected);
        assertThat(Execution.sequential().withScalarKernels().withVectorKernels().kernels()).matches(expected);
    }

    @Test
    void vectorKernelsThatCannotBeHadAreRefusedWithTheFlag() {
        if (Executions.vectorKernelsExist()) {
            assertThat(Execution.sequential().withVectorKernels().kernels()).startsWith("vector-");
        } else {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> Execution.sequential().withVectorKernels())
                        .isExactlyInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("--add-modules jdk.incubator.vector");
            }
        }
    }

    @Test
    void badArgumentsAreRefusedByName() {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            assertThatNullPointerException().isThrownBy(() -> Execution.on(null, 2)).withMessage("pool");
            assertThatIllegalArgumentException().isThrownBy(() -> Execution.on(pool, 0))
                    .withMessageContainingAll("parallelism", "was 0");
            assertThatIllegalArgumentException().isThrownBy(() -> Execution.on(pool, -1))
                    .withMessageContaining("was -1");
        }
    }

    @Test
    void noThreadIsStartedBeforeThereIsWorkToShare() {
        int[] started = {0};
        try (ExecutorService pool = Executors.newFixedThreadPool(2, task -> {
            started[0]++;
            return new Thread(task);
        })) {
            Execution execution = Execution.on(pool, 2);
            Matrix one = Matrix.of(new float[] {2f}, 1, 1);
            Matrix c = Matrix.of(new float[1], 1, 1);
            Gemm.multiply(one, one, c, execution);
            assertThat(c.get(0, 0)).isEqualTo(4f);
            assertThat(started[0]).isZero();
        }
    }
}
