package dev.evenkeel.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the check relies on, without the minute that it takes. */
class KernelCheckTest {
    @Test
    void kernelsLieWhereTheCheckLooksForThem() {
        String folder = "/" + KernelCheck.KERNELS.replace('.', '/');
        assertThat(KernelCheckTest.class.getResource(folder + "/KernelSet.class")).isNotNull();
        assertThat(KernelCheckTest.class.getResource(folder + "/gemm/VectorGemm.class")).isNotNull();
    }

    @Test
    void aCheckThatAnExceptionEndsLeavesNoJvm() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        assertThatThrownBy(() -> new KernelCheck("128 bits", List.of("-Devenkeel.vectorBits=128")).run(false, share -> {
            throw new IllegalStateException("enough");
        })).isInstanceOf(IllegalStateException.class).hasMessage("enough");
        for (ProcessHandle left : ProcessHandle.current().children().filter(now -> !before.contains(now)).toList()) {
            left.onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
