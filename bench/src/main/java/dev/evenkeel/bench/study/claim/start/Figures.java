package dev.evenkeel.bench.study.claim.start;

import dev.evenkeel.bench.page.Table;
import dev.evenkeel.bench.study.claim.Numbers;

/** What several figures need. */
final class Figures {
    private Figures() {}

    /** All rows, three digits each. */
    static Table table(Numbers numbers) {
        return new Table(numbers.columns(), numbers.shown());
    }
}
