package dev.evenkeel.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the check relies on, without the minute that it takes. */
class KernelCheckTest {
    @Test
    void kernelsLieWhereTheCheckLooksForThem() {
        String folder = "/" + KernelCheck.KERNELS.replace('.', '/');
        assertThat(KernelCheckTest.class.getResource(folder + "/KernelSet.class")).isNotNull();
        assertThat(KernelCheckTest.class.getResource(folder + "/gemm/VectorGemm.class")).isNotNull();
    }
}
