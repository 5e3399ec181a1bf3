package dev.evenkeel.bench.study.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void programsGetAllDigitsAndPeopleThree() {
        Numbers numbers = Numbers.of("some", "name", "count", "value").add("a", 3, 1.23456789).add("b", null, 4e-7);
        assertThat(numbers.csv()).isEqualTo("name,count,value\na,3,1.23456789\nb,,4.0E-7\n");
        assertThat(numbers.shown()).containsExactly(List.of("a", "3", "1.23"),
                List.of("b", "–", "4.0·10⁻⁷"));
    }

    @Test
    void aFieldWithACommaOrQuotesIsQuoted() {
        assertThat(Numbers.of("some", "a, b").add("he said \"no\"").csv())
                .isEqualTo("\"a, b\"\n\"he said \"\"no\"\"\"\n");
    }

    @Test
    void aRowNeedsAFieldForEachColumn() {
        assertThatThrownBy(() -> Numbers.of("some", "a", "b").add(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fields must be 2 for the columns of some, were 1");
    }
}
