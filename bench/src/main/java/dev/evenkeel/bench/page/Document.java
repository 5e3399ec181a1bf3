package dev.evenkeel.bench.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a page. It holds all that it needs; its own policy forbids the browser to fetch anything, or to run a
 * script that is not one of its two.
 *
 * @param title heading
 * @param facts names and values of what was measured
 */
public record Document(String title, Map<String, String> facts, List<Section.Headline> headlines,
        List<Section> sections) {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/";
    private static final String ZRENDER = "/META-INF/resources/webjars/zrender/5.3.1/";
    private static final Pattern PART = Pattern.compile("@([A-Z]+)@");

    /** Six digits are more than a picture shows. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
                    JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addSerializer(Double.class, new StdSerializer<>(Double.class) {
                private static final long serialVersionUID = 1;

                @Override
                public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
                        throws IOException {
                    if (!Double.isFinite(value)) out.writeNull();
                    else out.writeNumber(new BigDecimal(value).round(new MathContext(6)).doubleValue());
                }
            })).build();

    /** All of it. */
    public String html() throws IOException {
        String library = script(ECHARTS + "dist/echarts.min.js");
        String drawing = script("page.js");
        Map<String, String> parts = Map.of("TITLE", Words.escaped(title), "POLICY",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + hash(library) + " "
                        + hash(drawing) + "; base-uri 'none'; form-action 'none'",
                "STYLE", text("page.css"), "BODY", body() + foot(), "DATA", data(), "LIBRARY", library, "DRAWING",
                drawing);
        return PART.matcher(text("page.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }

    /** All that is text. */
    String body() {
        StringBuilder html = new StringBuilder("<header><h1>").append(Words.escaped(title)).append("</h1>\n");
        if (!facts.isEmpty()) {
            html.append("<dl>");
            facts.forEach((name, value) -> html.append("<div><dt>").append(Words.escaped(name)).append("</dt><dd>")
                    .append(Words.escaped(value)).append("</dd></div>"));
            html.append("</dl>\n");
        }
        if (!headlines.isEmpty()) {
            html.append("<ul class=\"headlines\">");
            for (Section.Headline headline : headlines) {
                html.append("<li><strong>").append(Words.escaped(headline.figure())).append("</strong> ")
                        .append(Words.escaped(headline.what())).append("</li>");
            }
            html.append("</ul>\n");
        }
        html.append("</header>\n");
        for (Section section : sections) html.append(section(section));
        return html.toString();
    }

    /** The charts in the order of the text, as a script element can hold them. */
    String data() throws IOException {
        List<Chart> charts =
                sections.stream().flatMap(section -> section.figures().stream()).map(Section.Figure::chart).toList();
        return JSON.writeValueAsString(charts).replace("<", "\\u003c");
    }

    private static String section(Section section) {
        StringBuilder html = new StringBuilder("<section><h2>").append(Words.escaped(section.heading()))
                .append("</h2>\n<p>").append(Words.escaped(section.note()).replace("\n\n", "</p>\n<p>"))
                .append("</p>\n<div class=\"figures\">\n");
        int narrow = 0;
        for (int i = 0; i < section.figures().size(); i++) {
            Section.Figure figure = section.figures().get(i);
            narrow = figure.wide() ? 0 : narrow + 1;
            boolean isLast = i + 1 == section.figures().size() || section.figures().get(i + 1).wide();
            html.append(figure(figure, figure.wide() || isLast && narrow % 2 == 1));
        }
        return html.append("</div></section>\n").toString();
    }

    /** Of two figures side by side, one that is left alone gets the whole width. */
    private static String figure(Section.Figure figure, boolean wide) {
        return "<figure" + (wide ? " class=\"wide\"" : "") + "><h3>" + Words.escaped(figure.title())
                + "</h3><div class=\"chart\" role=\"img\" aria-label=\"" + Words.escaped(figure.title())
                + "\"></div><figcaption>" + Words.escaped(figure.note())
                + "</figcaption>" + command(figure) + "<details><summary>Table</summary><div class=\"table\">"
                + figure.table().html()
                + "</div></details></figure>\n";
    }

    private static String command(Section.Figure figure) {
        return figure.command() == null ? "" : "<code>" + Words.escaped(figure.command()) + "</code>";
    }

    private static String foot() throws IOException {
        return "<footer><details><summary>Charts by Apache ECharts 5.3.1: licences</summary><pre>"
                + Words.escaped(String.join("\n\n", text(ECHARTS + "NOTICE"), text(ECHARTS + "LICENSE"),
                        text(ECHARTS + "licenses/LICENSE-d3"), "zrender:\n\n" + text(ZRENDER + "LICENSE")))
                + "</pre></details></footer>\n";
    }

    /** A script's text cannot end the element that it stands in. */
    private static String script(String resource) throws IOException {
        String script = text(resource);
        if (script.toLowerCase(Locale.ROOT).contains("</script") || script.contains("<!--")) {
            throw new IOException(resource + " cannot stand in a page");
        }
        return script;
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = ResultPage.class.getResourceAsStream(resource)) {
            if (stream == null) throw new IOException(resource + " is not on the class path");
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    /** As the page's policy names a script that may run. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
