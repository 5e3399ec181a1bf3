package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.MarkdownReport;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.study.claim.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Table 1 as it came out, beside the paper's, and the verdicts on the figures, as Markdown. */
public final class PaperMarkdown {
    private PaperMarkdown() {}

    /**
     * Writes them into a page, between its two markers, or as a page of their own.
     *
     * @param folder where {@link PaperRuns} left its results
     * @param findings on the figures
     */
    public static void write(Path page, Path folder, PaperPlan plan, List<Finding> findings, RunDescription run,
            MachineDescription machine) throws IOException {
        JsonNode table = new ObjectMapper().readTree(folder.resolve(PaperResults.TABLE).toFile());
        String text = text(table, plan, run, machine) + verdicts(findings);
        MarkdownReport.write(page, text);
    }

    private static String text(JsonNode table, PaperPlan plan, RunDescription run, MachineDescription machine) {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        row(text, "machine", machine.processor() + ", " + machine.processors() + " logical");
        row(text, "Java", machine.java().strip());
        row(text, "revision", run.revision());
        row(text, "date", run.date());
        row(text, "data", plan.data() + ", " + count(plan.examples()) + " test examples");
        row(text, "rates", plan.rates() + ", chosen after " + count(plan.choosingUpdates()) + " updates");
        row(text, "command", "`java -jar bench/target/benchmarks.jar " + String.join(" ", run.command()) + "`");
        text.append("\n| network | rate | updates | test error of each seed, % | mean ± deviation, % | paper, % |\n"
                + "|---|---:|---:|---|---:|---:|\n");
        for (JsonNode network : table) {
            List<String> seeds = new ArrayList<>();
            for (JsonNode error : network.get("testErrors")) seeds.add(percent(error));
            row(text, network.get("network").textValue(), network.get("rate"),
                    count(network.get("updates").longValue()),
                    String.join(", ", seeds),
                    percent(network.get("mean")) + " ± " + percent(network.get("standardDeviation")),
                    percent(network.get("paper")));
        }
        return text.toString();
    }

    private static String verdicts(List<Finding> findings) {
        StringBuilder text = new StringBuilder("\n| what the paper says | verdict | seen |\n|---|---|---|\n");
        for (Finding finding : findings)
            row(text, finding.title() + ": " + finding.sentence(), finding.verdict().words(), finding.reason());
        return text.toString();
    }

    private static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.doubleValue()) : "–";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void row(StringBuilder text, Object... fields) {
        text.append('|');
        for (Object field : fields) text.append(' ').append(field).append(" |");
        text.append('\n');
    }
}
