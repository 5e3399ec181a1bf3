package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class ActivationNamesTest {
    @Test
    void everyFunctionIsFoundByItsName() {
        for (ActivationPromise promise : ActivationPromise.all()) {
            String name = promise.activation().name();
            assertThat(Activation.byName(name)).isEqualTo(promise.activation());
            assertThat(Activation.byName(name.toUpperCase(Locale.ROOT))).isEqualTo(promise.activation());
        }
        assertThat(Activation.all()).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void functionsAreFoundByTheNamesThatOtherLibrariesGiveThem() {
        Map<String, Activation> expected = Map.ofEntries(
                Map.entry("linear", Activation.IDENTITY),
                Map.entry("ReLU", Activation.RELU),
                Map.entry("leaky_relu", Activation.leakyRelu(0.01f)),
                Map.entry("LeakyReLU(0.2)", Activation.leakyRelu(0.2f)),
                Map.entry("leaky-relu ( 2e-1 )", Activation.leakyRelu(0.2f)),
                Map.entry("leakyRelu(0)", Activation.RELU),
                Map.entry("ELU(1)", Activation.ELU),
                Map.entry(" elu(0.5) ", Activation.elu(0.5f)),
                Map.entry("logistic", Activation.SIGMOID),
                Map.entry("Swish", Activation.SILU),
                Map.entry("gelu_new", Activation.GELU_TANH),
                Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
                Map.entry("gelu_tanh", Activation.GELU_TANH));
        expected.forEach((name, function) -> assertThat(Activation.byName(name)).as(name).isEqualTo(function));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "maxout", "tanh(1)", "leakyRelu()", "leakyRelu(a)", "elu(1", "elu(1)(2)", "(1)"})
    void anUnknownNameIsRefusedWithTheNamesThereAre(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.byName(name))
                .withMessageContainingAll("name must be one of", "leakyRelu(slope)", "geluTanh",
                        "was \"" + name + "\"");
    }

    @Test
    void aParameterThatTheFunctionRefusesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.byName("elu(-1)"))
                .withMessage("alpha must be positive and at most 1e18, was -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.byName("leakyRelu(NaN)"))
                .withMessage("negativeSlope must be finite: NaN");
    }
}
