package dev.evenkeel.bench.gate.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SideEntryTest {
    private static final String PRODUCT = "shape=17 transpose=TN threads=2 dtype=float32";

    private static Map<String, String> parameters(String library, String text) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("library", library));
        for (String field : text.split(" ")) parameters.put(field.split("=")[0], field.split("=")[1]);
        return parameters;
    }

    private static Map<String, Object> ask(String benchmark, Map<String, String> parameters) {
        return new SideEntry().apply(Map.of("benchmark", benchmark, "parameters", parameters));
    }

    static Stream<Arguments> ours() {
        return Stream.of(Arguments.of("GemmBenchmark.multiply", PRODUCT), Arguments.of("SamplingBenchmark.fill",
                "shape=1K distribution=truncated_normal memory=heap threads=1 dtype=float32"),
                Arguments.of("InitializerBenchmark.fill",
                        "shape=24x16 scheme=he-normal memory=native threads=1 dtype=float32"),
                Arguments.of("BatchNormBenchmark.normalize",
                        "shape=4x8x9 layout=NHWC pass=BACKWARD threads=1 dtype=float32"),
                Arguments.of("ActivationBenchmark.compute",
                        "shape=3x5 function=TANH pass=GRADIENT threads=1 dtype=float32"),
                Arguments.of("LossBenchmark.compute", "shape=3x5 loss=CROSS_ENTROPY threads=1 dtype=float32"),
                Arguments.of("OptimizerBenchmark.compute", "shape=1K rule=ADAMW threads=1 dtype=float32"),
                Arguments.of("TorchReplayBenchmark.draw", "shape=1000 call=normal threads=1 dtype=float32"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void bothJarsWorkInTheSameMemory(String benchmark, String text) {
        Map<String, String> parameters = parameters("evenkeel", text);
        assertThat(ask(benchmark, parameters)).isEmpty();
        Map<String, Object> memory = new HashMap<>();
        Map<String, Object> request = Map.of("benchmark", benchmark, "parameters", parameters, "memory", memory);
        try (Side first = Side.of(new SideEntry().apply(request))) {
            Map<String, Object> before = new HashMap<>(memory);
            try (Side second = Side.of(new SideEntry().apply(request))) {
                assertThat(first.nanos(2)).isPositive();
                assertThat(second.nanos(2)).isPositive();
                assertThat(memory).isNotEmpty().hasSameSizeAs(before);
                before.forEach((name, array) -> assertThat(memory.get(name)).isSameAs(array));
            }
        }
    }

    @Test
    void otherLibrariesAreNotTimedSo() {
        assertThat(ask("GemmBenchmark.multiply", parameters("plain-java", PRODUCT))).containsOnlyKeys("declined");
    }

    @Test
    void neitherAreFirstCallsOfAJvm() {
        assertThat(ask("FirstFillBenchmark.fill",
                parameters("evenkeel", "shape=1M distribution=normal memory=heap threads=1 dtype=float32")))
                .containsOnlyKeys("declined");
    }

    @Test
    void whatIsNotKnownIsDeclinedRatherThanGuessed() {
        assertThat(ask("Other.multiply", parameters("evenkeel", PRODUCT))).containsOnlyKeys("declined");
        assertThat(ask("GemmBenchmark.multiply", parameters("evenkeel", PRODUCT + " alpha=2")))
                .containsOnlyKeys("declined");
        assertThat(ask("GemmBenchmark.multiply", parameters("evenkeel", "shape=round"))).containsOnlyKeys("declined");
    }
}
