package dev.evenkeel.bench.page;

import java.util.List;

/**
 * A part of the page.
 *
 * @param heading of what
 * @param note where it comes from and how it is read; an empty line ends a paragraph
 * @param figures may be empty: then the part is left out
 */
public record Section(String heading, String note, List<Figure> figures) {
    /**
     * A chart with its table.
     *
     * @param title what is to be seen
     * @param note how it is read, may be empty
     * @param wide whether it needs the whole width
     * @param command that makes the figures once more, or null
     */
    public record Figure(String title, String note, Chart chart, Table table, boolean wide, String command) {
        /** Without a command: the page names one for all. */
        public Figure(String title, String note, Chart chart, Table table, boolean wide) {
            this(title, note, chart, table, wide, null);
        }
    }

    /**
     * A result in large letters.
     *
     * @param figure number with its unit
     * @param what it means
     */
    public record Headline(String figure, String what) {}
}
