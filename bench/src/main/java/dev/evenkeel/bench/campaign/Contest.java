package dev.evenkeel.bench.campaign;

import java.util.List;

/**
 * A cell and who is timed in it.
 *
 * @param libraries of those that the cell knows
 */
public record Contest(Cell cell, List<String> libraries) {
    /** Copies its arguments. */
    public Contest {
        libraries = List.copyOf(libraries);
    }
}
