package dev.evenkeel.bench.page;

import dev.evenkeel.bench.page.stored.Contest;
import dev.evenkeel.bench.page.stored.GateRounds;
import dev.evenkeel.bench.page.stored.Results;
import dev.evenkeel.bench.page.stored.Run;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ResultFiles;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.variance.VarianceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Median;

/**
 * One HTML file with charts and tables of stored results. Each part is left out where there are no results for it.
 */
public final class ResultPage {
    /** What the page is called beside the results of a run. */
    public static final String NAME = "report.html";

    private final Results results;
    private final List<Section> sections = new ArrayList<>();
    private final List<Section.Headline> headlines = new ArrayList<>();

    ResultPage(Results results) {
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
        if (page.isEmpty()) throw new IOException(places.getFirst() + " holds no figures; expected at least one");
        return page.document().html();
    }

    boolean isEmpty() {
        return sections.isEmpty();
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
                + (common.isEmpty() ? "" : ". ") + "Run of " + run.name() + "." + stopped(run), figures));
        headlines.add(headline(name, ratios, cells));
    }

    private static String stopped(Run run) {
        ResultFiles.Coverage cells = run.stored().cells();
        return cells.measured() < cells.chosen()
                ? " It was stopped: " + cells.measured() + " of its " + cells.chosen() + " cells were measured." : "";
    }

    private static Section.Headline headline(String name, RatioFigure ratios, List<Contest> cells) {
        double[] shares = cells.stream().flatMap(cell -> cell.ours().stream())
                .mapToDouble(StoredRun.Figure::percentOfRoof).filter(share -> share > 0).toArray();
        String of = shares.length == 0 ? ""
                : "; " + Words.percent(Median.withDefaults().evaluate(shares)) + " of the limit (median)";
        return ratios.geometricMean().map(mean -> new Section.Headline(Words.ratio(mean) + " ×",
                name + ": speed over the best other library's, "
                        + Counted.of(ratios.cells(), "cell") + of))
                .orElseGet(() -> new Section.Headline(Counted.of(cells.size(), "cell"), name + of));
    }

    private void add(Section section) {
        if (!section.figures().isEmpty()) sections.add(section);
    }

    private String title() {
        if (!results.runs().isEmpty()) return "Evenkeel beside other libraries";
        if (!results.jmh().isEmpty()) return "JMH results";
        return results.gates().isEmpty() ? "Evenkeel's variance check" : "Gate";
    }

    Document document() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!results.runs().isEmpty()) {
            Run run = results.runs().getLast();
            facts.put("Machine", run.stored().processor());
            facts.put("Java", run.stored().java());
            facts.put("Kernels", run.stored().kernels());
            facts.put("Date", run.date());
            facts.put("Revision", run.stored().run().revision());
            facts.put("Command", String.join(" ", run.stored().run().command()));
        }
        return new Document(title(), facts, headlines, sections);
    }
}
