package dev.evenkeel.bench.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cells of one kind: what the command line can choose from, and who takes part. */
public interface Subject {
    /** On the command line. */
    String name();

    /**
     * Cells in the order in which they are measured.
     *
     * @param shapes names of sets or single ones, as people write them; empty for those of the main job
     * @param variants what else can be chosen, in this subject's words; empty for those of the main job
     * @param threads numbers of threads
     * @throws IllegalArgumentException if a text is neither a shape nor a set, or no variant; the message says what
     * there is
     */
    List<Cell> cells(List<String> shapes, List<String> variants, List<Integer> threads);

    /**
     * The cell with this name, if it is one of this subject.
     *
     * @param parameters as {@link Cell#parameters} has them
     * @throws IllegalArgumentException if the benchmark is of this subject and the parameters are not
     */
    Optional<Cell> cell(String benchmark, Map<String, Object> parameters);

    /**
     * Every library on the class path, ours first.
     *
     * @param quick only those that are likely to be fastest, if all of these are there
     */
    List<String> libraries(boolean quick);

    /**
     * The cell, if these parameters are those by which it is known.
     *
     * @throws IllegalArgumentException if they say something else, too; the message lists the cell's
     */
    static Optional<Cell> known(Cell cell, Map<String, Object> parameters) {
        if (cell.parameters().equals(parameters)) return Optional.of(cell);
        throw new IllegalArgumentException(parameters + ": expected " + cell.parameters());
    }
}
