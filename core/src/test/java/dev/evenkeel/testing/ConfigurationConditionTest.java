package dev.evenkeel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class ConfigurationConditionTest {
    @Test
    void testsWithoutATagRunOnlyAtWidthsThatTheHardwareHas() {
        assertThat(Integer.getInteger("evenkeel.vectorBits", 0))
                .isLessThanOrEqualTo(VectorShape.preferredShape().vectorBitSize());
    }

    @Test
    @Tag("once")
    void testsTaggedOnceSeeTheMachineAsItIs() {
        assertThat(System.getProperty("evenkeel.vectorBits")).isNull();
        assertThat(System.getProperty("evenkeel.registers")).isNull();
        assertThat(System.getProperty("evenkeel.test.configuration")).isNull();
    }
}
