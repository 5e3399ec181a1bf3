package dev.evenkeel.bench.study.report;

import dev.evenkeel.bench.page.Document;
import dev.evenkeel.bench.page.Section;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.claim.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings as one page for a browser: for each claim what was said, what was seen, and pictures. */
final class StudyPage {
    private StudyPage() {}

    static String html(StudyReport report) throws IOException {
        return document(report).html();
    }

    private static Document document(StudyReport report) {
        List<Section> sections = new ArrayList<>();
        for (Finding finding : report.findings()) sections.add(section(finding));
        return new Document("First weights: what was claimed, and what is so", facts(report), headlines(report),
                sections);
    }

    private static Map<String, String> facts(StudyReport report) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Machine", report.machine().processor());
        facts.put("Java", report.machine().java().strip());
        facts.put("Kernels", report.machine().kernels());
        facts.put("Threads", Integer.toString(report.threads()));
        facts.put("Date", report.run().date());
        facts.put("Revision", report.run().revision());
        facts.put("Setting", report.scale().name().toLowerCase(Locale.ROOT) + ", first seed " + report.seed());
        facts.put("Command", report.command());
        return facts;
    }

    private static List<Section.Headline> headlines(StudyReport report) {
        List<Section.Headline> headlines = new ArrayList<>();
        Map<Verdict, List<Finding>> byVerdict =
                report.findings().stream().collect(Collectors.groupingBy(Finding::verdict));
        for (Verdict verdict : Verdict.values()) {
            List<Finding> found = byVerdict.getOrDefault(verdict, List.of());
            if (found.isEmpty()) continue;
            headlines.add(new Section.Headline(found.size() + " of " + report.findings().size(),
                    Counted.of(found.size(), "claim").replaceFirst("^\\d+ ", "") + " " + words(verdict) + ": "
                            + found.stream().map(Finding::title).collect(Collectors.joining("; "))));
        }
        return headlines;
    }

    private static Section section(Finding finding) {
        String note =
                "Claimed: " + finding.sentence() + " (" + finding.source() + ")\n\nSeen, " + words(finding.verdict())
                        + ": " + finding.reason() + "\n\nHow: " + finding.seen().setup() + " " + seeds(finding);
        return new Section(finding.title() + ": " + words(finding.verdict()), note, finding.figures().stream()
                .map(figure -> new Section.Figure(figure.title(), figure.note(), figure.chart(), figure.table(),
                        figure.wide(), finding.command()))
                .toList());
    }

    static String seeds(Finding finding) {
        long first = finding.seen().seeds().getFirst();
        long last = finding.seen().seeds().getLast();
        return finding.seen().seeds().size() == 1 ? "Seed " + first + "." : "Seeds " + first + " to " + last + ".";
    }

    static String words(Verdict verdict) {
        return switch (verdict) {
            case REPRODUCED -> "reproduced";
            case PARTLY -> "partly reproduced";
            case NOT -> "not reproduced";
        };
    }
}
