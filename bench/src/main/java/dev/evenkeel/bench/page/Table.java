package dev.evenkeel.bench.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The figures of a chart for those who do not see it, or want to copy them.
 *
 * @param head a name for each column
 * @param lines fields by column
 */
public record Table(List<String> head, List<List<String>> lines) {
    /** One without lines. */
    public Table(List<String> head) {
        this(List.copyOf(head), new ArrayList<>());
    }

    /** One without lines. */
    public Table(String... head) {
        this(List.of(head));
    }

    /** One more line; null is shown as a dash. */
    public Table add(Object... fields) {
        lines.add(Arrays.stream(fields).map(field -> Objects.toString(field, "–")).toList());
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (String field : head) html.append("<th scope=\"col\">").append(Words.escaped(field)).append("</th>");
        html.append("</tr></thead><tbody>\n");
        for (List<String> line : lines) {
            html.append("<tr>");
            for (String field : line) html.append("<td>").append(Words.escaped(field)).append("</td>");
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>").toString();
    }
}
