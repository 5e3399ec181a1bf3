package dev.evenkeel.bench.study.paper.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.page.Document;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.WholeFile;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.FindingSections;
import dev.evenkeel.bench.study.claim.Numbers;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperTraces;
import dev.evenkeel.bench.study.paper.PaperTraces.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The paper's figures as one page for a browser, with a JSON file of each and a CSV file of its numbers. It trains
 * nothing: whatever the logs and checkpoints of a folder can say is drawn, of the rest the page says that it is
 * missing.
 */
public final class PaperPage {
    /** What it is called. */
    public static final String NAME = "paper.html";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PaperTraces traces;
    private final RunDescription run;
    private final MachineDescription machine;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /**
     * Compares what was logged with what the paper says.
     *
     * @param test examples for what comes from checkpoints
     * @throws IOException if a checkpoint cannot be read
     */
    public PaperPage(PaperTraces traces, Examples test, RunDescription run, MachineDescription machine,
            Execution execution) throws IOException {
        this.traces = traces;
        this.run = run;
        this.machine = machine;
        for (Statement statement : List.of(new TableOne(), new SigmoidMeans(), new Saturation(),
                new EndHistograms(test, execution), new WeightGradients(), new NormalisedTanh())) {
            String reason = missing(statement);
            if (reason == null) {
                Statement.Result result = statement.compare(traces);
                findings.add(finding(statement, result, command()));
                sections.add(FindingSections.section(finding(statement, result, null)));
            } else {
                missing.add(statement.id());
                sections.add(new Section(statement.title() + ": not logged", "Claimed: " + statement.sentence() + " ("
                        + statement.source() + ")\n\nNothing is drawn, because " + reason + ".", List.of()));
            }
        }
    }

    /** Why nothing can be said, or null. */
    private String missing(Statement statement) {
        for (PaperNetwork network : statement.networks()) {
            List<Trace> trained = traces.of(network);
            if (trained.isEmpty()) return network.label() + " was not trained";
            for (Trace trace : trained) {
                for (LayerValue value : statement.values()) {
                    if (OverSeeds.looks(trace, network, value).size() < trace.looks().size())
                        return "not every look at " + network.label() + ", seed " + trace.seed() + " has logged the "
                                + value.words();
                }
                if (statement instanceof EndHistograms && !EndHistograms.isKept(trace))
                    return "seed " + trace.seed() + " of " + network.label() + " has no checkpoint";
            }
        }
        return null;
    }

    /** @param command null where the page names one for all */
    private Finding finding(Statement statement, Statement.Result result, String command) {
        return new Finding(statement.id(), statement.title(), statement.sentence(), statement.source(), result.seen(),
                command, result.numbers(), result.figures(), null);
    }

    private String command() {
        List<String> words = new ArrayList<>(run.command());
        int out = words.indexOf("--markdown");
        if (out >= 0) words.subList(out, Math.min(out + 2, words.size())).clear();
        return "java -jar bench/target/benchmarks.jar " + String.join(" ", words);
    }

    /** In the order of the page, without those of which nothing was logged. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Replaces the page and the files beside it. */
    public Path write(Path folder) throws IOException {
        for (String id : missing) Files.deleteIfExists(folder.resolve(id + ".json"));
        for (Finding finding : findings) {
            WholeFile.write(folder.resolve(finding.id() + ".json"), JSON.writeValueAsBytes(finding));
            for (Numbers numbers : finding.numbers())
                WholeFile.write(folder.resolve(finding.id() + "-" + numbers.name() + ".csv"),
                        numbers.csv().getBytes(StandardCharsets.UTF_8));
        }
        Document page = new Document("Glorot and Bengio 2010, trained again", facts(),
                FindingSections.headlines(findings), sections);
        return WholeFile.write(folder.resolve(NAME), page.html().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Machine", machine.processor());
        facts.put("Java", machine.java().strip());
        facts.put("Date", run.date());
        facts.put("Revision", run.revision());
        facts.put("Data", Finding.text("%s, %,d test examples", traces.data(), traces.plan().examples()));
        facts.put("Networks", Finding.text("hidden layers of %d, updates of 10 examples", traces.plan().width()));
        facts.put("Updates", Finding.text("%,d of the paper's millions", traces.plan().updates()));
        facts.put("Rates", traces.rates().entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + entry.getValue()).collect(Collectors.joining(", ")));
        facts.put("Seeds", Finding.text("%d to %d", traces.plan().firstSeed(),
                traces.plan().firstSeed() + traces.plan().seeds() - 1));
        facts.put("Command", command());
        return facts;
    }
}
