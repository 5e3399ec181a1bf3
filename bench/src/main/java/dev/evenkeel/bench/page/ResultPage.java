package dev.evenkeel.bench.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.evenkeel.bench.page.stored.Contest;
import dev.evenkeel.bench.page.stored.GateRounds;
import dev.evenkeel.bench.page.stored.Results;
import dev.evenkeel.bench.page.stored.Run;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.variance.VarianceReport;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;

/**
 * One HTML file with charts and tables of stored results. It holds all that it needs; its own policy forbids the
 * browser to fetch anything, or to run a script that is not one of its two.
 */
public final class ResultPage {
    /** What the page is called beside the results of a run. */
    public static final String NAME = "report.html";

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/";
    private static final String ZRENDER = "/META-INF/resources/webjars/zrender/5.3.1/";

    /** Six digits are more than a picture shows. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
                    JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addSerializer(Double.class, new StdSerializer<>(Double.class) {
                private static final long serialVersionUID = 1;

                @Override
                public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
                        throws IOException {
                    out.writeNumber(new BigDecimal(value).round(new MathContext(6)).doubleValue());
                }
            })).build();

    private static final Pattern PART = Pattern.compile("@([A-Z]+)@");

    private final Results results;
    private final List<Section> sections = new ArrayList<>();
    private final List<Section.Headline> headlines = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();

    private ResultPage(Results results) {
        this.results = results;
        Map<String, List<Contest>> newest = results.newest();
        for (String benchmark : Words.inOrder(newest.keySet())) addBenchmark(benchmark, newest.get(benchmark));
        if (!results.variances().isEmpty()) {
            VarianceReport variance = results.variances().getLast();
            add(VarianceFigures.section(variance));
            if (!variance.findings().isEmpty()) headlines.add(VarianceFigures.headline(variance));
            add(PropagationFigures.section(variance));
        }
        for (GateRounds gate : results.gates()) add(GateFigure.section(gate));
        if (!results.jmh().isEmpty()) add(JmhFigures.section(results.jmh().getLast()));
        add(TrendFigures.section(results));
    }

    /**
     * Writes the page.
     *
     * @param places result files, folders with such files, or folders of such folders
     * @param file is replaced if it exists
     * @return the file
     * @throws IOException if a place holds no results, with a message of one line that says which and what was
     * expected; nothing is written then
     */
    public static Path write(List<Path> places, Path file) throws IOException {
        return Files.writeString(file, html(places));
    }

    /** Writes {@value #NAME} into a folder of results, about these. */
    public static Path writeBeside(Path folder) throws IOException {
        return write(List.of(folder), folder.resolve(NAME));
    }

    static String html(List<Path> places) throws IOException {
        Results results = Results.read(places);
        ResultPage page = new ResultPage(results);
        if (page.sections.isEmpty()) {
            throw new IOException(places.getFirst() + " holds no figures; expected at least one");
        }
        return page.html();
    }

    private void addBenchmark(String benchmark, List<Contest> cells) {
        RatioFigure ratios = new RatioFigure(cells);
        List<Section.Figure> figures = new ArrayList<>(RooflineFigures.of(benchmark, cells));
        figures.addAll(new SpeedFigures(cells).all());
        ratios.figure().ifPresent(figures::add);
        Run run = cells.getFirst().run();
        String common = Words.values(cells.getFirst().parameters(), Contest.parameters(cells, false));
        String name = Words.benchmark(benchmark);
        add(new Section(name, (name.equals(benchmark) ? "" : benchmark + ": ") + common
                + (common.isEmpty() ? "" : ". ") + "Run of " + run.name() + ".", figures));
        headlines.add(headline(name, ratios, cells));
    }

    private static Section.Headline headline(String name, RatioFigure ratios, List<Contest> cells) {
        double[] shares = cells.stream().flatMap(cell -> cell.ours().stream())
                .mapToDouble(StoredRun.Figure::percentOfRoof).filter(share -> share > 0).toArray();
        String of = shares.length == 0 ? ""
                : "; " + Words.percent(Median.withDefaults().evaluate(shares)) + " of the limit (median)";
        return ratios.geometricMean().map(mean -> new Section.Headline(Words.ratio(mean) + " ×",
                name + ": speed over the best other library's, "
                        + Words.count(ratios.cells(), "cell", "cells") + of))
                .orElseGet(() -> new Section.Headline(Words.count(cells.size(), "cell", "cells"), name + of));
    }

    private void add(Section section) {
        if (!section.figures().isEmpty()) sections.add(section);
    }

    private String html() throws IOException {
        String body = head() + sections.stream().map(this::section).collect(Collectors.joining()) + foot();
        String library = script(ECHARTS + "dist/echarts.min.js");
        String drawing = script("page.js");
        Map<String, String> parts = Map.of("TITLE", Words.escaped(title()), "POLICY",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " + hash(library) + " "
                        + hash(drawing) + "; base-uri 'none'; form-action 'none'",
                "STYLE", text("page.css"), "BODY", body, "DATA",
                JSON.writeValueAsString(charts).replace("<", "\\u003c"), "LIBRARY", library, "DRAWING",
                drawing);
        return PART.matcher(text("page.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }

    private String title() {
        if (!results.runs().isEmpty()) return "Evenkeel beside other libraries";
        if (!results.jmh().isEmpty()) return "JMH results";
        return results.gates().isEmpty() ? "Evenkeel's variance check" : "Gate";
    }

    private String head() {
        StringBuilder html = new StringBuilder("<header><h1>").append(Words.escaped(title())).append("</h1>\n");
        if (!results.runs().isEmpty()) {
            Run run = results.runs().getLast();
            html.append("<dl>").append(fact("Machine", run.stored().processor()))
                    .append(fact("Java", run.stored().java())).append(fact("Kernels", run.stored().kernels()))
                    .append(fact("Date", run.date())).append(fact("Revision", run.stored().run().revision()))
                    .append(fact("Command", String.join(" ", run.stored().run().command()))).append("</dl>\n");
        }
        if (!headlines.isEmpty()) {
            html.append("<ul class=\"headlines\">");
            for (Section.Headline headline : headlines) {
                html.append("<li><strong>").append(Words.escaped(headline.figure())).append("</strong> ")
                        .append(Words.escaped(headline.what())).append("</li>");
            }
            html.append("</ul>\n");
        }
        return html.append("</header>\n").toString();
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + Words.escaped(name) + "</dt><dd>" + Words.escaped(value) + "</dd></div>";
    }

    private String section(Section section) {
        StringBuilder html = new StringBuilder("<section><h2>").append(Words.escaped(section.heading()))
                .append("</h2>\n<p>").append(Words.escaped(section.note())).append("</p>\n<div class=\"figures\">\n");
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
    private String figure(Section.Figure figure, boolean wide) {
        charts.add(figure.chart());
        return "<figure" + (wide ? " class=\"wide\"" : "") + "><h3>" + Words.escaped(figure.title())
                + "</h3><div class=\"chart\" role=\"img\" aria-label=\"" + Words.escaped(figure.title())
                + "\"></div><figcaption>" + Words.escaped(figure.note())
                + "</figcaption><details><summary>Table</summary><div class=\"table\">" + figure.table().html()
                + "</div></details></figure>\n";
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
