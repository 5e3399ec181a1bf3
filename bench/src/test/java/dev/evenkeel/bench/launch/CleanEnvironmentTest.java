package dev.evenkeel.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {
    @Test
    void variablesThatTuneNativeLibrariesAreFound() {
        Map<String,
                String> environment = Map.of("OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "512",
                        "OMP_NUM_THREADS", "1", "MKL_DYNAMIC", "0", "HOME",
                        "/", "MY_OMP_THING", "1");
        assertThat(CleanEnvironment.tuning(environment)).containsOnlyKeys("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE",
                "OMP_NUM_THREADS", "MKL_DYNAMIC");
    }

    @Test
    void whatHoldsLibrariesToAnInstructionSetIsTuningToo() {
        for (InstructionSet instructions : InstructionSet.values()) {
            assertThat(CleanEnvironment.tuning(instructions.environment())).isEqualTo(instructions.environment());
        }
    }

    @Test
    void aProcessForAnotherInstructionSetMayNotMeasure() {
        assertThat(CleanEnvironment.isFor(InstructionSet.AVX2)).isFalse();
    }
}
