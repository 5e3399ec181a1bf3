package dev.evenkeel.bench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is read of a machine. */
class MachineCheckTest {
    @Test
    void stolenTimeIsAShareOfAll() {
        assertThat(MachineCheck.stolen("cpu  10 0 10 70 0 0 0 10 0 0\ncpu0 1")).isEqualTo(0.1);
        assertThat(MachineCheck.stolen("")).isZero();
    }
}
