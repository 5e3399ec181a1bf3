package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class VectorWidthConditionTest {
    @Test
    void testsWithoutTheTagRunOnlyAtWidthsThatTheHardwareHas() {
        assertThat(Integer.getInteger("evenkeel.vectorBits", 0))
                .isLessThan(VectorShape.preferredShape().vectorBitSize());
    }

    @Test
    @Tag("emulated")
    void testsWithTheTagNeverRepeatTheWidthOfTheHardware() {
        assertThat(Integer.getInteger("evenkeel.vectorBits", 0))
                .isNotEqualTo(VectorShape.preferredShape().vectorBitSize());
    }
}
