package dev.evenkeel.bench.study.report;

import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.FindingSections;
import dev.evenkeel.bench.study.claim.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings as Markdown: one table of verdicts, then each claim with its setup and its numbers. */
public final class StudyMarkdown {
    /** Longer tables are in the CSV files. */
    private static final int LONGEST_TABLE = 30;

    private StudyMarkdown() {}

    /** All of it. */
    public static String text(StudyReport report) {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        row(text, "machine", report.machine().processor() + ", " + report.machine().processors() + " logical");
        row(text, "Java", report.machine().java().strip());
        row(text, "kernels", report.machine().kernels());
        row(text, "threads", report.threads());
        row(text, "revision", report.run().revision());
        row(text, "date", report.run().date());
        row(text, "setting", report.scale().name().toLowerCase(Locale.ROOT) + ", first seed " + report.seed());
        row(text, "seconds", String.format(Locale.ROOT, "%.0f", report.seconds().values().stream()
                .mapToDouble(Double::doubleValue).sum()));
        row(text, "command", "`" + report.command() + "`");
        text.append("\n| claim | verdict | seen |\n|---|---|---|\n");
        for (Finding finding : report.findings())
            row(text, finding.title(), finding.verdict().words(), finding.reason());
        for (Finding finding : report.findings()) append(text, finding);
        return text.toString();
    }

    private static void append(StringBuilder text, Finding finding) {
        text.append("\n### ").append(finding.title()).append("\n\n").append(finding.sentence()).append(" (")
                .append(finding.source()).append(")\n\n**").append(finding.verdict().words()).append(".** ")
                .append(finding.reason()).append("\n\n").append(finding.seen().setup()).append(' ')
                .append(FindingSections.seeds(finding)).append("\n\n```sh\n").append(finding.command())
                .append("\n```\n");
        for (Numbers numbers : finding.numbers()) {
            if (numbers.rows().size() > LONGEST_TABLE) continue;
            text.append('\n');
            row(text, numbers.columns().toArray());
            List<String> rules = new ArrayList<>();
            for (int column = 0; column < numbers.columns().size(); column++) {
                int its = column;
                rules.add(numbers.rows().stream().allMatch(row -> row.get(its) instanceof Number) ? "---:" : "---");
            }
            text.append('|').append(String.join("|", rules)).append("|\n");
            for (List<String> line : numbers.shown()) row(text, line.toArray());
        }
    }

    private static void row(StringBuilder text, Object... fields) {
        text.append('|');
        for (Object field : fields) text.append(' ').append(field.toString().replace("|", "\\|")).append(" |");
        text.append('\n');
    }
}
