package dev.evenkeel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class PairwiseGridTest {
    @Test
    void everyPairOfLevelsOccursInFarFewerCombinationsThanAll() {
        int[] levels = {7, 5, 4, 3, 2, 2};
        List<int[]> combinations = PairwiseGrid.combinations(1, levels);
        Set<String> pairs = new HashSet<>();
        for (int[] combination : combinations) {
            for (int f = 0; f < levels.length; f++) {
                for (int g = f + 1; g < levels.length; g++) {
                    pairs.add(f + "=" + combination[f] + " " + g + "=" + combination[g]);
                }
            }
        }
        int expected = 0;
        for (int f = 0; f < levels.length; f++) {
            for (int g = f + 1; g < levels.length; g++) {
                expected += levels[f] * levels[g];
            }
        }
        assertThat(pairs).hasSize(expected);
        assertThat(combinations).hasSizeBetween(35, 60);
    }
}
