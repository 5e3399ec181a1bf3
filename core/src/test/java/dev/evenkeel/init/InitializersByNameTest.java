package dev.evenkeel.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class InitializersByNameTest {
    @Test
    void everySchemeIsFoundByItsName() {
        for (Initializer scheme : Initializers.all()) {
            assertThat(Initializers.byName(scheme.name())).isSameAs(scheme);
            assertThat(Initializers.byName(scheme.name().toUpperCase().replace(' ', '_'))).isSameAs(scheme);
        }
    }

    @Test
    void schemesAreFoundByTheNamesThatOtherLibrariesGiveThem() {
        Map<String, Initializer> expected = Map.ofEntries(
                Map.entry("xavier_uniform", VarianceScaling.GLOROT_UNIFORM),
                Map.entry("xavier_normal_", VarianceScaling.GLOROT_NORMAL),
                Map.entry("glorot-uniform", VarianceScaling.GLOROT_UNIFORM),
                Map.entry("GlorotNormal", VarianceScaling.GLOROT_NORMAL),
                Map.entry("kaiming-normal", VarianceScaling.HE_NORMAL),
                Map.entry("KaimingUniform", VarianceScaling.HE_UNIFORM),
                Map.entry("MSRA", VarianceScaling.HE_NORMAL),
                Map.entry("he truncated", VarianceScaling.HE_TRUNCATED),
                Map.entry("lecun_normal", VarianceScaling.LECUN_NORMAL),
                Map.entry("delta orthogonal", DeltaOrthogonal.THREE_BY_THREE),
                Map.entry("orthogonal_", Orthogonal.PLAIN),
                Map.entry("martens", Sparse.MARTENS),
                Map.entry("eye", Identity.PLAIN),
                Map.entry("zeros_", Constant.ZEROS));
        expected.forEach((name, scheme) -> assertThat(Initializers.byName(name)).as(name).isSameAs(scheme));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "heinormal", "kaiming", "truncated", "he"})
    void anUnknownNameIsRefusedWithTheNamesThereAre(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Initializers.byName(name))
                .withMessageContainingAll("name must be one of", "he normal", "orthogonal", "xavier",
                        "was \"" + name + "\"");
    }
}
