package dev.evenkeel.bench.study.claim;

import dev.evenkeel.bench.page.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table of what an experiment measured.
 *
 * @param name of the table, good for a file's name
 * @param columns their names
 * @param rows texts, whole numbers and doubles, by column; null for nothing
 */
public record Numbers(String name, List<String> columns, List<List<Object>> rows) {
    /** One without rows. */
    public static Numbers of(String name, String... columns) {
        return new Numbers(name, List.of(columns), new ArrayList<>());
    }

    /**
     * One more row.
     *
     * @throws IllegalArgumentException unless there is a field for each column
     */
    public Numbers add(Object... fields) {
        if (fields.length != columns.size()) {
            throw new IllegalArgumentException("fields must be " + columns.size() + " for the columns of " + name
                    + ", were " + fields.length);
        }
        rows.add(Arrays.asList(fields));
        return this;
    }

    /** All digits, for programs: a line of names, then a line for each row. */
    public String csv() {
        return columns.stream().map(Numbers::quoted).collect(Collectors.joining(",")) + "\n"
                + rows.stream().map(row -> row.stream().map(field -> quoted(Objects.toString(field, "")))
                        .collect(Collectors.joining(",")) + "\n").collect(Collectors.joining());
    }

    private static String quoted(String field) {
        return field.matches("[^\",\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }

    /** Three digits, for people. */
    public List<List<String>> shown() {
        return rows.stream().map(row -> row.stream().map(Numbers::shown).toList()).toList();
    }

    private static String shown(Object field) {
        if (field == null) return "–";
        return field instanceof Double number ? Words.number(number) : field.toString();
    }
}
