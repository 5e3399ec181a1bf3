package dev.evenkeel.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the properties that virtual machines set. */
class VectorObstacleTest {
    private static final Map<String, String> HOTSPOT = Map.of("java.vm.name", "OpenJDK 64-Bit Server VM",
            "java.vm.vendor", "Eclipse Adoptium", "java.vm.info", "mixed mode, sharing");

    private static Optional<String> obstacle(Map<String, String> properties) {
        return VectorObstacle.of(true, properties::get);
    }

    private static Map<String, String> hotSpot(String property, String value) {
        Map<String, String> properties = new HashMap<>(HOTSPOT);
        properties.put(property, value);
        return properties;
    }

    @Test
    void nothingStandsInTheWayOnHotSpotWithTheModule() {
        assertThat(obstacle(HOTSPOT)).isEmpty();
    }

    @Test
    void graalAsTheCompilerOfHotSpotIsNoObstacle() {
        assertThat(obstacle(Map.of("java.vm.name", "Java HotSpot(TM) 64-Bit Server VM", "java.vm.vendor",
                "GraalVM Community", "java.vm.info", "mixed mode, sharing"))).isEmpty();
    }

    @Test
    void withoutTheModuleTheFlagIsNamed() {
        assertThat(VectorObstacle.of(false, HOTSPOT::get)).hasValueSatisfying(
                sentence -> assertThat(sentence).contains("--add-modules jdk.incubator.vector"));
    }

    @Test
    void withoutC2TheOptionsAreNamed() {
        assertThat(obstacle(hotSpot("java.vm.info", "interpreted mode, sharing")).orElseThrow()).contains("-Xint");
        assertThat(obstacle(hotSpot("java.vm.info", "emulated-client mode, sharing")).orElseThrow())
                .contains("-XX:TieredStopAtLevel");
    }

    @Test
    void openJ9IsNamedWhoeverSellsIt() {
        String info = "JRE 25 Linux amd64-64-Bit Compressed References 20251021_34 (JIT enabled, AOT enabled)";
        assertThat(obstacle(Map.of("java.vm.name", "Eclipse OpenJ9 VM", "java.vm.vendor", "Eclipse OpenJ9",
                "java.vm.info", info)).orElseThrow()).contains("Eclipse OpenJ9 VM", "HotSpot");
        assertThat(obstacle(Map.of("java.vm.name", "IBM J9 VM", "java.vm.vendor", "IBM Corporation", "java.vm.info",
                info)).orElseThrow()).contains("IBM J9 VM", "HotSpot");
    }

    /** Neither the module nor flags would help there: the image itself is the reason. */
    @Test
    void aNativeImageHasItsOwnSentence() {
        for (String code : new String[] {"buildtime", "runtime"}) {
            Map<String, String> properties =
                    Map.of("org.graalvm.nativeimage.imagecode", code, "java.vm.name", "Substrate VM");
            assertThat(obstacle(properties).orElseThrow()).contains("native image");
            assertThat(VectorObstacle.of(false, properties::get).orElseThrow()).contains("native image");
        }
    }

    @Test
    void propertiesThatAreNotSetAreNoObstacle() {
        assertThat(obstacle(Map.of())).isEmpty();
    }
}
