package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.study.claim.Numbers;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What several figures need. */
final class Figures {
    private Figures() {}

    /** {@code "400–600–300"}. */
    static String words(int... widths) {
        return Arrays.stream(widths).mapToObj(Integer::toString).collect(Collectors.joining("–"));
    }

    /** All rows, three digits each. */
    static Table table(Numbers numbers) {
        return new Table(numbers.columns(), numbers.shown());
    }
}
