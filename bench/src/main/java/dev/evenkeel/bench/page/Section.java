package dev.evenkeel.bench.page;

import java.util.List;

/**
 * A part of the page.
 *
 * @param heading of what
 * @param note where it comes from and how it is read
 * @param figures may be empty: then the part is left out
 */
record Section(String heading, String note, List<Figure> figures) {
    /**
     * A chart with its table.
     *
     * @param title what is to be seen
     * @param note how it is read, may be empty
     * @param wide whether it needs the whole width
     */
    record Figure(String title, String note, Chart chart, Table table, boolean wide) {}

    /**
     * A result in large letters.
     *
     * @param figure number with its unit
     * @param what it means
     */
    record Headline(String figure, String what) {}
}
