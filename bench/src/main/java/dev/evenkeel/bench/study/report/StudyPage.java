package dev.evenkeel.bench.study.report;

import dev.evenkeel.bench.page.Document;
import dev.evenkeel.bench.study.claim.FindingSections;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The findings as one page for a browser: for each claim what was said, what was seen, and pictures. */
final class StudyPage {
    private StudyPage() {}

    static String html(StudyReport report) throws IOException {
        return document(report).html();
    }

    private static Document document(StudyReport report) {
        return new Document("First weights: what was claimed, and what is so", facts(report),
                FindingSections.headlines(report.findings()),
                report.findings().stream().map(FindingSections::section).toList());
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
}
